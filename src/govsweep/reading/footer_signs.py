"""What links and pictures of a footer's marks lead to, whatever words stand beside them."""

import re

from govsweep.facts import FooterMark

REGIONS = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕秦甘陇青宁新港澳台"
BADGE = r"(?:red|blue)(?:_error)?\.png"  # the badge, as conac.cn hands it out
ENTRANCE = ("jiucuo", "JIUCUO", "zfwzgl.www.gov.cn", "pucha.kaipuyun.cn")  # 政府网站找错
RECORD = r"(?:recordcode|webSearch\?code)="  # a number of the police stands behind it

POINTED = {
    FooterMark.CONAC: re.compile(rf"conac|/{BADGE}", re.IGNORECASE),
    FooterMark.JIUCUO: re.compile("|".join(map(re.escape, ENTRANCE)), re.IGNORECASE),
    FooterMark.POLICE: re.compile(rf"{RECORD}|beian\.mps\.gov\.cn|webSearch", re.IGNORECASE),
}
