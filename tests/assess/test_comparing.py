"""What comes out otherwise of one site under two packs of rules."""

from dataclasses import replace
from decimal import Decimal

from govsweep.assess import (
    Assessment,
    Outcome,
    Result,
    RowDifference,
    SiteVerdict,
    differences,
)
from govsweep.facts import Site
from govsweep.indicators import load_indicators

ROWS = list(load_indicators("2019").rows())[:3]
SITE = Site(identifier="5118000001", name="清禾市水利局", url="http://www.qinghe.gov.cn/")


def outcome(number: int, result: Result, points: int = 0) -> Outcome:
    group, row = ROWS[number]
    return Outcome(group=group, row=row, result=result, points=Decimal(points))


def assessment(*outcomes: Outcome) -> Assessment:
    return Assessment(
        site=SITE, edition="2019", outcomes=outcomes, score=None, verdict=SiteVerdict.OPEN
    )


def test_what_comes_out_alike_is_not_told() -> None:
    one = assessment(outcome(0, Result.PASS), outcome(1, Result.FAIL, 2))
    told_otherwise = replace(outcome(1, Result.FAIL, 2), by_office=True)
    assert differences(one, assessment(outcome(0, Result.PASS), told_otherwise)) == []


def test_another_result_or_other_points_are() -> None:
    passed, failed, dearer = (
        outcome(0, Result.PASS), outcome(1, Result.FAIL, 1), outcome(1, Result.FAIL, 2)
    )  # fmt: skip
    unknown = outcome(0, Result.UNKNOWN)
    assert differences(assessment(passed, failed), assessment(dearer, unknown)) == [
        RowDifference(row=passed.row.id, name=passed.row.name, before=passed, after=unknown),
        RowDifference(row=failed.row.id, name=failed.row.name, before=failed, after=dearer),
    ]


def test_a_row_of_one_pack_alone_is_told_where_it_fails() -> None:
    failed, passed = outcome(2, Result.FAIL), outcome(1, Result.PASS)
    alone = {"row": failed.row.id, "name": failed.row.name}
    assert differences(assessment(failed, passed), assessment()) == [
        RowDifference(**alone, before=failed, after=None)
    ]
    assert differences(assessment(), assessment(passed, failed)) == [
        RowDifference(**alone, before=None, after=failed)
    ]
    assert differences(assessment(), assessment()) == []
