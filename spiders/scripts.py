"""Scripts: read when links to them are tested, for the places of pages that they name.

Nothing is asked for that would not be asked for anyway: of an answer that comes, more is let in.
"""

from scrapy.http import Response

from govsweep.addresses import absolute, path_of
from govsweep.facts import ScriptFacts
from govsweep.frontier import Task, TaskPurpose
from govsweep.reading.decode import decode
from govsweep.reading.script_names import script_facts
from govsweep.spiders.engine.lease import Lease
from govsweep.spiders.files import content_type

BYTES = 262_144  # of a script; what is longer was mostly written for any page
_MOST = 200  # of one site or host, by a lease
_TYPES = (b"javascript", b"ecmascript")
_NAMES = (".js", ".mjs")


def wants_script(task: Task, lease: Lease, kind: bytes | None) -> bool:
    """Whether an answer of this type is a script that is read."""
    if task.purpose is not TaskPurpose.LINK or lease.scripts_read >= _MOST:
        return False
    told = (kind or b"").lower()
    named = path_of(task.url).lower().endswith(_NAMES) and b"html" not in told
    if not named and not any(one in told for one in _TYPES):
        return False
    lease.scripts_read += 1
    return True


def read_script(response: Response) -> ScriptFacts:
    """What a script names."""
    body = response.body
    text = decode(body[:BYTES], content_type(response)).text
    whole = len(body) < BYTES
    return script_facts(text, lambda one: absolute(response.url, one), whole=whole)
