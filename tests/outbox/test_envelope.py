"""Events as they are published, and how they are signed."""

import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from govsweep.outbox import envelope, is_signed, json_schema, published, signature

SCHEMA = Path(__file__).parents[2] / "docs" / "event.schema.json"


class TestSchema:
    def test_it_is_published_as_it_is(self) -> None:
        assert SCHEMA.read_text("utf-8") == published(), (
            "write govsweep.outbox.published() to docs/event.schema.json"
        )

    def test_it_is_sound(self) -> None:
        jsonschema.Draft202012Validator.check_schema(json_schema())

    def test_every_kind_of_event_is_valid_by_it(self, city: Any) -> None:
        city.find("甲")
        key = city.store.findings.all()[0].id
        city.store.findings.mark_fixed([key], city.store.findings.all()[0].last_seen)
        city.find("甲")
        told = [json.loads(envelope(one)) for one in city.store.outbox.events()]
        assert {one["kind"].partition(".")[2] for one in told} == {
            *("opened", "closed", "fixed", "relapsed"),
        }
        validator = jsonschema.Draft202012Validator(json_schema())
        for one in told:
            validator.validate(one)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"kind": "finding.lost"},
            {"schema": "govsweep.event/2"},
            {"more": 1},
            {"kind": "sweep.closed"},
            {"finding": {}},
            {"sequence": "1"},
        ],
    )
    def test_it_refuses_what_is_no_event(self, city: Any, wrong: dict[str, Any]) -> None:
        city.find("甲")
        told = json.loads(envelope(city.store.outbox.events()[0]))
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(told | wrong, json_schema())


class TestSignature:
    BODY = '{"subject": "甲"}'.encode()

    def test_it_is_what_any_language_can_work_out(self) -> None:
        worked_out = hmac.new(b"secret", b"1795222800." + self.BODY, hashlib.sha256).hexdigest()
        assert signature("secret", "1795222800", self.BODY) == f"v1={worked_out}"

    def test_it_holds_for_this_body_this_moment_and_this_secret_only(self) -> None:
        told = signature("secret", "1000", self.BODY)
        assert is_signed("secret", "1000", self.BODY, told, now=1_100.0)
        assert not is_signed("secret", "1000", self.BODY + b" ", told, now=1_100.0)
        assert not is_signed("secret", "1001", self.BODY, told, now=1_100.0)
        assert not is_signed("another", "1000", self.BODY, told, now=1_100.0)
        assert not is_signed("secret", "1000", self.BODY, "", now=1_100.0)
        assert not is_signed("secret", "1000", self.BODY, "签", now=1_100.0)

    def test_an_old_message_sent_again_by_somebody_else_is_refused(self) -> None:
        told = signature("secret", "1000", self.BODY)
        assert is_signed("secret", "1000", self.BODY, told, now=1_300.0)
        assert not is_signed("secret", "1000", self.BODY, told, now=1_301.0)
        assert not is_signed("secret", "soon", self.BODY, told, now=1_000.0)
