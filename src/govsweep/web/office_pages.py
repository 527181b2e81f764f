"""The office's settings in the browser: what is set, a form a section, a preview, and a history."""

from pathlib import Path

from fastapi import HTTPException, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from govsweep import clock
from govsweep.accounts import Actor, AuditAct, AuditEntry
from govsweep.errors import InputError
from govsweep.kept_files import FileChangedError, Replacement
from govsweep.settings_files import (
    OFFICE,
    SECTIONS,
    RefusedFieldsError,
    SettingSection,
    SettingsFile,
    edited,
    office_file,
    settings_file,
    shown_fields,
)
from govsweep.store import Store
from govsweep.web.asked import paged
from govsweep.web.drafts import Drafts, SettingDraft
from govsweep.web.office_files import OfficeFiles, office_now
from govsweep.web.rendering import page
from govsweep.web.visitor import actor_of, field, form_of
from govsweep.web.word_lists import ChangesAsked, changes_of_files

router = paged(default_response_class=HTMLResponse)
_LONGEST = 20_000  # characters of a field
_CELL = "set-"
_DEFAULT = "（默认）"


@router.get("/office")
def office(request: Request) -> Response:
    """All sections with what is set."""
    shown, told = [], []
    for section in SECTIONS.values():
        try:
            file = _file(request, section)
            shown.append((section, shown_fields(section, file.values, file.given)))
        except InputError as error:
            told.append(f"{error.told}。")
    told += [f"{line}；没有采用这一行。" for line in office_now(request).faults]
    return page(request, "office", sections=shown, told=list(dict.fromkeys(told)))


@router.get("/office/history")
def history(request: Request, which: ChangesAsked) -> Response:
    """Who changed what of the settings, the newest first."""
    return changes_of_files(
        request, which, AuditAct.OFFICE_CHANGED, "本单位设置的变更历史", "/office"
    )


@router.get("/office/{section}")
def form(request: Request, section: str) -> Response:
    """The form of a section."""
    return _form(request, _section(section))


@router.post("/office/{section}")
def send(request: Request, section: str) -> Response:
    """Show what a form would change."""
    return _preview(request, _section(section), _written(request))


@router.post("/office/{section}/confirm")
def confirm(request: Request, section: str) -> Response:
    """Write what somebody was shown; where the file is another by now, show that anew."""
    drafts: Drafts[SettingDraft] = request.app.state.setting_drafts
    store: Store = request.app.state.acting
    by, named = actor_of(request), _section(section)
    draft = drafts.take(field(request, "draft"), by.name)
    if draft is None or draft.section != section:
        return _form(request, named, told="没有写入：这份预览已经写入过，或已经过期，请重新来过。")
    try:
        path, mode = _path(request, named), _file(request, named).mode
        with Replacement(path, draft.edit.body, draft.digest, mode) as replace:
            store.audit.doing(_entry(named, draft, by), replace)
    except FileChangedError:
        told = "没有写入：预览之后文件有人改过。下面是现在的情形，请再看一遍。"
        return _preview(request, named, draft.texts, told, 409)
    except InputError as error:
        return _form(request, named, draft.texts, told=f"没有写入：{error.told}。")
    return RedirectResponse("/office/history", 303)


def _section(key: str) -> SettingSection:
    if key not in SECTIONS:
        raise HTTPException(404, "没有这一页")
    return SECTIONS[key]


def _path(request: Request, section: SettingSection) -> Path:
    files: OfficeFiles = request.app.state.files
    path = files.office if section.file == OFFICE else files.settings
    if path is None:
        raise InputError("这里没有开启本单位设置的网页")
    return path


def _file(request: Request, section: SettingSection) -> SettingsFile:
    read = office_file if section.file == OFFICE else settings_file
    return read(_path(request, section))


def _written(request: Request) -> dict[str, str]:
    return {
        name.removeprefix(_CELL): some[0].replace("\r\n", "\n")[:_LONGEST]
        for name, some in form_of(request).items()
        if name.startswith(_CELL)
    }


def _form(
    request: Request,
    section: SettingSection,
    texts: dict[str, str] | None = None,
    wrong: dict[str, str] | None = None,
    told: str = "",
    status: int = 400,
) -> Response:
    fields = []
    try:
        file = _file(request, section)
        fields = shown_fields(section, file.values, file.given)
    except InputError as error:
        told = told or f"{error.told}。"
    typed = texts or {}
    return page(
        request,
        "office_section",
        status if told or wrong else 200,
        section=section,
        fields=[one._replace(text=typed.get(one.name, one.text)) for one in fields],
        meanings={one.name: one.meaning for one in fields},
        wrong=wrong or {},
        told=told,
    )


def _preview(
    request: Request,
    section: SettingSection,
    texts: dict[str, str],
    told: str = "",
    status: int = 200,
) -> Response:
    try:
        file = _file(request, section)
        edit = edited(file, section, texts)
    except RefusedFieldsError as error:
        return _form(request, section, texts, dict(error.faults), status=400)
    except InputError as error:
        return _form(request, section, texts, told=f"没有改动：{error.told}。")
    drafts: Drafts[SettingDraft] = request.app.state.setting_drafts
    draft = SettingDraft(
        by=actor_of(request).name,
        section=section.key,
        digest=file.digest,
        texts=texts,
        edit=edit,
    )
    return page(
        request,
        "office_preview",
        status,
        section=section,
        changes=edit.changes,
        key=drafts.keep(draft) if edit.changes else "",
        unset=_DEFAULT,
        told=told,
    )


def _entry(section: SettingSection, draft: SettingDraft, by: Actor) -> AuditEntry:
    changes = draft.edit.changes
    return AuditEntry(
        at=clock.now(),
        by=by,
        act=AuditAct.OFFICE_CHANGED,
        subject=section.file,
        reason=section.title,
        before={
            "rows": [{one.meaning: one.before or _DEFAULT} for one in changes],
            "digest": draft.digest,
        },
        after={
            "rows": [{one.meaning: one.after or _DEFAULT} for one in changes],
            "digest": draft.edit.digest,
        },
    )
