"""The outbox: events reach other systems, each at least once and each under its own id.

Events are written with the change that they tell of (see `store.event_rows`); here they are
delivered: to webhooks one by one, in their order and signed; to the robots of 企业微信 and 钉钉 and
by e-mail as a digest of what has gathered. Receivers know nothing of each other: one that is down
or slow delays none. What fails is tried again, ever more rarely, for three days; then it is given
up, kept, and may be asked for again.
"""

from govsweep.outbox.delivering import Delivered, Outbox
from govsweep.outbox.envelope import envelope, json_schema, published
from govsweep.outbox.pacing import Clock
from govsweep.outbox.receivers import Kind, Receiver, read_receivers
from govsweep.outbox.signing import is_signed, signature

__all__ = [
    "Clock",
    "Delivered",
    "Kind",
    "Outbox",
    "Receiver",
    "envelope",
    "is_signed",
    "json_schema",
    "published",
    "read_receivers",
    "signature",
]
