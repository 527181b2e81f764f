"""What links and pictures of a footer's marks lead to, whatever words stand beside them."""

import re

from govsweep.facts import FooterMark

BADGE = r"(?:red|blue)(?:_error)?\.png"  # the badge, as conac.cn hands it out
ENTRANCE = ("jiucuo", "JIUCUO", "zfwzgl.www.gov.cn", "pucha.kaipuyun.cn")  # 政府网站找错
RECORD = r"(?:recordcode|webSearch\?code)="  # a number of the police stands behind it

POINTED = {
    FooterMark.CONAC: re.compile(rf"conac|/{BADGE}", re.IGNORECASE),
    FooterMark.JIUCUO: re.compile("|".join(map(re.escape, ENTRANCE)), re.IGNORECASE),
    FooterMark.POLICE: re.compile(rf"{RECORD}|beian\.mps\.gov\.cn|webSearch", re.IGNORECASE),
}
