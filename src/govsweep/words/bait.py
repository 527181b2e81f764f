"""Words by which pages of gamblers and pornographers draw visitors from search engines."""

import re

_STRONG = (
    r"博彩|娱乐城|百家乐|六合彩|时时彩|葡京|亚博(?![览物士])|必威|乐鱼体育|开云体育|爱游戏体育|米兰体育|万博体育|华体会|九游会|"
    r"开元棋牌|棋牌(?:游戏|娱乐|平台|下载)|澳门(?:金沙|银河|威尼斯人)|北京赛车|pk10|bet\d{2,3}|\d{2,3}bet|老虎机|电子游艺|"
    r"真人(?:视讯|荷官|娱乐)|彩金|一分快三|裸聊|约炮|av在线|成人(?:视频|电影|影院|小说)|无码|麻豆传媒|代孕"
)
_TAKEN_OVER = 2  # distinct words in a head that leave no doubt
_WEAK = r"赌场|赌博|棋牌|威尼斯人|足彩|快三|投注|开奖|色情|成人|私服"
# What is offered stands beside no words of those who fight it.
_FOUGHT = re.compile(
    r"打击|打掉|整治|查处|查获|抓获|警方|公安|法院|检察|判处|案件|举报|反诈|反赌|禁毒|禁止|严禁|拒绝|远离|曝光|通报|警示|宣传|风险"
)
_ALL = re.compile(f"{_STRONG}|{_WEAK}", re.IGNORECASE)
_SURE = re.compile(_STRONG, re.IGNORECASE)
_FORMER = re.compile(
    r"(?:本|此|该|这个)?域名(?:正在|可以?|已经?|现)?(?:出售|转让|待售|出租)|域名(?:已经?)?(?:过期|到期|停放)|"
    r"(?:本|此|该)域名(?:已被|未)(?:注册|续费)|domain\s+(?:name\s+)?(?:is\s+)?(?:may\s+be\s+)?for\s+sale|"
    r"buy\s+this\s+domain|this\s+domain\s+(?:is|has\s+been)\s+(?:parked|registered)|domain\s+parking",
    re.IGNORECASE,
)


def bait(text: str) -> set[str]:
    """Words of the kind, lower case; some have honest uses too."""
    return {match.lower() for match in _ALL.findall(text)}


def sure_bait(text: str) -> set[str]:
    """Those that nobody else has a use for; none where the text speaks of fighting them."""
    found = {match.lower() for match in _SURE.findall(text)}
    return set() if found and _FOUGHT.search(text) else found


def lures(text: str) -> set[str]:
    """The words of the kind in a few, as of a link; none where these speak of fighting them."""
    return set() if _FOUGHT.search(text) else bait(text)


def taken_over(head: str) -> set[str]:
    """Such words of a page's head where they are so many that it draws visitors for others."""
    words = sure_bait(head)
    return words if len(words) >= _TAKEN_OVER else set()


def domain_offer(text: str) -> str:
    """The words by which a page says that its domain is for sale or has run out; "" for none."""
    match = _FORMER.search(text)
    return match.group() if match else ""
