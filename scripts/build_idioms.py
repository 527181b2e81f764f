"""Build packs/idioms.txt.gz: fixed phrases of four characters.

    python scripts/build_idioms.py

Input: the dictionary of the package jieba (MIT), and the counts that ship. Output: the idioms of
the dictionary; of its phrases and words of four characters those that wide text holds, words only
where it holds them often and they are no two; and what stands in `MORE`, idioms that the dictionary
lacks.
"""

import gzip
import re
from importlib.resources import files
from pathlib import Path

import numpy as np

from govsweep.words.ngrams import encode, keys, official

OUTPUT = Path(__file__).parents[1] / "src/govsweep/packs/idioms.txt.gz"
LENGTH = 4
SET = ("i", "l", "z")  # the tags of idioms, phrases and forms
# By its tag, the level in the counts from which on one is taken.
OFTEN = {"i": 0, "t": 5, "c": 1, "l": 1, "z": 5, "n": 5, "v": 5, "vn": 5, "a": 5, "d": 5, "nz": 5}
MORE = """
保家卫国 电光火石 涓涓细流 任重道远 查缺补漏 两极分化 重操旧业 文人雅士 得意洋洋 得意扬扬
衷心感谢 先声夺人 严于律己 平稳过渡 举措有力 上情下达 下情上传 一举一动 一言不合 春风化雨
同频共振 守正创新 踔厉奋发 勇毅前行 笃行不怠 行稳致远 久久为功 善作善成 凝心聚力 砥砺前行
蹄疾步稳 赓续前行 锐意进取 担当作为 履职尽责 忠诚履职 知重负重 攻坚克难 抓铁有痕 踏石留印
驰而不息 一体推进 靶向发力 精准施策 分类施策 标本兼治 综合施策 多措并举 齐抓共管 群防群治
联防联控 防微杜渐 警钟长鸣 以案促改 以案为鉴 以案释法 令行禁止 风清气正 海晏河清 激浊扬清
正本清源 固本培元 补钙壮骨 立根铸魂 润物无声 潜移默化 春华秋实 硕果累累 蒸蒸日上 欣欣向荣
如火如荼 热火朝天 争先恐后 你追我赶 比学赶超 群策群力 戮力同心 一劳永逸 万紫千红 上善若水
不以为意 不孚众望 严以律己 举贤任能 事倍功半 五味杂陈 五谷丰登 人尽皆知 人山人海 以儆效尤
任人唯贤 众志成城 俯拾皆是 公正廉明 决胜千里 凤毛麟角 刚愎自用 利益输送 劳而无功 包罗万象
十万火急 博大精深 厉行节约 司空见惯 各尽其责 同流合污 因势利导 因材施教 固步自封 国泰民安
塞翁失马 墨守成规 大快人心 天网恢恢 奖惩分明 奢靡之风 安居乐业 实事求是 宽严相济 宽以待人
尸位素餐 廉洁奉公 开诚布公 弘扬光大 张冠李戴 张弛有度 徒劳无功 恩威并施 成效显著 抽丝剥茧
挥霍无度 损公肥私 推诿扯皮 揠苗助长 故步自封 斩草除根 旗开得胜 日以继夜 日新月异 明察秋毫
有始有终 有容乃大 权钱交易 松弛有度 标新立异 欺上瞒下 正气凛然 沧海桑田 津津乐道 海纳百川
深孚众望 清正廉洁 火烧眉毛 爱岗敬业 率先示范 画龙点睛 界限分明 百业待兴 相得益彰 知法犯法
秉公执法 立场坚定 童叟无欺 精益求精 罪有应得 老马识途 蔚为大观 蝇营狗苟 融会贯通 行贿受贿
言传身教 论功行赏 身体力行 车水马龙 铭记于心 防患未然 阳奉阴违 集思广益 雪中送炭 面目一新
鞭炮齐鸣 骄奢淫逸
""".split()  # noqa: SIM905 - shorter than a list


def main() -> None:
    """Choose and write."""
    lines = files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines()
    tags = {word: tag for word, _, tag in map(str.split, lines)}
    phrases = [word for word, tag in tags.items() if tag in OFTEN and _is_whole(word, tags)]
    least = [OFTEN[tags[word]] for word in phrases]
    levels = official().levels(keys(encode("".join(phrases)), LENGTH)[::LENGTH])
    idioms = {*MORE, *np.array(phrases)[levels >= least].tolist()}
    OUTPUT.write_bytes(gzip.compress(" ".join(sorted(idioms)).encode(), mtime=0))
    print(f"{len(idioms):,} phrases, {OUTPUT.stat().st_size:,} bytes")


def _is_whole(word: str, tags: dict[str, str]) -> bool:
    """Whether it is an idiom or a phrase, and does not just join two words: 商业|城市."""
    if not re.fullmatch(f"[\u4e00-\u9fff]{{{LENGTH}}}", word):
        return False
    return tags[word] in SET or not (word[:2] in tags and word[2:] in tags)


if __name__ == "__main__":
    main()
