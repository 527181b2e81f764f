"""Files that come where a page is asked for."""

_MARKS = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x89PNG",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"\x1f\x8b",
)
_MAX_NULS = 8  # zero bytes in the first kilobyte of what may be a page


def is_binary(body: bytes, content_type: str) -> bool:
    """Whether an answer is a picture, a document or an archive, and no page."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind.startswith(("image/", "video/", "audio/", "font/")) or "pdf" in kind or "zip" in kind:
        return True
    wide = body.startswith((b"\xff\xfe", b"\xfe\xff"))  # UTF-16 is full of zeros
    if body.startswith(_MARKS):
        return True
    # A browser drops a stray NUL byte of a page; what is full of them is a file.
    return not wide and (b"\0" in body[:4] or body.count(b"\0", 0, 1_024) > _MAX_NULS)
