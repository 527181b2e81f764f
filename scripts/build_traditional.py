"""Build packs/traditional.txt: traditional characters and their plain forms, then other forms.

Input: the character tables that the package OpenCC ships (Apache-2.0), which also know the forms
of Japanese print (増, 毎); and `ALIKE`, forms that readers of print and input methods bring in.
Characters that stand in GB 2312 are left alone, for they are in use in plain text too (著, 乾, 徵,
藉).
"""

from pathlib import Path

from opencc import OpenCC

OUTPUT = Path(__file__).parents[1] / "src/govsweep/packs/traditional.txt"

ALIKE = (
    "囯国 岀出 髙高 衞卫 囬回 亊事 夲本 丗世 昰是 敎教 靑青 淸清 旣既 卽即 尙尚 槪概 吿告 硏研 "
    "兎兔 晩晚 値值 歩步 戸户 査查 歴历 絶绝 奨奖 説说 緑绿 録录 黄黄 徳德 姫姬 步步 眞真 爲为"
)


def main() -> None:
    """Write two lines, forms and what they become, for traditional ones and for others."""
    plainly, of_print = OpenCC("t2s"), OpenCC("jp2t")
    old, other = [], []
    for code in range(0x3400, 0xA000):
        form = chr(code)
        plain = plainly.convert(form)
        if _is_pair(form, plain):
            old.append((form, plain))
        elif _is_pair(form, plain := plainly.convert(of_print.convert(form))):
            other.append((form, plain))
    known = {form for form, _ in (*old, *other)}
    other += [(form, plain) for form, plain in ALIKE.split() if form not in known]
    lines = [
        "".join(some)
        for pairs in (old, [pair for pair in other if _is_pair(*pair)])
        for some in zip(*pairs, strict=True)
    ]
    OUTPUT.write_text("\n".join(lines) + "\n", "utf-8")


def _is_pair(form: str, plain: str) -> bool:
    return plain != form and len(plain) == 1 and not _in_gb2312(form) and _in_gb2312(plain)


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


if __name__ == "__main__":
    main()
