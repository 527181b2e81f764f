"""Build packs/bound.txt: characters that hardly ever stand alone in segmented official text.

    python scripts/build_bound.py --text corpus/xwlb_new.txt.xz

Input: text, a sentence a line (broadcast news, of which only these shares are counted), and the
dictionary of the package jieba (MIT). Every tenth sentence is segmented.
"""

import argparse
from collections import Counter
from pathlib import Path

from build_ngrams import read

from govsweep.words.segments import cut

OUTPUT = Path(__file__).parents[1] / "src/govsweep/packs/bound.txt"
MOST = 0.1  # of a character's places those in which it stands alone
LEAST = 5  # places that are enough to tell
EVERY = 10


def main() -> None:
    """Segment, count, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--text", type=Path, nargs="+", required=True)
    lines = [line for path in options.parse_args().text for line in read(path)][::EVERY]
    alone: Counter[str] = Counter()
    all_places: Counter[str] = Counter()
    for line in lines:
        for word in cut(line):
            all_places.update(word)
            if len(word) == 1:
                alone[word] += 1
    bound = [
        one
        for one, count in all_places.items()
        if "\u4e00" <= one <= "\u9fff" and count >= LEAST and alone[one] < MOST * count
    ]
    head = "# scripts/build_bound.py：在分词后的公文里，十处有九处以上不单独成词的字。\n"
    OUTPUT.write_text(head + "".join(sorted(bound)) + "\n", "utf-8")
    print(f"{OUTPUT}: {len(bound)} characters")


if __name__ == "__main__":
    main()
