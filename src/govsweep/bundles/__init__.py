"""Bundles by which levels join: what a county found in a period, signed, as a city takes it in."""

from govsweep.bundles.archive import Examined, examine, opened, pack
from govsweep.bundles.content import (
    SCHEMA,
    BundleFigures,
    BundleFinding,
    BundleFindingState,
    BundleSite,
    Content,
    Manifest,
    SiteCoverage,
    cleaned,
    figures_of,
)
from govsweep.bundles.keys import SigningKey, read_key, write_new_key
from govsweep.bundles.reviews import (
    SAMPLE_HEADS,
    Review,
    SampleItem,
    Verdict,
    agreement,
    drawn_items,
    items_of,
    read_reviews,
)
from govsweep.bundles.senders import Sender, read_senders, sender_of

__all__ = [
    "SAMPLE_HEADS",
    "SCHEMA",
    "BundleFigures",
    "BundleFinding",
    "BundleFindingState",
    "BundleSite",
    "Content",
    "Examined",
    "Manifest",
    "Review",
    "SampleItem",
    "Sender",
    "SigningKey",
    "SiteCoverage",
    "Verdict",
    "agreement",
    "cleaned",
    "drawn_items",
    "examine",
    "figures_of",
    "items_of",
    "opened",
    "pack",
    "read_key",
    "read_reviews",
    "read_senders",
    "sender_of",
    "write_new_key",
]
