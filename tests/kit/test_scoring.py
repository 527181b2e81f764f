"""Scores: what counts as found, what as a false alarm, and how wide the intervals are."""

import pytest

from govsweep.findings import Certainty
from govsweep.kit.kinds import FaultKind
from govsweep.kit.planting import PlantedFault
from govsweep.kit.reported import ReportedFinding
from govsweep.kit.scoring import KindScore, Share, score

URL = "http://127.0.0.1/1.html"
SENTENCE = "会议对重点项目建设作了全面布署。"
PLANTED = PlantedFault(1, FaultKind.WRONG_CHARACTER, True, URL, ("布署",), SENTENCE)
DECOY = PlantedFault(
    2, FaultKind.WRONG_CHARACTER, False, "http://127.0.0.1/2.html", ("台风将于明晚登陆沿海。",),
    "台风将于明晚登陆沿海。",
)  # fmt: skip


def found(
    *words: str,
    url: str = URL,
    kinds: tuple[FaultKind, ...] = (FaultKind.WRONG_CHARACTER,),
    certainty: Certainty = Certainty.CONFIRMED,
) -> ReportedFinding:
    return ReportedFinding(2, (url,), kinds, words, certainty)


def row(*reported: ReportedFinding, before: tuple[ReportedFinding, ...] = ()) -> KindScore:
    (only,) = score([PLANTED, DECOY], reported, before)
    return only


class TestDetection:
    @pytest.mark.parametrize("quote", ["布署", "全面布署", "作了全面布署。", "布"])
    def test_the_place_may_be_quoted_wide_or_narrow(self, quote: str) -> None:
        wide = row(found(quote))
        assert wide.confirmed == Share(int(quote != "布"), 1)

    def test_without_a_quote_the_page_is_enough(self) -> None:
        assert row(found()).confirmed == Share(1, 1)

    def test_another_place_page_or_kind_is_not_it(self) -> None:
        assert row(found("重点项目")).confirmed == Share(0, 1)
        assert row(found("布署", url="http://127.0.0.1/9.html")).confirmed == Share(0, 1)
        assert row(found("布署", kinds=(FaultKind.SPAM,))).confirmed == Share(0, 1)

    def test_what_is_suspected_counts_apart(self) -> None:
        only = row(found("布署", certainty=Certainty.SUSPECTED))
        assert (only.confirmed, only.any) == (Share(0, 1), Share(1, 1))

    def test_an_address_may_be_written_in_several_ways(self) -> None:
        url = "http://127.0.0.1/%E7%94%B2.html"
        planted = PlantedFault(1, FaultKind.SPAM, True, "http://127.0.0.1/甲.html", ("彩",), "彩")
        (only,) = score([planted], [found("彩", url=url, kinds=(FaultKind.SPAM,))])
        assert only.confirmed == Share(1, 1)


class TestFalseAlarms:
    def test_what_names_nothing_planted(self) -> None:
        only = row(found("布署"), found("重点"), found("台风", certainty=Certainty.SUSPECTED))
        assert only.false == Share(1, 2)
        assert only.false_any == Share(2, 3)

    def test_what_only_looks_like_a_fault(self) -> None:
        only = row(found("登陆", url=DECOY.url))
        assert (only.decoys, only.false) == (Share(1, 1), Share(1, 1))

    def test_what_stood_there_before_counts_nowhere(self) -> None:
        assert row(found("重点"), before=(found("重点"),)).false == Share(0, 0)

    def test_a_finding_that_may_mean_several_kinds_belongs_to_the_one_it_names(self) -> None:
        missing = PlantedFault(3, FaultKind.MISSING_CHARACTER, True, URL, ("要认",), "要认真")
        both = (FaultKind.WRONG_CHARACTER, FaultKind.MISSING_CHARACTER)
        wrong, lacking = score([PLANTED, missing], [found("要认", kinds=both)])
        assert (wrong.false, lacking.false) == (Share(0, 0), Share(0, 1))
        assert lacking.confirmed == Share(1, 1)

    def test_what_names_a_planted_fault_by_another_kind_is_neither(self) -> None:
        spam = PlantedFault(3, FaultKind.SPAM, True, URL, ("彩金",), "注册送彩金")
        wrong, _ = score([PLANTED, spam], [found("彩金")])
        assert (wrong.confirmed, wrong.false) == (Share(0, 1), Share(0, 0))

    def test_a_masked_number_is_the_number(self) -> None:
        kind = FaultKind.PERSONAL_DATA
        planted = PlantedFault(
            1, kind, True, URL, ("110101198506152110",), "身份证号110101198506152110"
        )
        (only,) = score([planted], [found("110*************10", kinds=(kind,))])
        assert only.confirmed == Share(1, 1)
        (only,) = score([planted], [found("110*************28", kinds=(kind,))])
        assert only.confirmed == Share(0, 1)


class TestIntervals:
    @pytest.mark.parametrize(
        ("share", "low", "high"),
        [  # Wilson's, as tables have them
            (Share(8, 10), 0.490, 0.943),
            (Share(0, 20), 0.0, 0.161),
            (Share(20, 20), 0.839, 1.0),
            (Share(50, 100), 0.404, 0.596),
        ],
    )
    def test_they_are_wilsons(self, share: Share, low: float, high: float) -> None:
        assert share.interval == pytest.approx((low, high), abs=0.001)

    def test_nothing_counted_tells_nothing(self) -> None:
        assert Share(0, 0).interval == (0.0, 1.0)
        assert Share(0, 0).words == "—"
        assert Share(8, 10).words == "8/10，80%（49%～94%）"
