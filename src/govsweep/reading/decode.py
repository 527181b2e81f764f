"""Bytes to text: what the bytes are is tested before any label is believed."""

import codecs
import re
from typing import NamedTuple

_HEAD = 65_536  # labels stand in the first bytes
_SAMPLE = 24_000  # bytes, from the first beyond ASCII on, that are scored
_SCORED = 2_000  # characters beyond ASCII in them
_GOOD = 0.25  # the share of common characters from which a text reads
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_LABEL = re.compile(
    rb"<meta\b[^<>]*?\bcharset\s*=\s*[\"']?\s*([a-z0-9_\-]+)|"
    rb"<\?xml\b[^<>]*?\bencoding\s*=\s*[\"']([a-z0-9_\-]+)",
    re.IGNORECASE,
)
_HEADER_LABEL = re.compile(r"charset\s*=\s*[\"']?\s*([\w\-]+)", re.IGNORECASE)
# A browser reads these labels as a wider charset.
_WIDENED = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "gb18030": "gb18030",
    "x-gbk": "gb18030",
    "utf8": "utf-8",
    "utf-8": "utf-8",
    "big5": "big5",
    "big5-hkscs": "big5hkscs",
}
_CANDIDATES = ("utf-8", "gb18030", "big5")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_BEYOND_ASCII_BYTE = re.compile(rb"[^\x00-\x7f]")
_BEYOND_RUN = re.compile(rb"(?:[\x81-\xfe][\x30-\xfe]|[\x00-\x2f\x3a-\x3b\x3d-\x40]){1,4000}")
_WELL_FORMED = re.compile(
    rb"[\xe4-\xe9][\x80-\xbf]{2}[\xe3-\xe9\xef][\x80-\xbf]{2}"
)  # two in UTF-8
_LEAST_PART = 6  # characters of a part in another charset
_HAN = re.compile(r"[\u4e00-\u9fff]")
# The 400 characters most frequent in official news and work reports (counted over two such
# collections of 700 KB), their traditional forms, and the punctuation of Chinese text.
_COMMON = frozenset(
    "的国业发和化展新建中大全一实动进要力产人加设推作能工高等区成合生强提是持民重务体地政不有家"
    "经好在创开制增行市个保会平理资方深用改为现治年上升水施服科我基机城同项量济造对点出技质文以面"
    "党优级企心效育入系共长快度源通更部性万多农法关们主域目领公革支场学坚续程各事定品融了规到完群"
    "安放村来际就活管运应代金自社利本省电型统海分投态向交这善集境做色题协商战流标稳环时三外亿办位"
    "引打策导台路教道数医护众问特元内得促前干构过风联把超解与决总第费范五下智达结营落防局乡健步线"
    "物立扩精绿势期口府供首培广术界明批准东两障积任都转先突调信综取组模验游于旅世极才消四研相整式"
    "计条划居互园老础争次山十网抓功西之接试空县美二果及贸形着员求带江天类链破织养间挥所最正断河险"
    "权低意可南北件子易院双需义专族识小值率从起种情军气略历监走比聚兴益港也当球史必思严收疗难层举"
    "康确备里格清林校传变布使核门想速千些头拓查铁航青筹配碳列复指车节措您友页版站链登录搜索首关闭"
    "國業發實動進產設強務體對經創開製會個為現號機構資長關們領學續萬農與無這說時過將還應種從點團樣"
    "，。、：；（）《》“”‘’！？【】·—…　／－＞①②③④⑤０１２３４５６７８９"
)


class Decoded(NamedTuple):
    """A text, the charset that gave it, the charset it was labelled with, and whether it reads."""

    text: str
    charset: str
    declared: str
    well: bool
    same: bool = False  # the bytes were this text in UTF-8, no more and no less
    twice: bool = False  # labelled with charsets of one family by the answer and by itself

    @property
    def query_charset(self) -> str:
        """In which charset browsers spell its links' queries: GB 18030 where it says so itself."""
        is_gbk = self.charset == "gb18030" and self.declared.lower() != "gb18030"
        return "gbk" if is_gbk else self.charset


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Decode a page; its label is kept, even where the bytes say otherwise."""
    for bom, charset in _BOMS:
        if body.startswith(bom):
            text = body[len(bom) :].decode(charset, "replace")
            return Decoded(text, charset, _declared(body, content_type) or charset, _reads(text))
    declared = _declared(body, content_type)
    try:
        text = body.decode("utf-8")
        twice = bool(declared) and _is_twice(body, declared, content_type)
        return Decoded(text, "utf-8", declared, _reads(text), same=True, twice=twice)
    except UnicodeDecodeError:
        mixed = _mixed(body) if len(_WELL_FORMED.findall(body, 0, _HEAD)) >= _LEAST_PART else None
        return mixed._replace(declared=declared) if mixed else _best(body, declared)


def _mixed(body: bytes) -> Decoded | None:
    """A page in UTF-8 with a part in GB18030, as where a footer is included from another file."""
    foreign = 0
    known = False  # once a long part was read, short ones are believed too

    def read_part(error: UnicodeError) -> tuple[str, int]:
        nonlocal foreign, known
        if not isinstance(error, UnicodeDecodeError):
            raise error
        part = _BEYOND_RUN.match(error.object, error.start)
        end = part.end() if part else error.end
        text = error.object[error.start : end].decode("gb18030", "replace")
        if known or (len(text) >= _LEAST_PART and _score(text) >= _GOOD):
            foreign += len(text)
            known = True
            return text, end
        return "\ufffd", error.end

    codecs.register_error("govsweep.part", read_part)
    text = body.decode("utf-8", "govsweep.part")
    if known:
        foreign = 0
        text = body.decode("utf-8", "govsweep.part")
    own = len(_HAN.findall(text)) - foreign
    if not foreign or own < foreign:
        return None
    return Decoded(text, "utf-8", "", _reads(text))


def _is_twice(body: bytes, declared: str, content_type: str) -> bool:
    """Whether the answer and the page itself agree on a charset: so a browser has no other."""
    if not _HEADER_LABEL.search(content_type):
        return False
    own = _declared(body, "")
    return _WIDENED.get(own, own) == _WIDENED.get(declared, declared)


def _declared(body: bytes, content_type: str) -> str:
    header = _HEADER_LABEL.search(content_type)
    if header:
        return header.group(1).lower()
    for size in (2_048, _HEAD):
        meta = _META_LABEL.search(_without_comments(body[:size]))
        if meta:
            break
    return (meta.group(1) or meta.group(2)).decode("ascii").lower() if meta else ""


def _without_comments(head: bytes) -> bytes:
    first, *rest = head.split(b"<!--")
    return first + b"".join(part.partition(b"-->")[2] for part in rest)


def _best(body: bytes, declared: str) -> Decoded:
    labelled = _WIDENED.get(declared, declared)
    candidates = list(_CANDIDATES)
    if labelled and labelled not in candidates:
        candidates.append(labelled)
    first = _BEYOND_ASCII_BYTE.search(body)
    sample = body[first.start() if first else 0 :][:_SAMPLE]
    scores: dict[str, float] = {}
    for charset in candidates:
        try:
            scores[charset] = _score(sample.decode(charset, "replace"))
        except (LookupError, UnicodeError):  # a codec that is no charset
            continue
    charset = max(scores, key=lambda one: scores[one] + 0.02 * (one == labelled))
    return Decoded(body.decode(charset, "replace"), charset, declared, scores[charset] >= _GOOD)


def _score(text: str) -> float:
    """The share of common characters among those beyond ASCII; broken ones count against it."""
    sample = _sample(text)
    if not sample:
        return 0.0
    common = sum(map(_COMMON.__contains__, sample))
    return (common - 3 * sample.count("\ufffd")) / len(sample)


def _sample(text: str) -> str:
    found: list[str] = []
    missing = _SCORED
    for part in _BEYOND_ASCII.finditer(text):
        found.append(part.group()[:missing])
        missing -= len(found[-1])
        if not missing:
            break
    return "".join(found)


def _reads(text: str) -> bool:
    """False for text that was spoilt before it was saved: broken characters, or mojibake."""
    if "\ufffd" not in text and (text.isascii() or _HAN.search(text)):
        return True
    sample = _sample(text[:_HEAD])
    broken = sample.count("\ufffd") + sum("\x80" <= one <= "\xff" for one in sample)
    return len(sample) < 40 or broken <= 0.3 * len(sample)
