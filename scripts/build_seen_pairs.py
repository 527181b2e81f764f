"""Build packs/seen_pairs.txt.gz: pairs that sound like a usual word and are right.

    python scripts/build_seen_pairs.py --text official/laws_and_reports.txt.xz corpus/*.xz

Input: wide text. Output: every two characters that stand beside each other there, neither held by
a known word, and that sound like a very usual word; `words/nobodys.py` leaves them alone.
"""

import argparse
import gzip
from pathlib import Path

import numpy as np
from build_ngrams import read_all

from govsweep.words.evidence import Scene
from govsweep.words.ngrams import official
from govsweep.words.nobodys import loose, meant

OUTPUT = Path(__file__).parents[1] / "src/govsweep/packs/seen_pairs.txt.gz"
_AT_ONCE = 20_000  # lines
_BITS, _ONE = np.uint64(16), np.uint64(0xFFFF)


def main() -> None:
    """Look, and write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--text", type=Path, nargs="+", required=True)
    lines = [*read_all(options.parse_args().text)]
    pairs = np.zeros(0, dtype=np.uint64)
    for first in range(0, len(lines), _AT_ONCE):
        scene = Scene("\n".join(lines[first : first + _AT_ONCE]), official())
        codes = scene.codes
        places = np.flatnonzero((codes[:-8] > 2) & (codes[1:-7] > 2))
        places = places[loose(scene, places)]
        places = places[loose(scene, places + 1)]
        pairs = np.union1d(pairs, codes[places] << _BITS | codes[places + 1])
    which, _, _ = meant(pairs >> _BITS, pairs & _ONE)
    found = "".join(
        chr(pair >> 16) + chr(pair & 0xFFFF) for pair in np.unique(pairs[which]).tolist()
    )
    OUTPUT.write_bytes(gzip.compress(found.encode(), 9, mtime=0))
    print(len(found) // 2, OUTPUT.stat().st_size)


if __name__ == "__main__":
    main()
