"""Numbers that an office or a firm publishes to be called by, and those that are no telephone's."""

import re

from govsweep.facts import Mark, Page, Place

# Heads of the columns of a table whose numbers an office publishes, or are those of projects.
_HEAD = re.compile(
    r"联系人.{0,6}|(?!所在|工作|就业|任职)[\u4e00-\u9fff]{0,4}(?:企业|公司|商户|商家|店铺?|合作社)名称?|(?:门店|网点|药店|超市|饭店|酒店|宾馆|民宿|农家乐|景区|诊所)名称?|(?:单位|机构)名称|(?:订餐|预订|预约|门店|商家)电话|联系(?:电话|方式|手机)|(?:咨询|办公|值班|服务|监督|举报|报名|热线|客服).{0,2}电话|服务热线|"
    r"(?!家长|本人|个人|户主|学生|家庭|监护|亲属|住户|业主|农户|患者|考生|居民|村民|职工)[\u4e00-\u9fff]{2,8}(?:电话|热线)|"
    r"(?:河长|林长|网格员|责任人|负责人|经办人|包保人|法律顾问|律师|(?:家庭|签约)医生|调解员|值班|驻村|包村).{0,6}|"
    r"[\u4e00-\u9fff]{0,6}(?:书记|主任|专家|民警|调度|经理|理事长|会长)|"
    r"(?!.*身份)[\u4e00-\u9fff]{0,6}(?:编号|编码|代码|文号|单号|证号)|"
    r"(?!.*(?:人|学|党|成|队|社|团|职|运动)员)[\u4e00-\u9fff]{1,5}员|[\u4e00-\u9fff]{0,2}(?:网格|片区?|站|村|组|段|警|队|所|园|店|校|厂|社|科)长|"
    r"(?:准考证|考|户|表|车牌|车架|发动机|出厂|机|桩)(?:号码?|编号)"
)
_PRIVATE = re.compile(r"身份证|住址|户主|学号|性别|年龄|出生|家庭(?!医生)|籍贯|民族|学生|贫困|低保")
_HEADS = 10  # cells of one head
_NUMBERED = re.compile(
    r"(?:编号|编码|代码|文号|单号|账号|帐号|证号|户号|表号|考号|(?<!手)机号|号码牌|流水号|条码|批[号次])"
    r"[^\d]{0,6}(?:\d+[、，,;；/\s]+)*$"
)
_BEFORE = 100  # characters before a number in which is told what it is
_OF_CASE = re.compile(r"\s*号(?!码)")
# What stands beside a number that its owner publishes to be called by, or beside an office's.
_CONTACT = re.compile(
    r"联系|咨询|来电|拨打|致电|垂询|网格员|热线|客服|投诉|举报|值班|服务电话|报名|监督|招标|采购|代理|负责人|经办|收货|公司|"
    r"医生|律师|法律顾问|调解员|驻村|包村|书记|主任|站长|队长|"
    r"电话[:：]|传真|微信|诈骗|号段|户名|账户名|开户|缴款|捐"
)


def is_table_of_contacts(page: Page, marks: list[Mark]) -> bool:
    """Whether the head of a table says whose its numbers are: an office's, or no telephone's."""
    if not marks:
        return False
    cells = [block.text for block in page.blocks[: marks[0].block] if block.place is Place.MAIN]
    heads = [at for at, text in enumerate(cells) if _HEAD.fullmatch("".join(text.split()))]
    if not heads:
        return False
    row = "".join(cells[max(0, heads[-1] - _HEADS) : heads[-1] + _HEADS])
    return _PRIVATE.search(row) is None


def is_contact(text: str, mark: Mark) -> bool:
    """Whether the line says that a number is an office's, or is the number of something else."""
    before = text[max(0, mark.start - _BEFORE) : mark.start]
    of_case = _OF_CASE.match(text, mark.end)
    return bool(_CONTACT.search(text) or of_case or _NUMBERED.search(before))
