"""The words by which a list page without rows says that it has none, or why."""

import re

from govsweep.reading.dates import find, narrow
from govsweep.reading.listing import heads_aside

_NOTHING = re.compile(
    r"(?:暂\s*无|没有|无)(?:找到|任何|相关|更多|符合条件的?)*(?:内容|信息|数据|记录|文章|结果)?|"
    r"(?:本|该)?(?:栏目|页面|内容)?(?:正在)?(?:建设|完善|整理|更新|维护)(?:中|之中)|敬请期待|"
    r"(?:总?共|合计|总计)\d*[条页篇个]?(?:信息|记录|文章)?|[第每当前]+\d*[条页]?|页次|页码|[条页]/?|跳?转到?|到第?|"
    r"查看更多|更多|首页|上一?页|下一?页|末页|尾页|每页|总(?:条|页|记录)?数|go|\d+|\W+",
    re.IGNORECASE,
)
# A short line with one of these says that there is nothing, whatever else it says.
_LACKING = re.compile(
    r"暂时?(?:无|没有|未|缺)|没有(?:找到|查[询到]|任何|相关|符合)|未(?:找|查|查询|检索)到|"
    r"(?:目前|当前|栏目)[^，。]{0,2}(?:无|没有)|尚未(?:开通|发布|上线|添加)|敬请(?:期待|关注)|"
    r"(?:建设|完善|整理|录入|维护|更新|改造|升级|开发|筹备)之?中|正在(?:建设|维护|升级)|"
    r"(?:没有|未有|尚无)[^，。]{0,4}(?:内容|信息|数据|记录|文章|资料|文件|新闻|公告|通知|结果|条目|消息|稿件)|"
    r"为空|即将(?:上线|开通|推出|发布)|待(?:更新|完善|补充|添加|发布)|"
    r"\bno (?:data|records?|content|results?)\b|coming soon|under construction",
    re.IGNORECASE,
)
# Words of a program, which may say of a place that it is empty because they failed to fill it.
_FAULTY = re.compile(
    r"错误|失败|异常|故障|出错|超时|权限|模板|暂停|无法|undefined|null|\bnan\b|error|exception",
    re.IGNORECASE,
)
# What a template or a script was to replace by what it names.
_UNFILLED = re.compile(
    r"\{\{[^{}]*\}\}|\$\{[^{}]*\}|<%.*%>|\{[$/]?\w+[.:=][^{}]*\}|\[!--.*--\]|\[object \w+\]"
)
_FURNITURE = re.compile(
    r"站内|搜索|检索|查询|打印|关闭(?:窗口)?|返回(?:顶部|上一?[页级])?|收藏|分享到?|字[体号]|刷新|"
    r"[您你]?(?:当前|现在|所在)的?位置"
)
_FAILED = re.compile(
    r"数据库?(?:服务)?(?:连接|访问|查询|读取)?(?:失败|出错|错误|异常|超时)|(?:系统|程序|服务器?|接口|网络)(?:内部)?"
    r"(?:发生|出现)?(?:异常|错误|故障|出错|超时|繁忙|不可用|无响应)|(?:加载|获取|查询|读取|请求)(?:数据)?(?:失败|出错|超时)|"
    r"错误代码|暂时?(?:无法|不能)(?:访问|连接|提供)|稍[后候]再试|\b50[0234]\b.{0,20}(?:error|unavailable|gateway)",
    re.IGNORECASE,
)
# What a program prints of its own fault, whatever stands around it on the line.
_CRASHED = re.compile(
    r"\bfatal error\s*:|\bHTTP (?:status|error) 5\d\d|\b(?:OLE DB|ODBC)\b.{0,60}(?:error|错误|'8)|"
    r"(?-i:[a-z](?:Exception|Error))\s*(?::|$| at )|\bstack ?trace\b|"
    r"\bserver error in '|\bin /[\w./-]+\.php\b|"
    # A code of a database, a function of its driver, an error in words of a program.
    r"(?-i:\b[A-Z]{2,8}-\d{4,6}\s*[:：]\s*[a-z])|\b[a-z]+_[a-z_]{3,}\(\)|"
    r"\b(?:warning|notice|error)\s*[:：]\s*\w|^[\x00-\x7f]+\b(?:failed|denied|refused|exist)\W*$",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"(?:本|该|此|原|这个)(?:栏目|专栏|频道|板块|版块|页面|列表|网页)[^。；]{0,8}?(?:已|现|将|自)?[^。；]{0,16}?"
    r"(?:迁移|移[至到]|迁[至到]|转[至到移]|并入|合并|整合|归档|停用|停止|不再|关闭|下线|更名|改版)|"
    r"(?:最新|新的?)(?:内容|信息|动态|公告|文件|消息|栏目|页面)[^。；]{0,6}请(?:见|到|至|看|点击|移步|前往|访问|查[看阅])|"
    r"请[^。；]{0,4}(?:移步|前往|访问|点击|到)[^。；]{0,16}(?:新栏目|新版|新网站|新址|新页面|新平台)"
)
_MAX_NOTICE = 80  # characters of a line that says where a column went
_COUNTED = re.compile(r"(?:共有?|总计|合计|总数[:：]?)\s*[1-9]\d*\s*(?:条|篇|项|则)")
_MAX_CRASHED = 500  # characters: an article may tell of a program's error
_MAX_LACKING = 24  # characters of it
_LISTING = re.compile("[。、；]")  # parts what a short text tells; no heading or label has one
_HEAD = re.compile(  # of a list without rows
    r"序号|.{0,4}(?:标题|主题|名称|日期|时间|文号|字号|编号|索引号|机构|机关|单位|部门|地址|电话)|操作|状态|来源|类[别型]|(?:浏览|阅读|点击).{0,2}"
)
# A unit's word that it had nothing of the kind is what the column is to show.
_STATEMENT = re.compile(
    r"[本我](?:单位|机关|部门|[局委办厅院镇乡县市区]|街道|年度?|季度)|经[\u4e00-\u9fff]{0,4}(?:核查|统计|梳理|清理)"
)
_TELEPHONE = re.compile(r"(?<!\d)(?:\d{7,8}|12[1-4]\d\d|1[3-9]\d{9})(?!\d)")


def is_nothing(line: str) -> bool:
    """Whether a line is a pager's, heads a list or a box, or says that there is nothing."""
    heads = _HEAD.fullmatch(line) is not None or heads_aside(line)
    return heads or is_pager(line) or says_nothing(line)


def is_pager(text: str) -> bool:
    """Whether words are a pager's, or the plain word that there is nothing."""
    return not _NOTHING.sub("", text)


def says_nothing(line: str) -> bool:
    """Whether a short line says that there is nothing yet."""
    return len(line) <= _MAX_LACKING and _LACKING.search(line) is not None


def says_failure(line: str) -> bool:
    """Whether a short line says that a service failed, or names what was to stand there.

    So does any line that is a program's own error.
    """
    failed = _FAILED.search(line) or _UNFILLED.search(line)
    short = len(line) <= _MAX_LACKING and failed is not None
    return short or (len(line) <= _MAX_CRASHED and _CRASHED.search(line) is not None)


def says_else(line: str) -> bool:
    """Whether a line in the place of rows says anything but that there are none.

    What goes wrong has no end of wordings; of having nothing there are few.
    """
    if says_nothing(line):
        return _FAULTY.search(line) is not None
    if is_nothing(line) or line.endswith((":", "：")):
        return False
    return not is_pager(_FURNITURE.sub("", line))


def says_moved(line: str) -> bool:
    """Whether a line says that a column goes on elsewhere, or no more."""
    return len(line) <= _MAX_NOTICE and _MOVED.search(line) is not None


def tells_day(line: str) -> bool:
    """Whether a whole date stands in a line."""
    return find(narrow(line)) is not None


def tells_rows(line: str) -> bool:
    """Whether a line says how many rows there are."""
    return _COUNTED.search(line) is not None


def is_statement(text: str) -> bool:
    """Whether a text is a unit's word that it had nothing of the kind: the column shows that."""
    return "。" in text and _STATEMENT.search(text) is not None


def enumerates(text: str) -> bool:
    """Whether a short text parts what it tells, as no heading and no label does."""
    return _LISTING.search(text) is not None


def has_telephone(text: str) -> bool:
    """Whether a number to call stands in a text."""
    return _TELEPHONE.search(text) is not None
