"""How fast words are judged: python bench/words.py OFFICIAL.txt [OFFICIAL.txt ...]

Pages of 1,500 characters are cut from official text that the rules never saw; times are CPU time
of this process.
"""

import sys
import time
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path

from govsweep.facts import Block, Place
from govsweep.rules import load_rules
from govsweep.words import Matcher, judge_lines
from govsweep.words.segments import edges

PAGE = 1_500
PAGES = 1_000
AT_ONCE = 10  # pages judged ahead together, as the pipeline does


def main(paths: list[str]) -> None:
    lines = [line for path in paths for line in Path(path).read_text("utf-8").splitlines() if line]
    matcher, seconds = timed(lambda: Matcher(load_rules(), suspected=False))
    print(f"start-up: {seconds:.2f} s, rules {matcher.version}")
    _, seconds = timed(lambda: edges(""))  # once a process, when first a place asks for it
    print(f"dictionary of the segmentation: {seconds:.2f} s")
    pages = list(cut(lines))
    count = sum(len(block.text) for page in pages for block in page)
    for page in pages[:AT_ONCE]:
        matcher.derive(page)
    for name, at_once in (("page by page", 1), (f"{AT_ONCE} pages at once", AT_ONCE)):
        fresh = Matcher(load_rules(), suspected=False)
        _, seconds = timed(lambda: derive(fresh, pages, at_once))  # noqa: B023
        print(f"certain tiers, {name}: {len(pages)} pages, {count / seconds / 1e6:.2f} M chars/s")
    _, seconds = timed(lambda: derive(fresh, pages, 1))
    print(f"the same pages again: {count / seconds / 1e6:.1f} M chars/s")
    everything = Matcher(load_rules())
    _, seconds = timed(lambda: list(judge_lines(lines, everything)))
    print(f"judge lines, all tiers: {sum(map(len, lines)) / seconds / 1e3:.0f} k chars/s")


def cut(lines: list[str]) -> Iterator[list[Block]]:
    """Pages of whole lines; they are made different by a number where the text runs out."""
    made, length, turn = [], 0, 0
    pages = 0
    while pages < PAGES:
        for line in lines:
            text = line if not turn else f"{turn}{line}"
            made.append(Block(text, Place.MAIN, blake2b(text.encode(), digest_size=16).digest()))
            length += len(text)
            if length >= PAGE:
                yield made
                made, length, pages = [], 0, pages + 1
                if pages == PAGES:
                    return
        turn += 1


def derive(matcher: Matcher, pages: list[list[Block]], at_once: int) -> None:
    for first in range(0, len(pages), at_once):
        some = pages[first : first + at_once]
        matcher.remember(block for page in some for block in page)
        for page in some:
            matcher.derive(page)


def timed(job: Callable[[], object]) -> tuple[object, float]:
    begun = time.process_time()
    return job(), time.process_time() - begun


if __name__ == "__main__":
    main(sys.argv[1:])
