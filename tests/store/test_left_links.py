"""What the ledger says of links that a sweep ended without."""

import datetime as dt
from collections.abc import Callable

from govsweep.addresses import fingerprint
from govsweep.crawl import queue_of_host
from govsweep.facts import Address, Site
from govsweep.store import Store, Sweep

SITE = "5118000001"
DOWN, UP = queue_of_host("down.example.com"), queue_of_host("up.example.com")


def put(store: Store, sweep: Sweep, queue: str, *names: str) -> None:
    urls = [f"http://{name}.example.com/" for name in names]
    store.queue.add(sweep.id, [Address(queue, url, fingerprint(url), is_link=True) for url in urls])


def test_links_of_a_host_in_trouble_that_were_found_later_share_its_reason(
    store: Store, a_site: Callable[..., Site], open_sweep: Callable[..., Sweep]
) -> None:
    store.sites.save([a_site()])
    sweep = open_sweep(store, dt.date(2026, 11, 20))
    put(store, sweep, DOWN, "a", "b")
    store.queue.leave(sweep.id, DOWN, "trouble")
    store.queue.leave(sweep.id, SITE, "time")
    put(store, sweep, DOWN, "c")
    put(store, sweep, UP, "d")
    put(store, sweep, SITE, "e")
    store.sweeps.close(sweep.id, reason="until", finished=False)
    told = {(one.queue, one.reason): one.links for one in store.sweeps.link_counts(sweep.id)}
    assert told == {(DOWN, "trouble"): 3, (UP, "until"): 1, (SITE, "until"): 1}
