"""What the word rules raise on real saved pages, held against labels given by reading them.

    python scripts/real_pages.py real                      lists what nobody has labelled
    python scripts/real_pages.py real --true 1 3 --false 2  labels these of the list

The folder holds `html/*.html` and `labels.jsonl` (the id and the address of each page). What is
raised is known by a hash of its words and their surroundings, so that no text of the pages stands
in `scripts/real_labels.txt`.
"""

import argparse
import datetime as dt
import json
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from govsweep.facts import Mark
from govsweep.reading import read_page
from govsweep.rules import load_rules
from govsweep.words import Matcher, join

LABELS = Path(__file__).with_name("real_labels.txt")
CHECKS = ("typo", "serious-expression")
DAY = dt.date(2026, 11, 1)
_REACH = 12


class Raised(NamedTuple):
    """A mark on a page, once for each wrong word of it."""

    page: str
    mark: Mark
    before: str
    quote: str
    after: str

    @property
    def key(self) -> str:
        """Its name among the labels: the same words in the same place, whatever is advised."""
        words = "\0".join((self.before, self.quote, self.after))
        return blake2b(words.encode(), digest_size=10).hexdigest()


def raised(folder: Path, matcher: Matcher) -> tuple[int, list[Raised]]:
    """How many characters stand on the pages, and what is raised there."""
    characters, found = 0, []
    for line in (folder / "labels.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        body = (folder / "html" / f"{row['id']}.html").read_bytes()
        page = read_page(body, url=row["url"], content_type="", day=DAY)
        characters += sum(len(block.text) for block in page.blocks)
        told = set()
        for mark in join(page, matcher).marks:
            text = page.blocks[mark.block].text
            quote = text[mark.start : mark.end]
            if mark.check in CHECKS and quote not in told:
                told.add(quote)
                before = text[max(0, mark.start - _REACH) : mark.start]
                found.append(
                    Raised(row["id"], mark, before, quote, text[mark.end : mark.end + _REACH])
                )
    return characters, found


def labels() -> dict[str, bool]:
    """What was labelled: whether it is wrong indeed."""
    if not LABELS.exists():
        return {}
    rows = (line.split() for line in LABELS.read_text("utf-8").splitlines())
    return {key: label == "true" for key, label in rows}


def main() -> None:
    """List what is not labelled, or label some of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--true", type=int, nargs="*", default=[])
    options.add_argument("--false", type=int, nargs="*", default=[])
    chosen = options.parse_args()
    known = labels()
    _, found = raised(chosen.folder, Matcher(load_rules()))
    unknown = list({one.key: one for one in found if one.key not in known}.values())
    for line in _listed(unknown, chosen.true, chosen.false, known):
        print(line)
    LABELS.write_text(
        "".join(f"{key} {'true' if known[key] else 'false'}\n" for key in sorted(known)), "utf-8"
    )


def _listed(
    unknown: list[Raised], true: list[int], false: list[int], known: dict[str, bool]
) -> Iterator[str]:
    for number, one in enumerate(unknown):
        if number in true or number in false:
            known[one.key] = number in true
        else:
            sure = "confirmed" if one.mark.confirmed else "suspected"
            words = f"{one.before}【{one.quote}】{one.after}".replace("\n", " ")
            yield f"{number} {one.page} {sure} {one.mark.rule} → {one.mark.suggestion}: {words}"


if __name__ == "__main__":
    main()
