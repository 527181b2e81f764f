"""Build packs/traditional.txt: traditional characters and their plain forms.

Input: the character table that the package OpenCC ships (Apache-2.0). Characters that stand in
GB 2312 are left alone, for they are in use in plain text too (著, 乾, 徵, 藉).
"""

from pathlib import Path

from opencc import OpenCC

OUTPUT = Path(__file__).parents[1] / "src/govsweep/packs/traditional.txt"


def main() -> None:
    """Write the two lines: forms, and what they become."""
    converter = OpenCC("t2s")
    pairs = []
    for code in range(0x3400, 0xA000):
        form = chr(code)
        plain = converter.convert(form)
        if plain != form and len(plain) == 1 and not _in_gb2312(form) and _in_gb2312(plain):
            pairs.append((form, plain))
    forms, plains = zip(*pairs, strict=True)
    OUTPUT.write_text("".join(forms) + "\n" + "".join(plains) + "\n", "utf-8")


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


if __name__ == "__main__":
    main()
