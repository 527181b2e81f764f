"""Pages with status 200 that are none: errors of servers and applications, refusals, nothing."""

import re

from govsweep.facts import Place
from govsweep.reading.tree import Run, Tree

# Where a sentence begins, or what a visitor asked for is spoken of: no fact about other things.
_ASKED_FOR = (
    r"(?:^|[。！!，,：:；;\s>]|[:：]\s*\"|(?:请求|访问|查看|浏览|查找|查询|打开|寻找|要找|查阅|指定|输入|对应)的?|"
    r"[您你]要?的|该|此|这[个篇条一]?|当前|或)"
)
_WHAT = r"(?:页面|网页|文章|信息|内容|文件|链接|资源|记录|栏目|频道|数据|新闻|稿件)"
_ERROR = re.compile(
    rf"{_ASKED_FOR}{_WHAT}[^。，\s]{{0,12}}"
    r"(?:不存在|已(?:经|被)*(?:删除|下架|下线|撤[稿回销]|移除|失效|过期)|找不到|无法找到|未找到|"
    r"(?:尚未|没有|未)(?:通过)?(?:发布|审核))|"
    r"(?:^|[。！!，,：:；;\s]|系统|服务器)(?:找不到|未找到|无法找到)[^。，\n]{0,12}(?:页面|网页|文件|资源)|"
    rf"(?:没有|无|未)(?:找到|查到|查询到)?(?:此|该|这)[条篇个]?{_WHAT}|DedeCMS\s*提示信息|"
    r"(?:^|\D)404(?:\D|$)[^。]{0,30}(?:not found|错误|页面|error)|错误\s*404|"
    r"(?:page|file|object) not found|该?(?:页面?|网页)(?:无法|不能)(?:显示|访问|打开)|"
    r"抱歉[，,！!][^。]{0,20}(?:不存在|删除|找不到|出错|下架|失效)",
    re.IGNORECASE | re.MULTILINE,
)
_SEARCHED = re.compile(  # what a search answers that found nothing
    r"(?:找到|搜索到|检索到|查询到|总?共)[^\n。\d]{0,12}0\s*(?:条|个|篇|项)"
)
_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|《[^》]*》")
_MAX_EMPTY = 4_000  # characters of markup: what is longer was cut by a limit of ours, not empty
_ALERT = re.compile(r"\balert\s*\(\s*(?:'([^'\n]{2,200})'|\"([^\"\n]{2,200})\")\s*\)")
_LEAST_DENIAL, _MAX_DENIAL = 6, 40  # characters of the line that says so
_PROSE = 80  # characters of a paragraph that tells something else
_MAX_GONE = 300  # characters outside links of a page that says nothing else
_MAX_FAILURE = 60  # lines of a page that may be an error's
_STATUS = re.compile(
    r"\s*(?:HTTP\s*)?(?:Error|错误|状态)?\s*(?:40[0-9]|41[0-9]|50[0-9])\s*"
    r"(?:[-–—:：]?\s*(?:Error|错误|未找到|页面?|Bad Gateway|Bad Request|Not Found|Forbidden|"
    r"Unauthorized|Service (?:Temporarily )?Unavailable|Gateway Time-?out|"
    r"Internal Server Error|内部服务器错误|服务器(?:内部)?错误|禁止访问(?:[:：]\s*访问被拒绝)?|"
    r"找不到文件或目录))*\W*",
    re.IGNORECASE,
)
_FAILURE = re.compile(
    r"Server Error in '|应用程序中的服务器错误|Runtime Error|Microsoft OLE DB Provider|"
    r"ODBC[^\n]{0,40}(?:Driver|错误|驱动程序)|Microsoft VBScript|ADODB\.|HTTP Status [45]\d\d|"
    r"(?:Fatal|Parse) error: |Warning: mysqli?_|SQLSTATE\[|Error establishing a database|"
    r"数据库连接(?:错误|失败|出错)|Can't connect to (?:local )?MySQL|"
    r"java\.(?:lang|sql|io)\.\w+Exception|Whitelabel Error Page|"
    r"Traceback \(most recent call last\)|"
    r"(?:502 Bad|504) Gateway|503 Service|500 Internal Server|"
    r"(?:网站|站点|空间|主机|域名|服务)(?:已经?|被)?(?:过期|到期|欠费|停用|关停|暂停(?:服务|访问)?|被关闭|未备案)(?!的)|"
    r"源站[^\n。]{0,8}(?:出现问题|异常|无法访问|超时)|"
    r"(?:对不起|抱歉|很遗憾)[，,！!\s]{0,3}[^\n。]{0,24}"
    r"(?:不存在|删除|找不到|出错|失效|过期|无法(?:访问|显示|找到|打开)|没有找到|未找到|下线|停止访问)|"
    r"(?:系统|程序|服务器)(?:发生|出现|内部)(?:异常|错误|故障)",
    re.IGNORECASE,
)
_UNSET = re.compile(  # what a server shows before anybody has put a site there, as its title
    r"Welcome to (?:nginx|OpenResty|tengine|CentOS|your new site).{0,20}|"
    r"IIS(?: ?\d| Windows).{0,20}|Apache2? .{0,20}(?:Default|Test) Page.{0,20}|"
    r"(?:HTTP Server )?Test Page .{0,60}|"
    r"Apache Tomcat/[\d.]+|恭喜，站点创建成功.{0,4}|没有找到站点|"
    r"站点(?:不存在|未绑定|已停止).{0,10}",
    re.IGNORECASE,
)
_WALL = re.compile(
    r"(?:您的|此次?|当前)?(?:请求|访问)[^\n。]{0,16}(?:被|已)(?:阻断|拦截|阻止|拒绝|防火墙)|网站防火墙|"
    r"(?:云防护|安全狗|云锁|WAF|创宇盾|加速乐|安域)[^\n]{0,24}(?:拦截|阻断|防护|提示|拒绝)|"
    r"(?:eventID|event_id|事件ID|拦截ID|Request ?ID)\s*[:：]|Request (?:has been )?blocked|"
    r"可能(?:存在|含有|包含)(?:危险|威胁|攻击)",
    re.IGNORECASE,
)

_REFUSAL = re.compile(  # what a wall says where it stands alone, and a page may say of others
    r"(?:请|需要?)先?(?:完成|通过|进行)[^。\n]{0,4}验证|(?:人机|滑[动块]|访问)验证|安全验证|"
    r"(?:访问|请求|操作)(?:过于|太)频繁|(?:疑似|涉嫌)[^。\n]{0,6}攻击|"
    r"(?:请求|访问|参数)[^\n。]{0,24}(?:被|已)[^\n。]{0,12}(?:拦截|阻断|阻止|拒绝)",
)
_REQUEST = re.compile(  # what a wall tells of whom it refused, its day among it
    r"(?:[您你]的?|客户端|来源|访问者?)\s*IP|(?:请求|事件|拦截|会话)\s*(?:ID|编号|标识)|"
    r"(?:event|request|trace|ray)[ _-]?id",
    re.IGNORECASE,
)
_MAX_REFUSAL = 300  # characters of a refusal, or of what stands in a site's place
_MAX_REFUSAL_LINKS = 3
_AWAY = re.compile(  # what stands in a site's place for some time
    r"(?:升级|维护|改造|改版|建设|调试|检修)(?:维护)?之?中|"
    r"(?:升级|维护|改造|改版|检修)[^。\n]{0,12}(?:暂停|停止|无法)(?:服务|访问|使用|提供)|"
    r"域名[^。\n]{0,8}(?:出售|转让|停放|待售)|(?:出售|转让)[^。\n]{0,6}域名|"
    r"domain[^.\n]{0,12}(?:for sale|parked)|under (?:construction|maintenance)",
    re.IGNORECASE,
)
# Python 3.11 looks members of enumerations up slowly.
_MAIN = Place.MAIN


def is_soft_error(title: str, text: str) -> bool:
    """Whether a short page says of itself that it does not exist; what it quotes, others say.

    `text` has a line a block.
    """
    if len(text) > 400 or _SEARCHED.search(text):
        return False
    if _ERROR.search(_QUOTED.sub("", title)):
        return True
    told = _ERROR.search(_QUOTED.sub("", text)) is not None
    return told and not any(map(_tells_else, text.split("\n")))


def _tells_else(line: str) -> bool:
    """Whether a paragraph tells of something else than that the page does not exist."""
    return len(line) >= _PROSE and line.endswith("。") and not _ERROR.search(line)


def is_gone(tree: Tree, places: list[Place], listed: frozenset[int]) -> bool:
    """Whether all that a page says, but for what it lists beside, is that it does not exist.

    What is `listed` are the runs of rows: many such pages show the newest of the site below.
    """
    own = [
        run
        for number, run in enumerate(tree.runs)
        if number not in listed and places[run.box.number] is _MAIN
    ]
    told = len(tree.title) <= _MAX_DENIAL and _ERROR.search(_QUOTED.sub("", tree.title))
    said = 0 if told else next((at for at, run in enumerate(own) if _says_gone(run)), None)
    if said is None or _SEARCHED.search("\n".join(run.text for run in own[:_MAX_FAILURE])):
        return False
    lengths = [len(run.text) - run.linked for run in own]
    return sum(lengths[:said]) <= _MAX_DENIAL and sum(lengths) <= _MAX_GONE


def _says_gone(run: Run) -> bool:
    short = not run.linked and _LEAST_DENIAL <= len(run.text) <= _MAX_DENIAL
    row = run.box.parent if run.box.tag == "td" else None
    if row is not None and row.first_link < row.last_link:
        return False  # the state of what the row is about
    return short and _ERROR.search(_QUOTED.sub("", run.text)) is not None


def is_failure(tree: Tree) -> bool:
    """Whether a page is what a broken application, server or hoster answers, or nothing at all."""
    if len(tree.runs) > _MAX_FAILURE:
        return False
    if _STATUS.fullmatch(tree.title) or _UNSET.fullmatch(tree.title.strip()):
        return True
    text = "\n".join(run.text for run in tree.runs)[:4_000]
    if _FAILURE.search(tree.title) or _FAILURE.match(text.lstrip()):
        return True
    told = len(text) <= 600 and _FAILURE.search(text) is not None
    return told and not _SEARCHED.search(text)


def is_alert(tree: Tree) -> bool:
    """Whether all that a page shows is a script's message that what was asked for is not there."""
    if tree.runs or tree.links:
        return False
    told = "".join(text for text, _ in tree.scripts if "alert" in text)
    called = _ALERT.match(told.lstrip())
    message = (called[1] or called[2]) if called else ""
    return bool(_ERROR.search(message) or _FAILURE.search(message))


def is_empty(tree: Tree, length: int) -> bool:
    """Whether a page shows nothing and has nothing that could show anything later."""
    if length > _MAX_EMPTY:
        return False
    shows = tree.runs or tree.links or tree.others or tree.forms or tree.fields
    return not shows and not any(text or attributes for text, attributes in tree.scripts)


def is_scripted(tree: Tree) -> bool:
    """Whether a page shows nothing at all, and has scripts that may show something."""
    shown = (one for one in tree.others if one.tag not in ("script", "link"))
    if tree.runs or tree.links or tree.fields or any(shown):
        return False
    return any(text.strip() or attributes.get("src") for text, attributes in tree.scripts)


def is_wall(tree: Tree) -> bool:
    """Whether a page is a firewall's refusal: it says nothing of what stands behind it."""
    if len(tree.runs) > _MAX_FAILURE:
        return False
    return _WALL.search(_said(tree)[:4_000]) is not None


def is_refusal(tree: Tree) -> bool:
    """Whether a firewall's refusal is all that a page is: what speaks of one has more to say."""
    text = _alone(tree)
    return bool(_WALL.search(text) or _REFUSAL.search(text))


def names_request(tree: Tree) -> bool:
    """Whether a short page names the request that it answers: its day is that of the request."""
    return _REQUEST.search(_alone(tree)) is not None


def is_away(tree: Tree) -> bool:
    """Whether all that a site's first page says is that there is none for the time being."""
    return _AWAY.search(_alone(tree)) is not None


def _alone(tree: Tree) -> str:
    """What a page says that says next to nothing; "" where it says more."""
    if len(tree.runs) > _MAX_FAILURE or len(tree.links) > _MAX_REFUSAL_LINKS:
        return ""
    text = _said(tree)
    return text if len(text) <= _MAX_REFUSAL else ""


def _said(tree: Tree) -> str:
    return "\n".join((tree.title, *(run.text for run in tree.runs)))
