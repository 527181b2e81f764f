"""Facts as they lie in the store: pages as deflated msgpack, texts apart, once by their hash."""

import datetime as dt
from collections.abc import Mapping

import msgspec
from isal import isal_zlib  # writes and reads what zlib does, in a quarter and half of its time

from govsweep.crawl import Outline
from govsweep.facts import (
    Attachment,
    Block,
    Fact,
    HttpExchange,
    OutsidePage,
    Page,
    ScriptFacts,
    View,
)


class _Markers(Fact, frozen=True):
    """What version 0.1 packed into strings: "attachment", "head-script:HOST" and others."""

    markers: tuple[str, ...] = ()


class _Texts(Fact, frozen=True):
    """The part of a page that names its texts."""

    blocks: tuple[Block, ...] = ()
    published: dt.datetime | None = None


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Page)
_outline_decoder = msgspec.msgpack.Decoder(Outline)
_view_decoder = msgspec.msgpack.Decoder(View)
_outside_decoder = msgspec.msgpack.Decoder(OutsidePage)
_script_decoder = msgspec.msgpack.Decoder(ScriptFacts)
_markers_decoder = msgspec.msgpack.Decoder(_Markers)
_texts_decoder = msgspec.msgpack.Decoder(_Texts)
_said_decoder = msgspec.msgpack.Decoder(tuple[HttpExchange, ...])
_MARKERS = msgspec.msgpack.encode("markers")  # a field's name, before its value
_QUICK = 1  # a third of the size, as by zlib's fastest level


def pack(page: Page) -> bytes:
    """A page without what was joined to it after reading and without the texts of its blocks."""
    bare = msgspec.structs.replace(
        page,
        marks=(),
        context=None,
        blocks=[("", block.place, block.hash) for block in page.blocks],  # as blocks are written
    )
    return isal_zlib.compress(_encoder.encode(bare), _QUICK)


def deflate(facts: bytes) -> bytes:
    """Facts as they are stored."""
    return isal_zlib.compress(facts, _QUICK)


def inflate(stored: bytes) -> bytes:
    """Stored facts again, not yet read."""
    return isal_zlib.decompress(stored)


def unpack(stored: bytes) -> Page:
    """The page again, without the texts of its blocks."""
    packed = isal_zlib.decompress(stored)
    page = _decoder.decode(packed)
    return _unmarked(page, packed) if _MARKERS in packed else page


def _unmarked(page: Page, packed: bytes) -> Page:
    """A page that may be of an earlier version, with what its markers say."""
    markers = _markers_decoder.decode(packed).markers
    if not markers:
        return page
    return msgspec.structs.replace(
        page,
        attachment=_attachment(markers),
        entity_title="entity-title" in markers,
        head_scripts=_values("head-script", markers),
        fetches=_values("fetches", markers),
    )


def _attachment(markers: tuple[str, ...]) -> Attachment | None:
    if "unreadable-attachment" in markers:
        return Attachment.UNREADABLE
    return Attachment.READ if "attachment" in markers else None


def _values(name: str, markers: tuple[str, ...]) -> tuple[str, ...]:
    parted = (marker.partition(":") for marker in markers)
    return tuple(value for kind, _, value in parted if kind == name)


def unpack_hashes(stored: bytes) -> list[bytes]:
    """The hashes of a page's texts."""
    return unpack_dated(stored)[0]


def unpack_dated(stored: bytes) -> tuple[list[bytes], dt.date | None]:
    """The hashes of a page's texts, and its day of publication."""
    texts = _texts_decoder.decode(isal_zlib.decompress(stored))
    day = texts.published.date() if texts.published else None
    return [one.hash for one in texts.blocks], day


def unpack_outline(stored: bytes) -> Outline:
    """What a page reveals."""
    return _outline_decoder.decode(isal_zlib.decompress(stored))


def pack_view(view: View) -> bytes:
    """A home page as one visitor got it."""
    return _encoder.encode(view)


def unpack_view(stored: bytes) -> View:
    """The view again."""
    return _view_decoder.decode(stored)


def pack_outside(page: OutsidePage) -> bytes:
    """A page that is no site's."""
    return _encoder.encode(page)


def unpack_outside(stored: bytes) -> OutsidePage:
    """The page again."""
    return _outside_decoder.decode(stored)


def pack_script(script: ScriptFacts) -> bytes:
    """What a script names."""
    return isal_zlib.compress(_encoder.encode(script), _QUICK)


def unpack_script(stored: bytes) -> ScriptFacts:
    """What a script names, again."""
    return _script_decoder.decode(isal_zlib.decompress(stored))


def pack_said(said: tuple[HttpExchange, ...]) -> bytes:
    """What was said on the wire."""
    return isal_zlib.compress(_encoder.encode(said), _QUICK)


def unpack_said(stored: bytes) -> tuple[HttpExchange, ...]:
    """What was said on the wire again."""
    return _said_decoder.decode(isal_zlib.decompress(stored))


def text_blocks(page: Page, texts: Mapping[bytes, str]) -> Page:
    """The page with the texts of its blocks, where `texts` has them."""
    blocks = tuple(Block(texts.get(one.hash, ""), one.place, one.hash) for one in page.blocks)
    return msgspec.structs.replace(page, blocks=blocks)


def pack_body(body: bytes) -> bytes:
    """A document's bytes, deflated."""
    return isal_zlib.compress(body, _QUICK)


def unpack_body(stored: bytes) -> bytes:
    """A document's bytes again."""
    return isal_zlib.decompress(stored)
