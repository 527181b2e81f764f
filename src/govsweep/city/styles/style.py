"""What all page styles share: which pages a site has, and how a page becomes bytes."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, ClassVar

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from govsweep.city import pictures
from govsweep.city.contents import GROUP_NAMES
from govsweep.city.draft import Draft
from govsweep.city.footer import footer_inside
from govsweep.city.model import Document, SampleArticle, SampleColumn
from govsweep.city.plan import Charset
from govsweep.city.styles.parts import NOTE, PARTS, SHELL
from govsweep.city.tags import page_tags

_DATES = ("%Y-%m-%d %H:%M", "%Y年%m月%d日 %H:%M", "%Y/%m/%d")  # the longest first
_TITLE_ENDS = re.compile("</title>", re.IGNORECASE)
_VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>\n?')
_SHARED_FILES = ("logo.png", "banner.png", "dot.gif", "ga.png", "blue.png", "jiucuo.png")


def _for_telephones(text: str) -> str:
    if 'name="viewport"' in text:
        return text
    meta = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    return _TITLE_ENDS.sub(lambda end: f"{end[0]}\n{meta}", text, count=1)


class Style:
    """A content management system: its addresses and its templates.

    A subclass gives `templates` for layout, home, list, article and page (a static column).
    """

    name: ClassVar[str]
    templates: ClassVar[dict[str, str]]
    page_size: ClassVar[int] = 15

    def column_path(self, column: SampleColumn, page: int = 1) -> str:
        """The address of a page of a column's list."""
        raise NotImplementedError

    def article_path(self, article: SampleArticle) -> str:
        """The address of an article."""
        raise NotImplementedError

    def twin(self, article: SampleArticle) -> str:
        """The address of an article's copy for another device; its own where there is none."""
        return self.article_path(article)

    def picture(self, article: SampleArticle, name: str) -> str:
        """How an article refers to its picture."""
        return f"/upload/images/{name}"

    def attachment(self, article: SampleArticle, name: str) -> str:
        """How an article refers to its attachment."""
        return f"/upload/files/{name}"

    def resolve(self, article: SampleArticle, reference: str) -> str:
        """The path that a reference in an article's page names."""
        folder = posixpath.dirname(self.article_path(article))
        return posixpath.normpath(posixpath.join(folder, reference))

    def reference(self, source: str, target: str) -> str:
        """How the page at `source` refers to the path `target`."""
        return target

    def extras(self, draft: Draft) -> Iterator[tuple[str, Document]]:
        """Further documents that this system serves: twins, print pages, paging answers."""
        yield from ()

    @cached_property
    def environment(self) -> Environment:
        """The templates, ready to render; everything is escaped."""
        loader = DictLoader({"parts": PARTS, "shell": SHELL, "note": NOTE, **self.templates})
        return Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )

    def documents(self, draft: Draft) -> Iterator[tuple[str, Document]]:
        """Everything that stands on the site, by path."""
        yield from self._files(draft)
        yield "/", self.home(draft)
        for column in draft.columns:
            if column.static:
                yield self.column_path(column), self.static(draft, column)
                continue
            yield from self.lists(draft, column)
            for article in column.articles:
                yield self.article_path(article), self.article(draft, article)
        yield from self.extras(draft)

    def home(self, draft: Draft) -> Document:
        """The home page: a headline, and a block of the newest entries of each column."""
        blocks = [column for column in draft.columns if column.on_home and column.articles]
        headline = max((one.articles[0] for one in blocks), key=lambda article: article.when)
        return self.page(draft, "home", "/", blocks=blocks, headline=headline)

    def static(self, draft: Draft, column: SampleColumn) -> Document:
        """A column that is a single page."""
        path, article = self.column_path(column), column.articles[0]
        return self.page(draft, "page", path, column=column, article=article)

    def lists(self, draft: Draft, column: SampleColumn) -> Iterator[tuple[str, Document]]:
        """All pages of a column's list."""
        if column.shell:
            path = self.column_path(column)
            yield path, self.page(draft, "shell", path, column=column)
            return
        size = self.page_size
        pages = max(1, -(-len(column.articles) // size))
        for number in range(1, pages + 1):
            path = self.column_path(column, number)
            rows = column.articles[(number - 1) * size : number * size]
            yield (
                path,
                self.page(
                    draft, "list", path, column=column, rows=rows, number=number, pages=pages
                ),
            )

    def article(self, draft: Draft, article: SampleArticle, template: str = "article") -> Document:
        """An article's own page."""
        path = self.article_path(article)
        charset = draft.charsets.get(article.number, draft.plan.charset)
        return self.page(draft, template, path, charset, column=article.column, article=article)

    def page(
        self, draft: Draft, template: str, path: str, charset: Charset | None = None, **words: Any
    ) -> Document:
        """One rendered page at `path`."""
        charset = charset or draft.plan.charset
        column, article = words.get("column"), words.get("article")
        footer = Markup() if draft.footer_by_script else footer_inside(draft)
        text = self.environment.get_template(template).render(
            draft=draft,
            site=draft.shown_site,
            columns=[one for one in draft.columns if one.name],
            groups=GROUP_NAMES,
            charset=charset.label,
            tags=page_tags(
                draft, column, article if template in ("article", "print", "mobile") else None
            ),
            footer=footer,
            # A note may answer anywhere: relative references in it would lead on without end.
            to=lambda target: target if template == "note" else self.reference(path, target),
            path=self.column_path,
            path_of=self.article_path,
            twin=self.twin,
            picture=self.picture,
            attachment=self.attachment,
            body=Markup,
            at_home=template == "home",
            **{"column": None, "article": None} | words,
        )
        if column is not None and column.slug in draft.undated:
            text = _without_dates(text, words.get("rows") or filter(None, [article]))
        if template != "mobile":
            text = _for_telephones(text) if draft.adapted else _VIEWPORT.sub("", text)
        return encoded(text, charset, draft.delays.get(path, 0.0))

    def _files(self, draft: Draft) -> Iterator[tuple[str, Document]]:
        for name in _SHARED_FILES:
            yield f"/images/{name}", served(name)
        yield "/css/style.css", served("style.css")
        yield "/js/common.js", served("common.js")
        yield "/js/jiucuo.js", served("jiucuo.js")
        for article in draft.articles:
            if article.column.static:
                continue
            for name in article.pictures:
                yield self.resolve(article, self.picture(article, name)), served(name)
            for _, name in article.attachments:
                yield self.resolve(article, self.attachment(article, name)), served(name)


def _without_dates(text: str, articles: Iterable[SampleArticle]) -> str:
    """A page that does not say when its articles were published; what their texts say stays."""
    for one in articles:
        for shape in _DATES:
            text = text.replace(one.when.strftime(shape), "")
    return text


def encoded(text: str, charset: Charset, delay: float = 0.0) -> Document:
    """A page in its bytes, with the header's label where the site sends one."""
    kind = f"text/html; charset={charset.header}" if charset.header else "text/html"
    return Document(text.encode(charset.encoding, "xmlcharrefreplace"), kind, delay=delay)


def served(name: str) -> Document:
    """A file of the site."""
    return Document(pictures.file(name), pictures.content_type(name))


def relative(source: str, target: str) -> str:
    """`target` as seen from the page `source`, with the `./` that TRS writes."""
    if not target.startswith("/"):
        return target
    folder = posixpath.dirname(source) or "/"
    path = posixpath.relpath(target, folder)
    if target.endswith("/"):
        path += "/"
    return path if path.startswith(".") else f"./{path}"
