"""What a home page usually is, and in what it is another: how tampering shows.

A baseline is carried from sweep to sweep. It takes on what changes as sites change, and never what
looks like tampering: that would be forgotten the next night.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from govsweep.addresses import host, is_government, registrable
from govsweep.facts import Context, HomeBaseline, Page, TargetKind
from govsweep.words.bait import bait, sure_bait, taken_over
from govsweep.words.hosts import usual

# Of 64 bits. Of home pages of one site as real ones were saved, 95 of 100 differ in 13 or fewer.
_REPLACED = 16
_SEGMENT = re.compile(r"[\s_|｜—–\-·•:：>»]+")
_SHORTEST = 4  # characters of a part of a title that is its own
_HOSTS_KEPT = 100


class ChangeKind(StrEnum):
    """In what a home page is another."""

    SCRIPT = "script"  # a script of a host that nobody knows
    TITLE = "title"  # title, keywords or description say words of gamblers
    STRUCTURE = "structure"  # it is built another way and says another name


class HomeChange(NamedTuple):
    """One way in which a home page is another than before."""

    kind: ChangeKind
    what: str  # the host, the words, the title
    sure: bool = False


def baseline_of(home: Page, context: Context) -> HomeBaseline | None:
    """What a home page is tonight; None where it cannot be told."""
    if not home.structure or home.shell or home.soft_error or home.redirect:
        return None
    return HomeBaseline(
        title=home.document_title,
        described=_described(home),
        structure=home.structure,
        scripts=tuple(_strange_scripts(home, context)[:_HOSTS_KEPT]),
        day=context.day,
    )


def changes(before: HomeBaseline, now: HomeBaseline, context: Context) -> list[HomeChange]:
    """What of a change looks like tampering."""
    found = [HomeChange(ChangeKind.SCRIPT, one) for one in now.scripts if one not in before.scripts]
    text, earlier = f"{now.title} {now.described}", f"{before.title} {before.described}"
    words = bait(text) - bait(earlier)
    if words:
        sure = bool(words & sure_bait(text))
        found.append(HomeChange(ChangeKind.TITLE, "、".join(sorted(words)), sure))
    if _distance(before.structure, now.structure) >= _REPLACED and not _is_called_alike(
        before.title, now.title, context.site.name
    ):
        found.append(HomeChange(ChangeKind.STRUCTURE, now.title))
    return found


def carried_on(
    before: HomeBaseline | None, now: HomeBaseline | None, context: Context
) -> HomeBaseline | None:
    """The baseline for the next night."""
    if now is None:
        return before
    if before is None:  # what was tampered with before the first night is nothing to go by
        return None if taken_over(f"{now.title} {now.described}") else now
    kinds = {one.kind for one in changes(before, now, context)}
    if kinds & {ChangeKind.TITLE, ChangeKind.STRUCTURE}:
        return before
    known = [one for one in now.scripts if one in before.scripts]
    scripts = tuple(dict.fromkeys((*known, *before.scripts)))[:_HOSTS_KEPT]
    return HomeBaseline(
        title=now.title,
        described=now.described,
        structure=now.structure,
        scripts=scripts,
        day=now.day,
    )


def _described(home: Page) -> str:
    return " ".join(filter(None, (home.meta.get("keywords"), home.meta.get("description"))))


def _strange_scripts(home: Page, context: Context) -> list[str]:
    """Registrable domains of scripts that are nobody's whom we know."""
    own = {registrable(host(home.url)), registrable(host(context.site.url))}
    hosts = {host(one.target) for one in home.anchors if one.kind is TargetKind.SCRIPT}
    return sorted(
        {
            registrable(one)
            for one in hosts
            if "." in one
            and not is_government(one)
            and not {one, registrable(one)} & (context.known_hosts | own)
            and registrable(one) not in usual("scripts") | usual("linked")
        }
    )


def _distance(one: bytes, other: bytes) -> int:
    return (int.from_bytes(one, "big") ^ int.from_bytes(other, "big")).bit_count()


def _is_called_alike(before: str, now: str, name: str) -> bool:
    parts = [one for one in _SEGMENT.split(before) if len(one) >= _SHORTEST]
    return any(one in now for one in (*parts, name) if one)
