"""Drawing pages: few, and the same every night."""

from govsweep.facts import Page, PageKind
from govsweep.settle.samples import Samples

ROOT = "http://www.qinghe.gov.cn/"


def drawn(seed: str, order: int = 1) -> list[str]:
    samples = Samples(seed)
    for number in range(40)[::order]:
        kind = PageKind.ARTICLE if number % 2 else PageKind.LIST
        samples.offer(f"{ROOT}{number}", Page(url=f"{ROOT}{number}", kind=kind))
    return [page.url for page in samples.drawn(f"{ROOT}{number}" for number in range(30))]


def test_five_columns_and_five_articles() -> None:
    kinds = [int(url.rpartition("/")[2]) % 2 for url in drawn("5118000001")]
    assert kinds == [0] * 5 + [1] * 5


def test_the_draw_hangs_on_the_site_alone() -> None:
    assert drawn("5118000001") == drawn("5118000001", order=-1)
    assert drawn("5118000001") != drawn("5118000002")


def test_nothing_to_draw_from() -> None:
    assert Samples("5118000001").drawn(()) == ()
