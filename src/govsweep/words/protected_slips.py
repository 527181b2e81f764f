"""What tells a slip in a protected string from other words: those in it and those around it."""

from govsweep.rules import Protected
from govsweep.words.character_classes import han
from govsweep.words.dictionary import is_seen, is_word
from govsweep.words.variants import LOOSE, Variant, VariantKind

SHORT = 5  # characters up to which only what sounds or looks alike is written for another
LEAST = 4  # shorter strings are judged only as a person's name
_TAIL = 3  # characters of a name behind which another organ's may have ended: 委员会
_ORGANS = frozenset("局厅委办处科站所院署部")  # what names of organs end in
# Marks that end a phrase; where one of them stands, the last character is missing.
STOPS = "，。；：！？、”’》）)】」』\n"
FORMULA, REGION, PARTY = "formula", "region", "party"
# Strings that name one or a post: others of like name held it too, and it has deputies, former
# holders and acting ones.
HELD = frozenset({"person", "post"})
# Behind these words a 中 begins a name; behind others it may say where.
_BEFORE_NAMES = (
    *("坚持", "贯彻", "拥护", "根据", "依照", "按照", "遵照", "关于", "加入", "传达", "阐述"),
    *("是", "的", "和", "在", "了", "以", "把"),
)


def is_dispensable(right: str, place: int) -> bool:
    """Whether a string is only loosened without this character: 国家发展改革委员会."""
    if not han(right[place]) or right[place] == "的" or len(right) < LEAST:
        return True
    beside = right[place - 2 : place], right[place + 1 : place + 3]
    holding = right[place - 1 : place + 1], right[place : place + 2]  # 和谐
    return right[place] in LOOSE and all(map(is_word, beside)) and not any(map(is_word, holding))


def is_used(one: Protected, place: int) -> bool:
    """Whether official text has a short string without this character, or words explain it.

    Whole words stand on both sides of the gap, or of a word across it: 国家|政局, but 国|家计|局.
    Behind the first character whatever stands before it may be the rest of a word: 广西|自治区.
    """
    short = one.text[:place] + one.text[place + 1 :]
    first, last = place - 1, place + 1
    across = ((first, last), (max(0, first - 1), last), (first, last + 1))
    words = [(start, end) for start, end in across if is_word(short[start:end])]
    if place == 1:
        return bool(words) or (is_seen(short) and one.kind != REGION)
    if is_seen(short) or one.kind == PARTY:
        return is_seen(short)
    edges = [(place, place), *words] if words else []
    return any(_is_whole(short[:start]) and _is_whole(short[end:]) for start, end in edges)


def _is_whole(text: str) -> bool:
    return not text or (len(text) > 1 and is_word(text))


def is_ever_written(text: str, at: int) -> bool:
    """Whether official text has a character beside either of its neighbours."""
    return is_seen(text[at - 1 : at + 1]) or is_seen(text[at : at + 2])


def is_wrongly_added(text: str, one: Protected, variant: Variant) -> bool:
    """Whether a character too many stands in a string, or is doubled at one of its edges."""
    added = text[variant.at]
    if not han(added):
        return False
    if variant.start == variant.at:  # doubled at the beginning
        return not makes_a_word(text, variant.at, -1)
    if variant.end == variant.at + 1:  # doubled at the end
        is_council = text.startswith("务", variant.end)  # 国家统计局局务会议
        return not (is_council or makes_a_word(text, variant.at, 1))
    if added in (text[variant.at - 1], text[variant.at + 1 : variant.at + 2]):
        return True
    if added in _ORGANS and variant.end - variant.at - 1 <= _TAIL:
        return False  # 住房和城乡建设局|部署: the organ of a lower level, and the next word
    if is_split(text, one, variant):
        return False
    return len(one.text) > SHORT and added not in LOOSE and one.kind not in HELD


def may_lack_its_end(text: str, start: int, end: int) -> bool:
    """Whether a string without its last character may be meant: 人民检察|制度, 《人民检察》."""
    if text[start - 1 : start] == "《" and text[end : end + 1] == "》":
        return True
    return han(text[end : end + 1]) and is_word(text[end - 2 : end])


def names_departments(text: str, one: Protected, variant: Variant) -> bool:
    """Whether the departments of a field are meant, no ministry: 文化与旅游部门."""
    return one.text.endswith("部") and text.startswith("门", variant.end)


def is_split(text: str, one: Protected, variant: Variant) -> bool:
    """Whether what is left of a string's edge belongs to the word beside it."""
    if variant.place == 1:
        is_replaced = variant.slip is VariantKind.REPLACED
        follows = is_replaced and _says_where(text, variant.start)
        return follows or makes_a_word(text, variant.start, -1)
    is_added = variant.slip is VariantKind.ADDED
    if variant.place == len(one.text) - (1 if is_added else 2):
        return makes_a_word(text, variant.end - 1, 1)
    return False


def is_certain(text: str, variant: Variant) -> bool:
    """Whether a doubled 中 stands alone: “企业中中国共产党基层组织” is no slip."""
    is_first = variant.slip is VariantKind.ADDED and variant.start == variant.at
    return not (is_first and _says_where(text, variant.start))


def _says_where(text: str, at: int) -> bool:
    """Whether a 中 belongs to what stands before it: 讲话中."""
    before = text[max(0, at - 2) : at]
    follows = han(before[-1:] or " ")
    return text[at] == "中" and follows and not before.endswith(_BEFORE_NAMES)


def leaves_its_word(text: str, start: int, end: int) -> bool:
    """Whether the first or the last character belongs to the word beside the span."""
    return makes_a_word(text, start, -1) or makes_a_word(text, end - 1, 1)


def ends_a_name(character: str, is_other_word: bool) -> bool:
    """Whether no name goes on with a character: a sentence that ends, a number, another word."""
    is_stop = character in STOPS and bool(character.strip())  # at a line's end it may be cut
    return is_other_word or character.isdigit() or is_stop


def makes_a_word(text: str, at: int, step: int) -> bool:
    """Whether the character begins, or ends, a word of the dictionary that leaves the string."""
    if at < 0:
        return False
    starts = ((at, size) if step > 0 else (at + 1 - size, size) for size in (2, 3))
    return any(
        is_word(text[start : start + size])
        for start, size in starts
        if 0 <= start <= len(text) - size
    )
