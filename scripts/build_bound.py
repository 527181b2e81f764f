"""Build packs/bound.txt: characters that hardly ever stand alone in segmented official text.

    python scripts/build_bound.py --text corpus/xwlb_new.txt.xz \\
        --others corpus/{laws,reports,sites}.txt.xz

Input: text, a sentence a line (broadcast news, of which only these shares are counted), and the
dictionary of the package jieba (MIT). Every tenth sentence is segmented. A character that stands
alone in other kinds of text, as 须 does in rules, is left out.
"""

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from build_ngrams import read

from govsweep.words.segments import cut

OUTPUT = Path(__file__).parents[1] / "src/govsweep/packs/bound.txt"
MOST = 0.1  # of a character's places those in which it stands alone
LEAST = 5  # places that are enough to tell
OTHER_MOST, OTHER_LEAST = 0.3, 30  # the same of each other kind of text
EVERY = 10


def main() -> None:
    """Segment, count, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--text", type=Path, nargs="+", required=True)
    options.add_argument("--others", type=Path, nargs="*", default=[])
    chosen = options.parse_args()
    alone, all_places = counted(chosen.text)
    bound = {
        one
        for one, count in all_places.items()
        if "\u4e00" <= one <= "\u9fff" and count >= LEAST and alone[one] < MOST * count
    }
    for path in chosen.others:
        alone, all_places = counted([path])
        bound -= {
            one
            for one, count in all_places.items()
            if count >= OTHER_LEAST and alone[one] >= OTHER_MOST * count
        }
    head = "# scripts/build_bound.py：在分词后的公文里，十处有九处以上不单独成词的字。\n"
    OUTPUT.write_text(head + "".join(sorted(bound)) + "\n", "utf-8")
    print(f"{OUTPUT}: {len(bound)} characters")


def counted(paths: Iterable[Path]) -> tuple[Counter[str], Counter[str]]:
    """In how many places of every tenth line a character stands alone, and in how many at all."""
    lines = [line for path in paths for line in read(path)][::EVERY]
    alone: Counter[str] = Counter()
    all_places: Counter[str] = Counter()
    for line in lines:
        for word in cut(line):
            all_places.update(word)
            if len(word) == 1:
                alone[word] += 1
    return alone, all_places


if __name__ == "__main__":
    main()
