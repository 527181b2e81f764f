"""What fuzzing begins from: the pages and files of the tests, and what was found before."""

from collections.abc import Iterator
from pathlib import Path

from tests.attachments import conftest as files

from fuzz.targets import CONTENT_TYPES, LIST_NAMES, REGISTRY_NAMES

CORPUS = Path(__file__).parent / "corpus"
_CASES = Path(__file__).parents[1] / "tests" / "reading" / "cases"
_LISTS = {
    "office.csv": "错误,正确,说明,前文排除,后文排除,级别\n"
    "攻府,政府,,,,错误\n按装,安装,见词典,/人、物,,建议\n",
    "错别字.txt": "攻府 政府\n按装\t安装\n",
    "敏感词.txt": "敏感词,类别\n某某词,其他\n",
    "保护用语.txt": "规范名称,职务,生效日期,失效日期\n张三,市长,2024-01-01,2026/12/31\n",
    "允许的域名.txt": "域名\nwww.example.com\nhttps://a.example.cn/\n# 注\n",
    "允许的词.txt": "允许词\n某某\n",
    "重要转载.csv": "标题,日期,网址\n国务院关于某事的通知,2026-11-01,http://www.gov.cn/1.htm\n",
}
_SITES = (
    "网站标识码,网站名称,首页网址,主办单位,状态,每秒请求数,页数上限\n"
    "5118000001,清禾市人民政府,http://www.qinghe.gov.cn/,清禾市人民政府办公室,正常运行,2,20000\n"
    "bm51000001,某部,https://www.x.gov.cn:8443/,,关停,,\n"
)
_COLUMNS = (
    "identifier,name,url,kind,owner,max_age_days\n"
    "5118000001,通知公告,http://www.qinghe.gov.cn/tzgg/,notice,办公室,180\n"
)
_ROWS = (
    '{"data":{"html":"<ul><li><a href=/1.html>某县召开会议</a>2026-11-01</li></ul>"}}',
    '{"articles":[{"title":"某县召开会议","url":"/1.html","date":"2026-11-01"}]}',
    "<datastore><record><![CDATA[<a href='/1.html'>某县召开会议</a>2026-11-01]]></record>",
)
_UNITS = (
    ("", "<p>某县召开会议。", ""),
    ("<ul>", "<li><a href=/1.html>某县召开会议</a>2026-11-01</li>", "</ul>"),
    ("<table>", "<tr><td>一<td>2026-11-01", "</table>"),
    ("<script>", "document.write('<a href=/1>x</a>');", "</script>"),
    ("<style>", ".a,.b{display:none}", "</style><p class=a>"),
    ("<div>", "<div class=footer>", "ICP备1号"),
    ("<p>", "<font color=1><b>", ""),
    ("", "<a href='1.html'>", ""),
    ("", "<img src=1.jpg>", ""),
    ("<script>", "location.href='/x';", "</script>"),
    ("<title>", "_-|", "</title>"),
    ("<meta content='", "2026-11-01 ", "'>"),
    ("当前位置：", "<a href=/>首页</a>&gt;", ""),
    ("", "发布时间：2026-11-01 来源：", ""),
    ("<select>", "<option value=/1.html>", ""),
)


def seeds(target: str) -> list[bytes]:
    """The inputs that a target's fuzzing begins from."""
    saved = sorted((CORPUS / target).glob("*"))
    return [*_made(target), *(path.read_bytes() for path in saved)]


def _made(target: str) -> Iterator[bytes]:
    if target == "page":
        for number, path in enumerate(sorted(_CASES.glob("*/page.html"))):
            yield _chosen(number % (2 * len(CONTENT_TYPES)), path.read_bytes())
    elif target == "swollen":
        for parts in _UNITS:
            yield _chosen(0, b"\0\0".join(part.encode() for part in parts))
    elif target == "rows":
        yield from (_chosen(number, text.encode()) for number, text in enumerate(_ROWS))
    elif target == "attachment":
        yield from _attachments()
    elif target == "lists":
        yield from (_chosen(LIST_NAMES.index(name), text.encode()) for name, text in _LISTS.items())
        yield _chosen(
            LIST_NAMES.index("office.xlsx"), files.workbook(["错误", "正确"], ["甲乙", "乙"])
        )
    elif target == "registry":
        yield from (_chosen(0, text.encode()) for text in (_SITES, _COLUMNS))
        table = [line.split(",") for line in _SITES.splitlines()]
        yield _chosen(REGISTRY_NAMES.index("sites.xlsx"), files.workbook(*table))
    elif target == "words":
        for path in sorted(_CASES.glob("*/page.html")):
            yield path.read_bytes()[:2_000]


def _attachments() -> Iterator[bytes]:
    yield files.pdf(["关于办事服务的通知", "各县（区）人民政府："], title="通知")
    yield files.word("关于办事服务的通知", "各县（区）人民政府：", cells=("一", "二"), title="通知")
    yield files.workbook(["单位", "电话"], ["办公室", 12345])
    yield files.old_word("关于办事服务的通知\r", b"plain\r", "\x13 HYPERLINK \x14网址\x15")
    yield files.old_workbook("单位", "办公室")


def _chosen(choice: int, body: bytes) -> bytes:
    return bytes((choice,)) + body
