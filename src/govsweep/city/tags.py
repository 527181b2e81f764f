"""Page tags (网页设计规范) as real systems write them: in any case, order and quotes."""

from collections.abc import Callable

from markupsafe import Markup, escape

from govsweep.city.draft import Draft
from govsweep.city.model import SampleArticle, SampleColumn

_CASES: tuple[Callable[[str], str], ...] = (str, str.lower, str.capitalize)
_SHAPES = (
    '<meta name="{name}" content="{content}">',
    '<meta content="{content}" name="{name}"/>',
    "<meta name='{name}' content='{content}' />",
)


def page_tags(
    draft: Draft, column: SampleColumn | None = None, article: SampleArticle | None = None
) -> Markup:
    """The tags of one page: the site's, then the column's, then the article's."""
    tags = {
        "SiteName": draft.shown_site.name,
        "SiteDomain": draft.host,
        "SiteIDCode": draft.site.identifier,
    }
    if column:
        tags |= {
            "ColumnName": column.name,
            "ColumnDescription": f"{draft.site.name}{column.name}栏目",
            "ColumnKeywords": column.name,
            "ColumnType": column.name,
        }
    if article:
        tags |= {
            "ArticleTitle": article.title,
            "PubDate": f"{article.when:%Y-%m-%d %H:%M}",
            "ContentSource": article.source,
            "Keywords": article.keywords or article.title,
            "Author": draft.plan.short,
            "Description": article.text[:60],
            "Url": draft.url("/"),
        }
    case = _CASES[draft.plan.number % 3]
    shape = _SHAPES[draft.plan.number % 3]
    tags = {name: text for name, text in tags.items() if name not in draft.untagged}
    lines = (shape.format(name=case(name), content=escape(text)) for name, text in tags.items())
    return Markup("\n".join(lines))  # noqa: S704 - escaped above
