"""The JSON API: as it describes itself, and as the exports have it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from govsweep.findings import fingerprint
from govsweep.store import Store

SCHEMA = Path(__file__).parents[2] / "docs" / "finding.schema.json"
WORST, FINE = "5118000001", "5118000002"
TYPO = fingerprint("typo", WORST, "攻府")
# Its own ten seconds are too short for the first answer of a busy machine.
FUZZING = """
request-timeout = 300
[[operations]]  # any bytes are a file, and many files hold no text: no schema can tell
include-path-regex = "/proofread"
checks.positive_data_acceptance.enabled = false
"""


@pytest.fixture(scope="module")
def described(served: Any) -> dict[str, Any]:
    """The description that the API gives of itself."""
    answer: dict[str, Any] = served.ask("/openapi.json").json
    return answer


def linked(part: Any, old: str, new: str) -> Any:
    """A schema with its references turned elsewhere."""
    return json.loads(json.dumps(part).replace(f'"{old}', f'"{new}'))


def addresses(described: dict[str, Any], server: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every path, filled in with what is there, and the schema of its answer."""
    column = server.ask(f"/api/v1/columns?site={WORST}&overdue=true").json["columns"][0]
    there = {"identifier": WORST, "column": column["id"], "finding": TYPO, "number": 1}
    for path, methods in described["paths"].items():
        if "get" not in methods:  # what is sent there has tests of its own
            continue
        answer = methods["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        asked = [one["name"] for one in methods["get"].get("parameters", ()) if one["required"]]
        query = "?words=%E5%8A%9E%E6%B3%95" if "words" in asked else ""
        yield path.format(**there, code="typo") + query, answer


def answers_as_described(described: dict[str, Any], server: Any) -> None:
    parts = linked(described["components"]["schemas"], "#/components/schemas/", "#/$defs/")
    for path, schema in addresses(described, server):
        answer = server.ask(path)
        assert answer.status == 200, path
        whole = linked(schema, "#/components/schemas/", "#/$defs/") | {"$defs": parts}
        jsonschema.Draft202012Validator(whole).validate(answer.json)


class TestDescription:
    def test_every_path_answers_as_described(self, described: Any, served: Any) -> None:
        answers_as_described(described, served)
        assert len(described["paths"]) >= 12

    def test_a_finding_is_what_the_published_schema_says(self, described: Any) -> None:
        published = json.loads(SCHEMA.read_text("utf-8"))
        parts = described["components"]["schemas"]
        for name, part in published.pop("$defs").items():
            assert parts[name] == part
        del published["$schema"]
        assert parts["Finding"] == linked(published, "#/$defs/", "#/components/schemas/")

    def test_every_answer_that_may_come_is_named(self, described: Any) -> None:
        for path, methods in described["paths"].items():
            (method,) = methods.values()
            told = set(method["responses"])
            assert {"200", "401", "421", "503"} <= told, path
            of_a_site = ("/api/v1/search", "/api/v1/columns", "/api/v1/findings")
            names_one = "{" in path or path in of_a_site
            assert ("404" in told) == names_one, path

    def test_every_parameter_is_explained(self, described: Any) -> None:
        for methods in described["paths"].values():
            (method,) = methods.values()
            assert method["summary"]
            assert all(one["description"] for one in method.get("parameters", ()))

    def test_it_can_be_read_as_a_page(self, described: Any, served: Any) -> None:
        told = served.ask("/api").texts(".endpoint h3 code")
        assert told == [
            f"{method.upper()} {path}"
            for path, methods in described["paths"].items()
            for method in methods
        ]

    def test_a_fuzzer_finds_no_failure(self, served: Any, tmp_path: Path) -> None:
        pytest.importorskip("schemathesis")
        (tmp_path / "schemathesis.toml").write_text(FUZZING)
        words = ("--phases", "coverage,fuzzing", "--max-examples", "5", "--no-color")
        done = subprocess.run(
            [Path(sys.executable).parent / "st", "run", f"{served.address}/openapi.json", *words],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env=os.environ | {"PYTHONWARNINGS": "ignore"},
        )
        assert re.search(r"Operations: +18 selected / 18 total", done.stdout), done.stdout
        assert done.returncode == 0, done.stdout


def test_both_databases_answer_alike(
    store: Store,
    database_url: str,
    fill_store: Callable[[Store], None],
    serve: Callable[..., Any],
) -> None:
    fill_store(store)
    with serve(database_url) as server:
        answers_as_described(server.ask("/openapi.json").json, server)
        found = server.ask("/api/v1/findings?severity=serious&words=bad.example").json
        assert [one["subject"] for one in found["findings"]] == ["http://bad.example/"]
        assert server.ask("/api/v1/findings?words=%00").status == 422
        assert server.ask("/findings/%00").status == 404


class TestFindings:
    def test_one_is_the_line_that_an_export_has(self, served: Any, city: str) -> None:
        store = Store(city, read_only=True)
        (stored,) = store.findings.all(key=TYPO)
        store.close()
        assert served.ask(f"/api/v1/findings/{TYPO}").json == json.loads(stored.model_dump_json())

    def test_all_are_given_unless_a_state_is_named(self, served: Any) -> None:
        assert served.ask("/api/v1/findings").json["total"] == 10
        assert served.ask("/api/v1/findings?state=open&state=fixed").json["total"] == 9

    def test_a_part_says_of_how_many_it_is(self, served: Any) -> None:
        some = served.ask("/api/v1/findings?limit=4&offset=8").json
        assert (some["total"], some["limit"], some["offset"]) == (10, 4, 8)
        assert len(some["findings"]) == 2

    @pytest.mark.parametrize(
        "query",
        [
            *("limit=0", "limit=501", "offset=-1", "sweep=0", "sweep=99999999999", "sweep="),
            *("state=gone", "certainty=sure", "held=perhaps", "site=1", "check=A", "words="),
            *("sites=5118000001", "owner=%0a", "mended_since=0", "mended_since=1.1.2026"),
        ],
    )
    def test_a_term_that_cannot_be_is_refused(self, served: Any, query: str) -> None:
        answer = served.ask(f"/api/v1/findings?{query}")
        assert answer.status == 422
        (told,) = answer.json["detail"]
        assert query.partition("=")[0] in told["loc"]
        assert any("一" <= one <= "鿿" for one in told["msg"]), told["msg"]

    def test_an_unknown_one_is_not_found(self, served: Any) -> None:
        answer = served.ask(f"/api/v1/findings/{'0' * 32}")
        assert answer.status == 404
        assert answer.json == {"detail": "没有这个问题"}
        assert served.ask("/api/v1/findings/xyz").status == 422


class TestSites:
    def test_the_worst_comes_first(self, served: Any) -> None:
        told = served.ask("/api/v1/sites").json
        assert told["total"] == 4
        assert [one["condition"] for one in told["sites"]][:2] == ["unreachable", "troubled"]
        assert told["sites"][1]["findings"]["unresolved"] == 3

    def test_they_narrow_by_condition(self, served: Any) -> None:
        told = served.ask("/api/v1/sites?condition=fine").json
        assert [one["identifier"] for one in told["sites"]] == [FINE]

    def test_one_that_was_not_swept_has_no_coverage(self, served: Any) -> None:
        told = served.ask("/api/v1/sites/5118000009").json
        assert (told["status"], told["coverage"]) == ("closed", None)

    def test_the_error_rate_comes_with_its_characters_and_interval(self, served: Any) -> None:
        told = served.ask(f"/api/v1/sites/{WORST}").json["error_rate"]
        assert told == {
            "errors": 1, "suspected": 1, "characters": 40_000, "rate": 0.25,
            "low": pytest.approx(0.003, abs=0.001), "high": pytest.approx(1.39, abs=0.005),
        }  # fmt: skip
        assert served.ask("/api/v1/overview").json["error_rate"] == told

    def test_a_site_of_which_no_characters_were_counted_has_none(self, served: Any) -> None:
        assert served.ask(f"/api/v1/sites/{FINE}").json["error_rate"] is None


class TestColumns:
    def test_days_left_are_counted_to_the_sweep(self, served: Any) -> None:
        told = served.ask(f"/api/v1/columns?site={WORST}").json["columns"]
        assert [(one["name"], one["days_left"]) for one in told] == [
            ("政务动态", -16),
            ("机构", None),
        ]
        assert served.ask("/api/v1/columns?overdue=false&kind=notice").json["total"] == 1

    def test_the_owner_is_the_organizer_where_none_is_registered(self, served: Any) -> None:
        owners = {
            one["name"]: one["owner"] for one in served.ask("/api/v1/columns").json["columns"]
        }
        assert owners["通知公告"] == "教育局办公室"
        assert owners["政务动态"] == "清禾市人民政府办公室"


def test_a_ledger_balances(served: Any) -> None:
    told = served.ask("/api/v1/sweeps/1/ledger").json
    assert told["total"]["known"] == sum(told["total"]["ends"].values()) == 3
    assert told["total"]["missing"] == 0
    assert {one["site"]: one["coverage"]["read"] for one in told["sites"]} == {
        WORST: 1,
        FINE: 1,
        "5118000003": 0,
    }
    assert "token" not in served.ask("/api/v1/sweeps/1").text
