"""The document that a frame holds in an attribute of its own: <iframe srcdoc="…">."""

from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

_LEADS = ("href", "src", "action")


def based(html: str) -> str:
    """What a frame holds, with its addresses as they are by the base that it names, if any.

    Without one they are by the base of the page around it.
    """
    if "<base" not in html.lower():
        return html
    document = LexborHTMLParser(html)
    named = document.css_first("base[href]")
    base = named.attributes.get("href") if named is not None else None
    if not base or document.body is None:
        return html
    for name in _LEADS:
        for node in document.body.css(f"[{name}]"):
            node.attrs[name] = urljoin(base, node.attributes.get(name) or "")
    return document.body.html or html
