"""A big site holds up no small one: told from the order in which the server was asked."""

import os
from typing import Any

BIG = 5_000 if "GOVSWEEP_CHAOS" in os.environ else 1_000
SMALL, SMALL_SITES = 20, 9
A_LIST = 100


def test_small_sites_are_done_within_a_tenth_of_the_sweep(sweeping: Any, town: Any) -> None:
    lists = [f"/list_{number}.html" for number in range(BIG // A_LIST)]
    town.page("/", *lists, number=1)
    for number, path in enumerate(lists):
        rows = [f"/art_{number * A_LIST + row}.html" for row in range(A_LIST)]
        town.page(path, "/", *rows, number=1)
        for row in rows:
            town.page(row, "/", number=1)
    for number in range(2, 2 + SMALL_SITES):
        rows = [f"/art_{row}.html" for row in range(SMALL - 1)]
        town.page("/", *rows, number=number)
        for row in rows:
            town.page(row, "/", number=number)
    for number in range(1, 2 + SMALL_SITES):
        sweeping.site(number)
    sweeping.open()
    sweeping.start()
    assert sweeping.finish() == ""
    articles = [host for host, path, _ in town.asked if path.startswith("/art_")]
    last = max(at for at, host in enumerate(articles) if host != "127.0.0.1")
    of_the_big = articles[:last].count("127.0.0.1")
    assert len(articles) == BIG + SMALL_SITES * (SMALL - 1)
    assert of_the_big <= BIG / 10
