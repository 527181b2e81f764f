"""Build packs/collocations.txt.gz: usual words and pairs of words of official text, by count.

    python scripts/build_collocations.py --text corpus/laws.txt.xz corpus/reports.txt.xz \\
        corpus/xwlb_*.txt.xz corpus/sites.txt.xz --leave-out typos/*.tsv official/*.txt

Input: official text (laws, work reports, broadcast news, institutions' sites), cut into the words
of the package jieba (MIT). Output: for each power of two a line of the words and pairs of words
of two to five characters that stand in the text so often, edges of clauses never inside.
"""

import argparse
import gzip
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from build_ngrams import read_all, shingles_of, without

from govsweep.words.segments import cut

OUTPUT = Path(__file__).parents[1] / "src/govsweep/packs/collocations.txt.gz"
FEWEST = {2: 256, 3: 12, 4: 12, 5: 12}  # how often a word or pair of so many characters must stand
PRUNED = 4_000_000  # pairs kept in memory at a time
_HAN = re.compile(r"[\u4e00-\u9fff]+")


def main() -> None:
    """Count and write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--text", type=Path, nargs="+", required=True)
    options.add_argument("--leave-out", type=Path, nargs="*", default=[])
    chosen = options.parse_args()
    lines = without(read_all(chosen.text), shingles_of(chosen.leave_out))
    write(counted(lines), OUTPUT)


def counted(lines: Iterable[str]) -> Counter[str]:
    """How often each word, and each pair of words, stands in the lines."""
    counts: Counter[str] = Counter()
    for line in lines:
        for run in _HAN.findall(line):
            words = cut(run)
            counts.update(word for word in words if len(word) in FEWEST)
            pairs = map("".join, pairwise(words))
            counts.update(pair for pair in pairs if 3 <= len(pair) <= max(FEWEST))
        if len(counts) > PRUNED:
            counts = Counter({one: count for one, count in counts.items() if count > 1})
    return counts


def write(counts: Counter[str], output: Path) -> None:
    """Write what stands often enough, a line for each power of two, the smallest first."""
    levels: defaultdict[int, list[str]] = defaultdict(list)
    for one, count in counts.items():
        if count >= FEWEST[len(one)]:
            levels[int(math.log2(count))].append(one)
    lines = [" ".join(sorted(levels[level])) for level in range(max(levels) + 1)]
    output.write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))
    print(f"{sum(map(len, levels.values())):,} collocations, {output.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
