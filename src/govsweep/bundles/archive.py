"""The file of a bundle: a ZIP of a fixed set of files, and a signature of the list of their hashes.

It is hostile until its signature was seen to be a known key's: it is never unpacked onto a disk,
nothing is read beyond a limit, and no name but those of its version is taken.
"""

import hashlib
import io
import json
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from govsweep import reasons
from govsweep.bundles.content import (
    SCHEMA,
    WITH_ACCOUNTS,
    BundleAccount,
    BundleFigures,
    BundleFinding,
    BundleSite,
    Content,
    FileSum,
    Manifest,
    contradictions,
)
from govsweep.bundles.keys import SigningKey, is_signed
from govsweep.errors import InputError

_MANIFEST, _SIGNATURE = "manifest.json", "manifest.sig"
_FIGURES, _SITES, _FINDINGS = "figures.json", "sites.jsonl", "findings.jsonl"
_ACCOUNTS = "accounts.jsonl"
_ALWAYS = (_FIGURES, _SITES, _FINDINGS, _MANIFEST, _SIGNATURE)
_NAMES = (*_ALWAYS, _ACCOUNTS)
_MOST = 200_000_000  # bytes of all files, unpacked
_MOST_MANIFEST = 100_000
_MOST_FILE = 100_000_000  # bytes of the bundle itself
_KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_TOLD = 20  # faults

_Model = TypeVar("_Model", bound=BaseModel)


class Examined(NamedTuple):
    """What a bundle is, and what is wrong with it."""

    faults: tuple[str, ...]
    manifest: Manifest | None = None  # where it could be read
    content: Content | None = None  # where nothing is wrong
    digest: str = ""  # SHA-256 of the whole file


class _FaultyError(Exception):
    """What makes it useless to look on."""


def pack(content: Content, manifest: Manifest, key: SigningKey) -> bytes:
    """A bundle; the same content, manifest and key give the same bytes.

    The manifest's key, version and files are filled in here: without accounts it is of the first.
    """
    files = {
        _FIGURES: _json(content.figures),
        _SITES: _lines(content.sites),
        _FINDINGS: _lines(content.findings),
    }
    if content.accounts is not None:
        files[_ACCOUNTS] = _lines(content.accounts)
    sums = {
        name: FileSum(sha256=hashlib.sha256(one).hexdigest(), size=len(one))
        for name, one in files.items()
    }
    version = WITH_ACCOUNTS if content.accounts is not None else WITH_ACCOUNTS - 1
    own = {"schema_version": version, "key": key.public, "files": sums}
    files[_MANIFEST] = _json(manifest.model_copy(update=own))
    files[_SIGNATURE] = key.sign(files[_MANIFEST])
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (manifest.ends.year, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return target.getvalue()


def _json(one: BaseModel) -> bytes:
    told = json.dumps(one.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)
    return told.encode() + b"\n"


def _lines(rows: Iterable[BaseModel]) -> bytes:
    return b"".join(map(_json, rows))


def opened(path: Path) -> tuple[Manifest, Content, str]:
    """A bundle's manifest, content and digest; raises `InputError` with all that is wrong."""
    found = examine(path)
    if found.manifest is None or found.content is None:
        raise InputError(f"{path} 不能导入：{'；'.join(found.faults)}")
    return found.manifest, found.content, found.digest


def examine(path: Path) -> Examined:
    """Look a bundle through; who signed it is told, whether he is known is not asked."""
    try:
        if path.stat().st_size > _MOST_FILE:
            return Examined((f"文件超过 {_MOST_FILE // 1_000_000} MB，没有读",))
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} 无法读取：{reasons.of_system(error)}") from error
    return examine_bytes(content)


def examine_bytes(content: bytes) -> Examined:
    """The same of a bundle that is no file yet."""
    manifest = None
    try:
        files = _files(content)
        manifest = _manifest(files[_MANIFEST], files[_SIGNATURE])
        told = _content(files, manifest)
    except _FaultyError as fault:
        return Examined(fault.args, manifest)
    except (zipfile.BadZipFile, zlib.error, EOFError, UnicodeError, NotImplementedError):
        return Examined(("不是完好的数据包（ZIP），或已损坏",), manifest)
    return Examined((), manifest, told, hashlib.sha256(content).hexdigest())


def _files(content: bytes) -> dict[str, bytes]:
    """The files of the archive by name; the directory is judged before anything is unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if faults := list(_tricks(entries)):
            raise _FaultyError(*faults[:_TOLD])
        return {one.filename: _read(archive, one) for one in entries}


def _tricks(entries: list[zipfile.ZipInfo]) -> Iterator[str]:
    counts = Counter(one.filename for one in entries)
    for name, count in counts.items():
        shown = json.dumps(name[:100], ensure_ascii=True)
        if name.startswith(("/", "\\")) or ".." in name or "\\" in name or ":" in name:
            yield f"{shown}：文件名指到数据包之外"
        elif name not in _NAMES:
            yield f"{shown}：不该有的文件"
        if count > 1:
            yield f"{shown}：重名，有 {count} 个"
    yield from (f"{name}：缺失" for name in _ALWAYS if name not in counts)
    for one in entries:
        kind = stat.S_IFMT(one.external_attr >> 16)
        if kind not in (0, stat.S_IFREG) or one.is_dir():
            yield f"{json.dumps(one.filename[:100])}：是链接或文件夹，不是文件"
        if one.compress_type not in _KINDS or one.flag_bits & _ENCRYPTED:
            yield f"{json.dumps(one.filename[:100])}：加了密，或压缩方法不认得"
    if sum(one.file_size for one in entries) > _MOST:
        yield f"解开后超过 {_MOST // 1_000_000} MB，没有解"


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A file, no more of it than the directory says: what it says may be a lie."""
    with archive.open(entry) as file:
        found = file.read(entry.file_size + 1)
    if len(found) != entry.file_size:
        raise _FaultyError(f"{entry.filename}：大小与目录所写的不符")
    return found


def _manifest(content: bytes, signature: bytes) -> Manifest:
    if len(content) > _MOST_MANIFEST:
        raise _FaultyError(f"{_MANIFEST}：过大")
    try:
        told = json.loads(content)
        version = told["schema_version"] if isinstance(told, dict) else None
    except (ValueError, KeyError, RecursionError):
        raise _FaultyError(f"{_MANIFEST}：不是数据包的清单") from None
    if isinstance(version, int) and version > SCHEMA:
        raise _FaultyError(f"格式版本是 {version}，本程序只认得到 {SCHEMA}：请升级 govsweep 再导入")
    manifest = _valid(Manifest, content, _MANIFEST)
    if not is_signed(content, signature, manifest.key):
        raise _FaultyError("签名不对：清单在签名之后被改动，或不是这把密钥签的")
    if manifest.begins > manifest.ends or set(manifest.files) != _content_names(manifest):
        raise _FaultyError(f"{_MANIFEST}：时段或文件清单不对")
    if not manifest.begins <= manifest.as_of <= manifest.ends:
        raise _FaultyError(f"{_MANIFEST}：数据截至 {manifest.as_of} 不在时段之内")
    return manifest


def _content_names(manifest: Manifest) -> set[str]:
    """The files with content that a bundle of its version has."""
    names = {_FIGURES, _SITES, _FINDINGS}
    return names | {_ACCOUNTS} if manifest.schema_version >= WITH_ACCOUNTS else names


def _content(files: dict[str, bytes], manifest: Manifest) -> Content:
    wanted = _content_names(manifest)
    if faults := [f"{name}：缺失" for name in sorted(wanted - set(files))]:
        raise _FaultyError(*faults)
    if _ACCOUNTS in set(files) - wanted:
        raise _FaultyError(f"{_ACCOUNTS}：不该有的文件")
    altered = [
        f"{name}：内容与清单中的哈希不符，被改动过"
        for name, told in sorted(manifest.files.items())
        if hashlib.sha256(files[name]).hexdigest() != told.sha256 or len(files[name]) != told.size
    ]
    if altered:
        raise _FaultyError(*altered)
    content = Content(
        tuple(_rows(BundleSite, files[_SITES], _SITES)),
        tuple(_rows(BundleFinding, files[_FINDINGS], _FINDINGS)),
        _valid(BundleFigures, files[_FIGURES], _FIGURES),
        tuple(_rows(BundleAccount, files[_ACCOUNTS], _ACCOUNTS)) if _ACCOUNTS in wanted else None,
    )
    if faults := list(contradictions(content)):
        raise _FaultyError(*faults[:_TOLD])
    return content


def _rows(model: type[_Model], content: bytes, name: str) -> Iterator[_Model]:
    for number, line in enumerate(content.splitlines(), start=1):
        yield _valid(model, line, f"{name} 第 {number} 行")


def _valid(model: type[_Model], content: bytes, place: str) -> _Model:
    try:
        return model.model_validate_json(content)
    except ValidationError as error:
        faults = "；".join(map(str, reasons.of_fields(error)))
        raise _FaultyError(f"{place}：{faults}") from None
