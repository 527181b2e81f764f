"""The evidence pack of a finding: one ZIP with all that was seen, and a list of its hashes.

The same store gives the same bytes.
"""

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from govsweep import reasons
from govsweep.checking import checks
from govsweep.errors import InputError
from govsweep.facts import Failure, Page, Post
from govsweep.failures import failure_in_words
from govsweep.findings import Finding
from govsweep.indicators import in_force
from govsweep.reports.labels import check_name
from govsweep.reports.writing import write_bytes
from govsweep.store import Store, Sweep
from govsweep.store.evidence_rows import Proof, ProofPage, Try

SUMS = "SHA256SUMS"
_MOST = 200_000_000  # bytes unpacked when a pack is verified
_MEDIA = {b"%PDF": "pdf", b"PK\x03\x04": "zip", b"\xd0\xcf\x11\xe0": "ole"}


class Pack(NamedTuple):
    """An evidence pack."""

    content: bytes
    files: tuple[str, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of the whole file: noted elsewhere, it proves that nothing was changed."""
        return hashlib.sha256(self.content).hexdigest()


def pack(store: Store, finding: Finding, shots: dict[str, bytes]) -> Pack:
    """The pack of a finding; `shots` are pictures of its saved pages by file name."""
    home = next(
        (one.url for one in store.subjects() if one.identifier == finding.site), finding.url
    )
    proof = store.evidence.proof(finding.id, home)
    files = dict(_files(finding, proof, store.sweeps.get(finding.sweep)))
    posts = store.posts.of_account(finding.site, addresses=finding.pages)
    files |= {f"posts/{one.key.hex()}.txt": _post(one).encode() for one in posts}
    files |= shots
    sums = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in sorted(files.items())
    )
    files[SUMS] = sums.encode()
    moment = finding.last_seen.timetuple()[:6]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return Pack(target.getvalue(), tuple(sorted(files)))


def saved_pages(store: Store, finding: Finding) -> dict[str, bytes]:
    """The saved pages of a finding by the folder each has in the pack, for a screenshot."""
    pages = enumerate(store.evidence.proof(finding.id, finding.url).pages, start=1)
    return {_folder(number): one.body for number, one in pages if _ending(one.body) == "html"}


def _folder(number: int) -> str:
    return f"pages/{number:02}"


def _files(finding: Finding, proof: Proof, sweep: Sweep | None) -> Iterator[tuple[str, bytes]]:
    yield "README.txt", _readme(finding, proof, sweep).encode()
    yield "finding.json", _json(finding.model_dump(mode="json"))
    known = checks().get(finding.check)
    if known is not None:
        yield "check.md", f"# {known.code}\n\n依据：{known.clause}\n\n{known.text}\n".encode()
    yield (
        "rules.json",
        _json(
            {
                "rule_version": finding.rule_version,
                "rule": finding.rule,
                "check": finding.check,
                "clause": finding.clause,
                "sweep": finding.sweep,
                "night": sweep.night.isoformat() if sweep else None,
                "as_of": sweep.as_of.isoformat() if sweep else None,
                "indicators": (sweep.indicators or in_force(sweep.as_of)) if sweep else None,
            }
        ),
    )
    for number, page in enumerate(proof.pages, start=1):
        yield from _page_files(_folder(number), page)
    if proof.target:
        yield "target/outcome.json", _json(proof.target)
    if proof.tries:
        yield "target/tries.txt", _wire(proof.tries).encode()
        yield "target/tries.json", _json([_try(one) for one in proof.tries])
    if proof.probes:
        yield "probes.json", _json(list(proof.probes))


def _page_files(folder: str, page: ProofPage) -> Iterator[tuple[str, bytes]]:
    body = {"sha256": hashlib.sha256(page.body).hexdigest()} if page.body else None
    told = page.row | {"url": page.url, "saved_body": body, "excerpts": page.excerpts}
    yield f"{folder}/page.json", _json(told)
    if page.body:
        yield f"{folder}/body.{_ending(page.body)}", page.body
    if page.facts is not None:
        yield f"{folder}/text.txt", _text(page.facts).encode(errors="replace")
    if page.tries:
        yield f"{folder}/wire.txt", _wire(page.tries).encode(errors="replace")


def _text(page: Page) -> str:
    """What was read of a page, by where it stood."""
    lines = [f"{page.title}\n", f"发布时间：{page.published or '无'}\n"]
    lines += [f"[{one.place.value}] {one.text}\n" for one in page.blocks if one.text]
    lines += [
        f"[row] {one.date or one.shown or '-'} {one.title} {one.url}\n" for one in page.entries
    ]
    lines += [f"[link] {one.text} {one.target}\n" for one in page.anchors]
    return "".join(lines)


def _post(post: Post) -> str:
    """A post of a media account as it was imported."""
    return f"{post.title}\n\n发布时间：{post.at}\n网址：{post.url or '无'}\n\n{post.text}\n"


def _wire(tries: tuple[Try, ...]) -> str:
    """The heads of every try, redirects in their order."""
    parts: list[str] = []
    for one in tries:
        took = f"，{one.elapsed:.2f} 秒" if one.elapsed is not None else ""
        failure = Failure(one.failure) if one.failure in set(Failure) else None
        told = failure_in_words(failure, one.status) if failure else f"状态码 {one.status}"
        parts.append(f"===== 第 {one.tries} 次访问，{one.at}：{told}{took}\n")
        parts += [
            f"\n{said.request}\n\n----- 应答\n{said.answer or '（没有应答）'}\n"
            for said in one.said
        ]
        parts.append("\n")
    return "".join(parts)


def _try(one: Try) -> dict[str, Any]:
    chain = [{"url": said.url, "status": said.status or None} for said in one.said]
    return one._asdict() | {"said": chain}


def _readme(finding: Finding, proof: Proof, sweep: Sweep | None) -> str:
    night = f"（{sweep.night} 夜）" if sweep else ""
    lines = [
        f"证据包：{finding.site_name}（{finding.site}）",
        f"问题：{check_name(finding.check)}（{finding.check}），{finding.message}",
        f"编号：{finding.id}",
        f"依据：{finding.clause}",
        f"首次发现：{finding.first_seen.isoformat()}",
        f"最近见到：{finding.last_seen.isoformat()}，巡检 {finding.sweep}{night}",
        f"出现页面：{finding.sightings} 个，收入 {len(proof.pages)} 个",
        "",
        "finding.json  问题全文",
        "check.md      检查项说明",
        "rules.json    规则版本与巡检",
        "pages/NN/     每个页面：page.json 访问结果，body.* 当时保存的原文，text.txt 读到的文字，"
        "wire.txt 请求与应答的头部",
        "target/       链接目标：每次访问的时间、结果、跳转和头部",
        "probes.json   首页计时访问",
        f"{SUMS}    各文件的 SHA-256，可用 sha256sum -c 核对",
        "",
        "保存的网页是当时的原文，可能含有害内容，请勿直接在浏览器中打开。",
    ]
    return "\n".join(lines) + "\n"


def _ending(body: bytes) -> str:
    if not body:
        return ""
    return next((name for start, name in _MEDIA.items() if body.startswith(start)), "html")


def _json(value: Any) -> bytes:
    return (
        json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True).encode(errors="replace")
        + b"\n"
    )


def write_pack(packed: Pack, path: Path) -> None:
    """Write a pack at once."""
    write_bytes(path, packed.content)


def verify(path: Path) -> list[str]:
    """What is wrong with a pack; nothing where every file is as it was packed.

    Raises `InputError` for a file that is no evidence pack.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return list(_faults(archive))
    except OSError as error:
        raise InputError(f"{path} 无法读取：{reasons.of_system(error)}") from error
    except (zipfile.BadZipFile, zlib.error, UnicodeDecodeError) as error:
        raise InputError(f"{path} 不是完好的证据包（ZIP），或已损坏") from error


def _faults(archive: zipfile.ZipFile) -> Iterator[str]:
    names = archive.namelist()
    if SUMS not in names or sum(one.file_size for one in archive.infolist()) > _MOST:
        raise InputError(f"{archive.filename} 不是证据包：没有 {SUMS}，或者过大")
    lines = archive.read(SUMS).decode().splitlines()
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    for name in sorted({one for one in names if names.count(one) > 1}):
        yield f"{name}：重名"
    for name, digest in sorted(listed.items()):
        if name not in names:
            yield f"{name}：缺失"
        elif hashlib.sha256(archive.read(name)).hexdigest() != digest:
            yield f"{name}：内容与记录不符"
    for name in sorted(set(names) - set(listed) - {SUMS}):
        yield f"{name}：不在清单中"
