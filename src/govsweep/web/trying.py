"""Rules tried before they count, on pages: nothing is written."""

import json
from collections.abc import Sequence

from fastapi import HTTPException, Request
from starlette.responses import RedirectResponse, Response

from govsweep.errors import InputError
from govsweep.office_lists import read_upload
from govsweep.rules import WordRule
from govsweep.rules.lists import word_rule
from govsweep.trial import Trial, TrialSample, try_rules
from govsweep.web.api import store_of
from govsweep.web.asked import Term, paged
from govsweep.web.drafts import Drafts, ListDraft
from govsweep.web.proofreading import Proofreader
from govsweep.web.rendering import page
from govsweep.web.searching import at_once
from govsweep.web.trials import TrialRun, Trials
from govsweep.web.visitor import actor_of, field, file_of

router = paged()
_FIELDS = ("wrong", "right", "not_before", "not_after")
_PATIENCE = 3.0  # seconds that a page waits before it tells how far the trial is
_AGAIN = 2_000  # milliseconds until a browser asks again


@router.get("/trial")
def try_words(
    request: Request,
    wrong: Term = "",
    right: Term = "",
    not_before: Term = "",
    not_after: Term = "",
) -> Response:
    """What a word or a written rule would hit in the texts that are stored."""
    texts = (wrong, right, not_before, not_after)
    fields = dict(zip(_FIELDS, texts, strict=True))
    if not fields["wrong"]:
        return _shown(request, fields)
    try:
        run = _begin(request, fields["wrong"], [_rule(fields)])
    except InputError as error:
        return _shown(request, fields, told=f"{error.told}。", status=200)
    run.wait(_PATIENCE)
    return _shown(request, fields, run)


@router.post("/trial")
def try_table(request: Request) -> Response:
    """Try the rules of a table; lead to what they would hit."""
    file = file_of(request)
    try:
        sent = read_upload(None, file.name, file.body)
        if not sent.kind.is_word_rules:
            raise InputError(f"{file.name} 是{sent.kind}：只能试错别字和敏感词")
        if not sent.rows:
            first = sent.faults[0]
            raise InputError(
                f"{file.name} 一行也用不了：第 {first.line} 行，{first.field}：{first.reason}"
            )
        return _begun(request, file.name, [word_rule(**one) for one in sent.rows])
    except InputError as error:
        return _refused(request, error)


@router.post("/lists/{lexicon}/trial")
def try_draft(request: Request, lexicon: str) -> Response:
    """Try what somebody was shown that an edit adds or changes of a list."""
    drafts: Drafts[ListDraft] = request.app.state.list_drafts
    draft = drafts.look(field(request, "draft"), actor_of(request).name)
    try:
        if draft is None or draft.name != lexicon or not draft.rules:
            raise InputError("这份预览已经写入过，或已经过期，请重新来过")
        return _begun(request, f"{lexicon} 新增和更改的行", draft.rules)
    except InputError as error:
        return _refused(request, error)


@router.get("/trial/{trial}")
def tried(request: Request, trial: str) -> Response:
    """What rules would hit that somebody tries, or how far that is."""
    return _shown(request, {}, _run(request, trial))


@router.get("/trial/{trial}/events")
def events(request: Request, trial: str) -> Response:
    """How far a trial is, as an event; the browser asks again by itself until it is over."""
    run = _run(request, trial)
    said = json.dumps({"told": _progress(run), "over": not run.is_open}, ensure_ascii=False)
    body = f"retry: {_AGAIN}\ndata: {said}\n\n"
    return Response(body, media_type="text/event-stream; charset=utf-8")


def _run(request: Request, key: str) -> TrialRun:
    trials: Trials = request.app.state.trials
    run = trials.look(key, actor_of(request).name)
    if run is None:
        raise HTTPException(404, "这次试用已经过期，请重新试一次。")
    return run


def _progress(run: TrialRun) -> str:
    return f"正在试 {len(run.rules)} 条规则" if run.is_open else "试完了"


def _begin(request: Request, title: str, rules: Sequence[WordRule]) -> TrialRun:
    store, trials = store_of(request), request.app.state.trials
    proofreader: Proofreader = request.app.state.proofreader
    allowed = proofreader.allowed_words

    def work() -> Trial:
        with at_once:
            return try_rules(store, rules, allowed)

    run: TrialRun | None = trials.begin(actor_of(request).name, title, rules, work)
    if run is None:
        raise InputError("您已有几次试用还没有做完，请等它们做完")
    return run


def _begun(request: Request, title: str, rules: Sequence[WordRule]) -> Response:
    """Begin to try a table, and lead to what it hits."""
    run = _begin(request, title, rules)
    run.wait(_PATIENCE)
    return RedirectResponse(f"/trial/{run.key}", 303)


def _refused(request: Request, error: InputError) -> Response:
    return _shown(request, {}, told=f"没有试：{error.told}。")


def _shown(
    request: Request,
    fields: dict[str, str],
    run: TrialRun | None = None,
    told: str = "",
    status: int = 400,
) -> Response:
    found = run.trial if run is not None else None
    why = f"{run.told}。" if run is not None and run.told else ""
    return page(
        request,
        "trial",
        status if told else 200,
        run=run,
        tried=found,
        samples=_by_rule(found) if found is not None else [],
        told=told or why,
        progress=_progress(run) if run is not None else "",
        fields=dict.fromkeys(_FIELDS, "") | fields,
        state=store_of(request).fulltext.state(),
    )


def _by_rule(found: Trial) -> list[tuple[WordRule, list[TrialSample]]]:
    """The samples of each rule, those of a rule that hits most first."""
    some: dict[str, list[TrialSample]] = {}
    for one in found.samples:
        some.setdefault(one.rule.id, []).append(one)
    reach = found.by_rule
    rules = sorted(
        (one for one in found.rules if one.id in reach), key=lambda one: -reach[one.id].texts
    )
    return [(one, some.get(one.id, [])) for one in rules]


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
