"""The titles of national laws: python scripts/build_titles.py LAWS...

The texts hold a sentence a line, titles on lines of their own. Writes packs/titles.csv: titles
only, with the day from which a law is no longer in force where it is among those below.
"""

import csv
import re
import sys
from collections import Counter
from pathlib import Path

from govsweep.rules import packs

KINDS = "法|条例|办法|规定|细则|决定|法典|宪法|准则|章程"
TITLE = re.compile(rf"^[\u4e00-\u9fff]{{3,30}}(?:{KINDS})$")
CITED = re.compile(rf"《([\u4e00-\u9fff]{{4,30}}(?:{KINDS}))》")
STATE = "中华人民共和国"
LOCAL = re.compile(r"[省市县州盟旗区](?!制|场|域|别|政|民|划|容|块|委)|自治区|特别行政区|兵团")
LEAST = 4  # times a title without the state's name is cited
# Repealed, and by which law: 《民法典》第1260条 and the laws of the same name.
REPEALED = {
    **dict.fromkeys(
        [
            "婚姻法",
            "继承法",
            "民法通则",
            "收养法",
            "担保法",
            "合同法",
            "物权法",
            "侵权责任法",
            "民法总则",
        ],
        "2021-01-01",
    ),
    **dict.fromkeys(["外资企业法", "中外合资经营企业法", "中外合作经营企业法"], "2020-01-01"),
    "行政监察法": "2018-03-20",
    "营业税暂行条例": "2017-11-19",
    "增值税暂行条例": "2026-01-01",
}


def main(paths: list[str]) -> None:
    """Collect and write."""
    found, cited = set[str](), Counter[str]()
    for path in paths:
        for line in Path(path).read_text("utf-8").splitlines():
            if TITLE.match(line) and line.startswith(STATE):
                found.add(line)
            cited.update(CITED.findall(line))
    for title, count in cited.items():
        is_whole = title.startswith(STATE) and count > 1
        if is_whole or (count >= LEAST and not LOCAL.search(title)):
            found.add(title)
    found |= {f"{STATE}{name}" for name, day in REPEALED.items() if day}
    with (packs() / "titles.csv").open("w", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines, lineterminator="\n")
        rows.writerow(("title", "valid_to"))
        for title in sorted(found):
            rows.writerow((title, REPEALED.get(title.removeprefix(STATE), "")))


if __name__ == "__main__":
    main(sys.argv[1:])
