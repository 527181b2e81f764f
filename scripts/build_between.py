"""Build packs/between.txt.gz: what usually stands between two characters, three to a line.

    python scripts/build_between.py --text official/laws_and_reports.txt.xz corpus/*.xz \\
        --leave-out typos/*.tsv official/*.txt

Input: the text of `build_ngrams.py`. Output: the runs of three Han characters, or of two and an
edge of a clause (a space), that stand in the text often enough, the most usual first. Particles
in the middle are left out: a text without them is not wrong.
"""

import argparse
import gzip
from pathlib import Path

import numpy as np
from build_ngrams import read_all, shingles_of, without

from govsweep.words.missing import EDGE
from govsweep.words.ngrams import encode

OUTPUT = Path(__file__).parents[1] / "src/govsweep/packs/between.txt.gz"
USUAL = 60  # how often a run must stand in the text
PARTICLES = (
    "的了着过地得也都就还又很更最和与及或等并而且之其各这那个们来去上下中里到在一二三四五六七八九十"
)
_BITS = 16


def main() -> None:
    """Count and write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--text", type=Path, nargs="+", required=True)
    options.add_argument("--leave-out", type=Path, nargs="*", default=[])
    chosen = options.parse_args()
    lines = without(read_all(chosen.text), shingles_of(chosen.leave_out))
    codes = encode("\n".join(lines))
    first, middle, last = codes[:-2], codes[1:-1], codes[2:]
    good = (middle > 2) & ((first > 2) | (last > 2))
    good &= ~np.isin(first, (1, 2)) & ~np.isin(last, (1, 2))
    good &= ~np.isin(middle, [ord(one) for one in PARTICLES])
    key = (first[good] << 2 * _BITS) | (middle[good] << _BITS) | last[good]
    distinct, count = np.unique(key, return_counts=True)
    usual = np.argsort(-count, kind="stable")
    usual = usual[count[usual] >= USUAL]
    runs = []
    for one in distinct[usual].tolist():
        parts = (one >> 2 * _BITS, one >> _BITS & 0xFFFF, one & 0xFFFF)
        runs.append("".join(chr(part) if part else EDGE for part in parts))
    OUTPUT.write_bytes(gzip.compress("\n".join(runs).encode(), mtime=0))
    print(len(runs), OUTPUT.stat().st_size)


if __name__ == "__main__":
    main()
