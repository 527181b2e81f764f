"""Build packs/sounds.txt: usual words of two characters by their sound, and the characters of each.

    python scripts/build_sounds.py --text official/laws_and_reports.txt.xz corpus/*.xz \\
        --leave-out typos/*.tsv official/*.txt

Input: the text of `build_ngrams.py` (which words are usual), the dictionary of jieba and pypinyin
(both MIT).
Output: a line for each syllable with its characters, an empty line, then the words.
"""

import argparse
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path

from build_confusion import in_gb2312
from build_ngrams import read_all, shingles_of, without
from pypinyin import lazy_pinyin

OUTPUT = Path(__file__).parents[1] / "src/govsweep/packs/sounds.txt"
USUAL = 60  # how often a word must stand in the text
RARE = 20  # a reading that is heard less than once in so many times is left out
KNOWN = 5  # and in the dictionary's own


def main() -> None:
    """Write syllables and words."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--text", type=Path, nargs="+", required=True)
    options.add_argument("--leave-out", type=Path, nargs="*", default=[])
    chosen = options.parse_args()
    known = set()
    heard: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines():
        word, frequency, _ = row.split(" ")
        if len(word) == 2 and int(frequency) >= KNOWN:
            known.add(word)
        for character, sound in zip(word, lazy_pinyin(word), strict=False):
            heard[character][sound.replace("ü", "v")] += int(frequency)
    counts: Counter[str] = Counter()
    for line in without(read_all(chosen.text), shingles_of(chosen.leave_out)):
        counts.update(line[place : place + 2] for place in range(len(line) - 1))
    words = [word for word, count in counts.most_common() if count >= USUAL and word in known]
    spoken = defaultdict(list)
    for character in filter(in_gb2312, map(chr, range(0x4E00, 0xA000))):
        readings = heard[character] or Counter(lazy_pinyin(character))
        for sound, count in readings.items():
            if count * RARE >= readings.total():
                spoken[sound].append(character)
    lines = [f"{sound}\t{''.join(spoken[sound])}" for sound in sorted(spoken)]
    OUTPUT.write_text("\n".join(lines) + "\n\n" + " ".join(words) + "\n", "utf-8")
    print(len(lines), len(words), OUTPUT.stat().st_size)


if __name__ == "__main__":
    main()
