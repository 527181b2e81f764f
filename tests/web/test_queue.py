"""The queue: what is in it, acts on one, some, a cause or a rule, and two at once."""

import datetime as dt
import re
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from govsweep import clock
from govsweep.accounts import AuditAct
from govsweep.findings import Certainty, Finding, State, fingerprint
from govsweep.lifecycle import DecisionKind
from govsweep.one_cause import CausePart
from govsweep.rectification import decide
from govsweep.rectification.deciding import Words

WORST, FINE, GONE = "5118000001", "5118000002", "5118000003"
TYPO, OTHER = fingerprint("typo", WORST, "攻府"), fingerprint("typo", FINE, "攻府")
NIGHT, DAY = dt.date(2026, 11, 20), dt.timedelta(days=1)
AT = dt.datetime(2026, 11, 20, 23, tzinfo=dt.UTC)
LogIn = Callable[..., Any]


@pytest.fixture
def reviewer(office: Any, log_in: LogIn) -> Any:
    return log_in(office, "reviewer")


def state(office: Any, key: str) -> State:
    (found,) = office.store.findings.all(key=key)
    return found.state


def shown(answer: Any) -> dict[str, str]:
    """The findings of a page by id, each with how it stood."""
    nodes = answer.tree.css("input[name=seen]")
    return dict(str(one.attributes["value"]).partition(":")[::2] for one in nodes)


def seen(answer: Any) -> list[str]:
    return [":".join(one) for one in shown(answer).items()]


def tabs(answer: Any) -> dict[str, int]:
    told = (text.rpartition(" ") for text in answer.texts(".tabs a"))
    return {name: int(count) for name, _, count in told}


class TestWhatIsInIt:
    def test_each_part_has_what_its_name_says(self, reviewer: Any) -> None:
        assert tabs(reviewer.ask("/queue")) == {
            "今夜新增": 8,
            "复发": 0,
            "超期未改": 0,
            "疑似待核": 1,
            "暂扣待核": 1,
            "全部待整改": 6,
        }
        assert len(shown(reviewer.ask("/queue?view=new"))) == 8
        assert len(shown(reviewer.ask("/queue?view=suspected"))) == 1

    def test_what_is_to_be_mended_is_counted_as_the_overview_counts_it(self, reviewer: Any) -> None:
        told = reviewer.ask("/api/v1/overview").json["findings"]
        listed = tabs(reviewer.ask("/queue"))
        assert listed["全部待整改"] == told["unresolved"]
        assert (listed["疑似待核"], listed["暂扣待核"]) == (told["suspected"], told["held"])
        # A mere notice is to be mended by nobody: it is looked for among all findings.
        page = reviewer.ask("/queue?view=open&severity=notice")
        assert (shown(page), tabs(page)["全部待整改"]) == ({}, 0)

    def test_the_gravest_come_first(self, reviewer: Any) -> None:
        tags = reviewer.ask("/queue?view=open").texts(".row .tags .tag:first-child")
        assert tags == sorted(tags, key=["严重", "一般", "提示"].index)

    def test_it_narrows_in_every_part_alike(self, reviewer: Any) -> None:
        page = reviewer.ask(f"/queue?view=new&site={FINE}&check=typo")
        assert list(shown(page)) == [OTHER]
        assert tabs(page)["今夜新增"] == tabs(page)["全部待整改"] == 1
        assert reviewer.ask("/queue?site=nonsense").status == 400

    def test_what_was_decided_on_is_new_no_more(self, reviewer: Any) -> None:
        page = reviewer.ask("/queue?view=new")
        reviewer.send("/queue/acts", act="confirm", key=TYPO, seen=seen(page))
        assert TYPO not in shown(reviewer.ask("/queue?view=new"))
        assert TYPO in shown(reviewer.ask("/queue?view=open"))

    def test_overdue_is_what_a_notice_wanted_by_then(self, office: Any, reviewer: Any) -> None:
        for key, owner, due in ((TYPO, "甲", NIGHT - DAY), (OTHER, "乙", NIGHT)):
            office.store.notices.issue(
                WORST,
                {owner: [key]},
                numbered=lambda place: f"{place}号",
                at=AT,
                day=NIGHT,
                due=due,
            )
        assert list(shown(reviewer.ask("/queue?view=overdue"))) == [TYPO]

    def test_by_cause_one_row_stands_for_all_sites(self, reviewer: Any) -> None:
        page = reviewer.ask("/queue?view=new&by=cause")
        assert page.texts(".row .where")[0] == "2 个问题，2 个网站"
        link = page.tree.css_first(".row h3 a").attributes["href"]
        assert set(shown(reviewer.ask(str(link)))) == {TYPO, OTHER}

    def test_what_is_part_of_another_is_not_looked_through_beside_it(
        self, office: Any, reviewer: Any
    ) -> None:
        office.store.findings.assign_parts(FINE, [CausePart(OTHER, TYPO)])
        page = reviewer.ask("/queue?view=new")
        assert OTHER not in shown(page) and TYPO in shown(page)
        assert tabs(page)["今夜新增"] == 7
        assert reviewer.ask("/queue?view=new&by=cause").texts(".row .where")[0] == (
            "1 个问题，1 个网站"
        )
        reviewer.send("/queue/acts", act="dismiss", key=TYPO, seen=seen(page), why="误报")
        assert OTHER in shown(reviewer.ask("/queue?view=new"))  # it stands for itself now

    def test_a_notice_names_no_part(self, office: Any, reviewer: Any) -> None:
        office.store.findings.assign_parts(FINE, [CausePart(OTHER, TYPO)])
        page = reviewer.send("/queue/notices", key=[TYPO, OTHER])
        assert "属于另一个问题" in page.text
        named = [one.attributes["value"] for one in page.tree.css("input[name=key]")]
        assert named == [TYPO]

    def test_an_empty_one_says_so(self, reviewer: Any) -> None:
        assert "没有要办的" in reviewer.ask("/queue?view=relapsed").text

    @pytest.mark.parametrize("query", ["offset=-1", "done=x", "passed=x", "issued=1,x"])
    def test_an_odd_address_is_refused(self, reviewer: Any, query: str) -> None:
        assert reviewer.ask(f"/queue?{query}").status == 400

    def test_an_act_that_is_there_no_more_is_told_of_no_more(self, reviewer: Any) -> None:
        assert reviewer.ask("/queue?done=999").status == 200

    def test_a_reader_looks_and_is_offered_no_act(self, office: Any, log_in: LogIn) -> None:
        page = log_in(office, "reader").ask("/queue?view=new")
        assert len(page.texts(".row")) == 8
        assert not page.tree.css("input[name=key], button[name=act]")


class TestActs:
    def test_one_is_dismissed_with_its_reason_and_name(self, office: Any, reviewer: Any) -> None:
        page = reviewer.ask("/queue?view=new")
        answer = reviewer.send(
            "/queue/acts",
            act="dismiss",
            key=TYPO,
            seen=seen(page),
            why=" 专有\n名称 ",
            next="/queue?view=new&check=typo",
        )
        assert answer.status == 303
        assert answer.headers["location"].startswith("/queue?view=new&check=typo&done=")
        assert state(office, TYPO) is State.DISMISSED
        (said,) = office.store.decisions.all()
        assert (said.author, said.reason) == ("reviewer", "专有 名称")
        told = reviewer.ask(answer.headers["location"])
        assert "已驳回" in told.texts(".done")[0]
        assert "状态有变化的共 1 个" in told.texts(".done")[0]

    def test_it_is_the_command_line_that_decides_alike(self, office: Any, reviewer: Any) -> None:
        page = reviewer.ask("/queue?view=new")
        reviewer.send("/queue/acts", act="dismiss", key=TYPO, seen=seen(page), why="误报")
        (other,) = office.store.findings.all(key=OTHER)
        decide(office.store, [other], DecisionKind.DISMISS, Words("reviewer", "误报"), clock.now())
        one, two = office.store.decisions.all()
        alike = ("verdict", "scope", "check", "subject", "rule", "author", "reason", "until")
        assert [getattr(one, name) for name in alike] == [getattr(two, name) for name in alike]
        (first,), (second,) = (office.store.findings.all(key=key) for key in (TYPO, OTHER))
        assert (first.state, first.certainty) == (second.state, second.certainty)

    @pytest.mark.parametrize(
        ("fields", "told"),
        [
            ({"act": "dismiss", "why": " "}, "理由"),
            ({"act": "delete", "why": "x"}, "没有说明做什么"),
            ({"act": "dismiss", "why": "x", "until": "1.1.2027"}, "不是日期"),
            ({"act": "dismiss", "why": "x", "until": "2020-01-01"}, "已经过去"),
            ({"act": "dismiss", "why": "x", "key": "0" * 32}, "不存在"),
            ({"act": "dismiss", "why": "x", "key": "%"}, "不存在"),
            ({"act": "dismiss", "why": "x", "key": []}, "没有选中"),
            ({"act": "release", "why": "x"}, "没有暂扣"),
            ({"act": "dismiss", "why": "x", "scope": "rule"}, "规则"),
        ],
    )
    def test_what_cannot_be_is_said_and_changes_nothing(
        self, office: Any, reviewer: Any, fields: dict[str, Any], told: str
    ) -> None:
        marks = seen(reviewer.ask("/queue?view=new"))
        answer = reviewer.send("/queue/acts", **({"key": TYPO, "seen": marks} | fields))
        assert answer.status == 400
        assert told in answer.text
        assert office.store.decisions.all() == []

    def test_some_at_once_are_one_act_and_taken_back_at_once(
        self, office: Any, reviewer: Any
    ) -> None:
        page = reviewer.ask("/queue?view=new&check=typo")
        answer = reviewer.send(
            "/queue/acts", act="dismiss", key=[TYPO, OTHER], seen=seen(page), why="误报"
        )
        told = reviewer.ask(answer.headers["location"])
        assert "2 个问题" in told.texts(".done")[0]
        action = str(told.tree.css_first("#undo").attributes["action"])
        back = reviewer.send(action, next="/queue?view=new")
        assert state(office, TYPO) is state(office, OTHER) is State.OPEN
        assert "撤回" in reviewer.ask(back.headers["location"]).texts(".done")[0]
        assert reviewer.send(action).status == 400

    def test_a_whole_cause_also_later_ones(
        self, office: Any, reviewer: Any, make_finding: Callable[..., Finding]
    ) -> None:
        page = reviewer.ask("/queue?view=new&by=cause")
        key = next(iter({TYPO, OTHER} & set(shown(page))))
        reviewer.send(
            "/queue/acts", act="dismiss", scope="city", key=key, seen=seen(page), why="误报"
        )
        assert state(office, TYPO) is state(office, OTHER) is State.DISMISSED

    def test_a_rule_on_one_site(self, office: Any, reviewer: Any) -> None:
        rule = {"rule": "typo-gong"}
        (one,) = office.store.findings.all(key=TYPO)
        office.store.findings.save(1, [one.model_copy(update=rule)])
        page = reviewer.ask("/queue?view=new")
        reviewer.send(
            "/queue/acts", act="dismiss", scope="site", key=TYPO, seen=seen(page), why="误报"
        )
        assert (state(office, TYPO), state(office, OTHER)) == (State.DISMISSED, State.OPEN)

    def test_what_is_held_is_released(self, office: Any, reviewer: Any) -> None:
        page = reviewer.ask("/queue?view=held")
        (key,) = shown(page)
        assert page.tree.css_first("button[value=release]")
        reviewer.send("/queue/acts", act="release", key=key, seen=seen(page), why="核实无误")
        (found,) = office.store.findings.all(key=key)
        assert found.held is None
        (entry,) = office.store.audit.entries(act=AuditAct.RELEASED)[1]
        assert entry.after["held"] == {key: False}

    @pytest.mark.parametrize(
        "target", ["//evil.example", "https://evil.example", "/audit", "/queuex"]
    )
    def test_it_leads_back_to_the_queue_only(self, reviewer: Any, target: str) -> None:
        page = reviewer.ask("/queue?view=new")
        answer = reviewer.send("/queue/acts", act="confirm", key=TYPO, seen=seen(page), next=target)
        assert urlsplit(answer.headers["location"])[:3] == ("", "", "/queue")


class TestHandingOut:
    def test_a_preview_names_units_and_what_is_left_out(self, office: Any, reviewer: Any) -> None:
        page = reviewer.ask("/queue?view=new")
        answer = reviewer.send("/queue/notices", key=list(shown(page)), seen=seen(page))
        assert answer.status == 200
        assert set(answer.texts("h2")) == {
            *("清禾市人民政府办公室", "信息中心", "教育局办公室", "不下发的"),
        }
        assert any("疑似，先确认" in text for text in answer.texts(".pages li"))
        assert office.store.notices.all() == []
        body = {
            "key": [str(one.attributes["value"]) for one in answer.tree.css("[name=key]")],
            "seen": seen(answer),
            "days": 5,
        }
        assert reviewer.send("/queue/notices/issue", **body).status == 303
        issued = office.store.notices.all()
        assert {one.site for one in issued} == {WORST, FINE, GONE}
        assert len(office.store.audit.entries(act=AuditAct.NOTICE_ISSUED)[1]) == len(issued)
        assert reviewer.send("/queue/notices/issue", **body).status == 400, "sent a second time"
        assert office.store.notices.all() == issued

    @pytest.mark.parametrize("days", ["0", "251", "x", "-1", "１"])
    def test_a_term_that_cannot_be_is_refused(self, office: Any, reviewer: Any, days: str) -> None:
        page = reviewer.ask("/queue?view=new")
        answer = reviewer.send("/queue/notices/issue", key=TYPO, seen=seen(page), days=days)
        assert (answer.status, "工作日" in answer.text) == (400, True)
        assert office.store.notices.all() == []


class TestTwoAtOnce:
    def test_who_comes_second_changes_nothing_and_is_told_who_was_first(
        self, office: Any, log_in: LogIn
    ) -> None:
        first, second = log_in(office, "reviewer"), log_in(office, "admin")
        page = second.ask("/queue?view=new")
        first.send("/queue/acts", act="dismiss", key=TYPO, seen=seen(page), why="专有名称")
        answer = second.send(
            "/queue/acts", act="confirm", key=[TYPO, OTHER], seen=seen(page), why="核实"
        )
        told = second.ask(answer.headers["location"])
        assert "reviewer 已驳回（专有名称）" in told.texts(".alarm li")[0]
        assert "状态有变化的共 0 个" in told.texts(".done")[0]
        assert state(office, TYPO) is State.DISMISSED
        assert [one.finding for one in office.store.decisions.all()] == [TYPO, OTHER]

    def test_a_form_without_what_was_seen_changes_nothing(self, office: Any, reviewer: Any) -> None:
        answer = reviewer.send("/queue/acts", act="dismiss", key=TYPO, why="误报")
        assert parse_qs(urlsplit(answer.headers["location"]).query)["passed"] == [TYPO]
        assert office.store.decisions.all() == []

    def test_an_open_page_is_told_what_others_did(self, office: Any, log_in: LogIn) -> None:
        mine, other = log_in(office, "reviewer"), log_in(office, "admin")
        page = mine.ask("/queue?view=new")
        after = page.tree.css_first(".live").attributes["data-after"]
        other.send("/queue/acts", act="dismiss", key=TYPO, seen=seen(page), why="误报")
        told = mine.ask(f"/queue/news?after={after}").json
        assert [(one["told"], one["findings"]) for one in told["acts"]] == [("admin 驳回", [TYPO])]
        assert mine.ask(f"/queue/news?after={told['newest']}").json["acts"] == []
        assert other.ask(f"/queue/news?after={after}").json["acts"] == []

    def test_many_at_once_lose_nothing(self, office: Any, log_in: LogIn) -> None:
        """Each of two decides on every finding at the same time: one decision stands on each."""
        people = [log_in(office, name) for name in ("reviewer", "admin")]
        page = people[0].ask("/queue?view=open")
        keys, marks = list(shown(page)), seen(page)
        answers: list[Any] = []

        def work(who: Any, act: str) -> None:
            fields = {"act": act, "seen": marks, "why": f"{act}ed"}
            answers.extend(who.send("/queue/acts", key=key, **fields) for key in keys)

        acts = zip(people, ("confirm", "dismiss"), strict=True)
        threads = [threading.Thread(target=work, args=pair) for pair in acts]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert {one.status for one in answers} == {303}
        decided = [one.finding for one in office.store.decisions.all()]
        assert sorted(decided) == sorted(keys)
        passed = [one for one in answers if "passed=" in one.headers["location"]]
        assert len(passed) == len(keys)
        assert office.store.audit.entries(act=AuditAct.DISMISSED)[0] == sum(
            state(office, key) is State.DISMISSED for key in keys
        )

    def test_a_sweep_that_writes_meanwhile_disturbs_nobody(
        self, office: Any, log_in: LogIn, make_finding: Callable[..., Finding]
    ) -> None:
        who = log_in(office, "reviewer")
        done = threading.Event()
        failures: list[BaseException] = []

        def sweep() -> None:
            number = 0
            while not done.is_set():
                number += 1
                some = [
                    make_finding("typo", f"词{number}-{place}", certainty=Certainty.SUSPECTED)
                    for place in range(50)
                ]
                try:
                    office.store.findings.save(1, some)
                except Exception as error:
                    failures.append(error)

        writer = threading.Thread(target=sweep)
        writer.start()
        try:
            for _ in range(10):
                page = who.ask("/queue?view=suspected")
                assert page.status == 200
                assert "locked" not in page.text
                key = next(iter(shown(page)))
                answer = who.send("/queue/acts", act="confirm", key=key, seen=seen(page))
                assert answer.status == 303, re.sub(r"\s+", " ", answer.text)
        finally:
            done.set()
            writer.join()
        assert failures == []
        assert office.store.audit.entries(act=AuditAct.CONFIRMED)[0] == 10
