"""A page's facts as `govsweep facts` prints them."""

from typing import Any

import msgspec

from govsweep.facts import FooterMark, Page, Place


def as_facts(page: Page, file: str) -> dict[str, Any]:
    """The JSON object of one page (see `govsweep facts`)."""
    if page.footer is None:
        footer: dict[str, str | None] = {mark.value: "unknown" for mark in FooterMark}
    else:
        told = {mark.value: page.footer.get(mark) for mark in FooterMark}
        footer = {mark: "unknown" if value == "" else value for mark, value in told.items()}
    return {
        "file": file,
        "kind": page.kind.value,
        "title": page.title,
        "published": page.published.date().isoformat() if page.published else None,
        "published_source": page.published_source.value if page.published_source else None,
        "column": page.column,
        "identifier": page.identifier,
        "footer": footer,
        "entries": [
            {
                "title": entry.title,
                "url": entry.url,
                "date": entry.date.isoformat() if entry.date else None,
            }
            for entry in page.entries
        ],
        "hidden_links": list(page.hidden_links),
        "charset": page.charset,
        "text": "\n".join(block.text for block in page.blocks if block.place is Place.MAIN),
    }


def all_facts(page: Page, file: str) -> dict[str, Any]:
    """Every field of one page as checks have it, by its name (see `govsweep facts --all`).

    Bytes are written as base64. What is joined to a page after reading is left out.
    """
    fields = {name: getattr(page, name) for name in page.__struct_fields__}
    told = {name: value for name, value in fields.items() if name not in ("marks", "context")}
    return {"file": file} | {name: msgspec.to_builtins(value) for name, value in told.items()}
