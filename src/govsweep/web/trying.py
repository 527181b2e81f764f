"""A rule tried before it counts, on a page: nothing is written."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from govsweep.errors import InputError
from govsweep.rules import WordRule
from govsweep.rules.lists import word_rule
from govsweep.trial import try_rules
from govsweep.web.api import store_of
from govsweep.web.proofreading import Proofreader
from govsweep.web.rendering import page
from govsweep.web.searching import at_once

router = APIRouter(include_in_schema=False)
_FIELDS = ("wrong", "right", "not_before", "not_after")


@router.get("/trial")
def trial(request: Request) -> Response:
    """What a word or a written rule would hit in the texts that are stored."""
    store = store_of(request)
    asked = request.query_params
    # PostgreSQL's texts hold no NUL.
    fields = {name: asked.get(name, "").replace("\x00", "").strip()[:200] for name in _FIELDS}
    tried, told = None, ""
    if fields["wrong"]:
        proofreader: Proofreader = request.app.state.proofreader
        try:
            rule = _rule(fields)
            with at_once:
                tried = try_rules(store, [rule], proofreader.allowed_words)
        except InputError as error:
            told = f"{error.told}。"
    return page(
        request, "trial", tried=tried, told=told, fields=fields, state=store.fulltext.state()
    )


def _rule(fields: dict[str, str]) -> WordRule:
    if fields["right"]:
        return word_rule(
            错误=fields["wrong"],
            正确=fields["right"],
            前文排除=fields["not_before"],
            后文排除=fields["not_after"],
        )
    if fields["not_before"] or fields["not_after"]:
        raise InputError("前文排除、后文排除只用于有正确写法的")
    return word_rule(敏感词=fields["wrong"])
