"""The kinds of lists that an office keeps: their heads, and what each is for."""

from collections.abc import Sequence
from enum import StrEnum

from govsweep.rules import repeals, reposts
from govsweep.rules.lists import BY_NAME, SYNONYMS, clean_cell


class ListKind(StrEnum):
    """A kind of list, by its name."""

    TYPO = "错别字"
    SENSITIVE = "敏感词"
    PROTECTED = "保护用语"
    HOST = "允许的域名"
    WORD = "允许的词"
    REPOST = "重要转载"
    REPEAL = "废止目录"

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of its columns, those first that it must have."""
        return _HEADS[self]

    @property
    def needed(self) -> tuple[str, ...]:
        """The heads that no row may leave empty."""
        return _NEEDED.get(self, self.heads[:1])

    @property
    def keys(self) -> tuple[str, ...]:
        """The heads by which two rows are the same row."""
        return _KEYS.get(self, self.heads[:1])

    @property
    def purpose(self) -> str:
        """What it is for."""
        return _PURPOSES[self]

    @property
    def is_word_rules(self) -> bool:
        """Whether its rows are written rules, which can be tried on stored texts."""
        return self in (ListKind.TYPO, ListKind.SENSITIVE)

    def head(self, written: str) -> str:
        """A head as its loader calls it, by the word that a file writes."""
        if self is ListKind.REPOST:
            return reposts.HEADERS.get(written.strip().lower(), written.strip())
        if self is ListKind.REPEAL:
            return repeals.HEADERS.get(written.strip().lower(), written.strip())
        clean = clean_cell(written)
        return SYNONYMS.get(clean.lower(), clean)


_HEADS = {
    ListKind.TYPO: ("错误", "正确", "说明", "前文排除", "后文排除", "级别"),
    ListKind.SENSITIVE: ("敏感词", "类别", "说明"),
    ListKind.PROTECTED: ("规范名称", "职务", "生效日期", "失效日期", "说明"),
    ListKind.HOST: ("域名",),
    ListKind.WORD: ("允许词",),
    ListKind.REPOST: ("标题", "日期", "网址", "正文"),
    ListKind.REPEAL: ("标题", "文号", "日期", "依据"),
}
_NEEDED = {ListKind.TYPO: ("错误", "正确"), ListKind.REPOST: ("标题", "日期")}
_KEYS = {
    ListKind.PROTECTED: ("规范名称", "职务", "生效日期"),
    ListKind.REPOST: ("标题", "日期"),
    ListKind.REPEAL: ("标题", "文号"),
}
_PURPOSES = {
    ListKind.TYPO: "见到“错误”就提出",
    ListKind.SENSITIVE: "见到就提出",
    ListKind.PROTECTED: "与它一字之差的写法提出；填了职务的是人名",
    ListKind.HOST: "链到这里的不算外部链接",
    ListKind.WORD: "整个落在它里面的，词语规则不提",
    ListKind.REPOST: "各网站都应在期限内转载的文件",
    ListKind.REPEAL: "已经废止、失效的文件",
}
# The lists that every office may keep, by the names that new ones get.
STANDARD = {f"{kind}.csv": kind for kind in ListKind} | {"leaders.csv": ListKind.PROTECTED}
_BY_HEAD = {kind.heads[0]: kind for kind in (ListKind(name) for name in BY_NAME)}


def kind_by_name(name: str) -> ListKind | None:
    """The kind that a file's name alone tells."""
    low = name.lower()
    if low in reposts.NAMES:
        return ListKind.REPOST
    if low in repeals.NAMES:
        return ListKind.REPEAL
    stem, _, ending = name.rpartition(".")
    return ListKind(stem) if ending.lower() == "txt" and stem in BY_NAME else None


def kind_by_heads(written: Sequence[str]) -> ListKind | None:
    """The kind that a header row tells, as the loader finds it."""
    heads = {SYNONYMS.get(clean_cell(one).lower(), clean_cell(one)) for one in written}
    return next((kind for head, kind in _BY_HEAD.items() if head in heads), None)
