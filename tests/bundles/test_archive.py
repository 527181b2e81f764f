"""The file of a bundle: the same bytes for the same content, and every way to tamper with it."""

import datetime as dt
import io
import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govsweep.bundles import SigningKey, examine, opened, pack, write_new_key
from govsweep.errors import InputError
from govsweep.facts import MediaStatus

Make = Callable[..., Any]
Files = dict[str, bytes]


@pytest.fixture
def packed(key: SigningKey, make_manifest: Make, make_content: Make, make_finding: Make) -> bytes:
    return pack(make_content(make_finding()), make_manifest(), key)


def unpacked(content: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return target.getvalue()


def test_what_is_packed_is_opened(
    packed: bytes, tmp_path: Path, make_content: Make, make_finding: Make, key: SigningKey
) -> None:
    path = tmp_path / "县.gsb"
    path.write_bytes(packed)
    manifest, content, digest = opened(path)
    assert content == make_content(make_finding())
    assert (manifest.name, manifest.key, len(digest)) == ("东江县", key.public, 64)
    assert set(unpacked(packed)) == {
        *("figures.json", "sites.jsonl", "accounts.jsonl", "findings.jsonl"),
        *("manifest.json", "manifest.sig"),
    }


def test_the_same_content_gives_the_same_bytes(
    packed: bytes, key: SigningKey, make_manifest: Make, make_content: Make, make_finding: Make
) -> None:
    assert pack(make_content(make_finding()), make_manifest(), key) == packed


def with_file(name: str, content: bytes) -> Callable[[Files], bytes]:
    return lambda files: zipped(*(files | {name: content}).items())


def with_entry(name: str, content: bytes = b"x") -> Callable[[Files], bytes]:
    return lambda files: zipped(*files.items(), (name, content))


def without(name: str) -> Callable[[Files], bytes]:
    return lambda files: zipped(*(one for one in files.items() if one[0] != name))


def altered(name: str, old: bytes, new: bytes) -> Callable[[Files], bytes]:
    def alter(files: Files) -> bytes:
        assert old in files[name]
        return with_file(name, files[name].replace(old, new))(files)

    return alter


def a_link(files: Files) -> bytes:
    entry = zipfile.ZipInfo("sites.jsonl")
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    rest = [one for one in files.items() if one[0] != "sites.jsonl"]
    return zipped(*rest, (entry, b"/etc/passwd"))


def a_bomb(files: Files) -> bytes:
    return with_file("findings.jsonl", b"\n" * 250_000_000)(files)


def a_liar(files: Files) -> bytes:
    """The directory tells of a file smaller than what is packed."""
    whole = bytearray(zipped(*files.items()))
    place = whole.rindex(b"sites.jsonl") - 46  # its entry in the directory
    whole[place + 24 : place + 28] = (5).to_bytes(4, "little")
    return bytes(whole)


def newer(files: Files) -> bytes:
    told = json.loads(files["manifest.json"])
    content = json.dumps(told | {"schema_version": 99, "new": 1}).encode()
    return with_file("manifest.json", content)(files)


@pytest.mark.parametrize(
    ("attack", "told"),
    [
        (
            altered("sites.jsonl", "东江县第1局".encode(), "东江县第9局".encode()),
            "sites.jsonl：内容",
        ),
        (altered("figures.json", b'"problems": 1', b'"problems": 0'), "figures.json：内容"),
        (altered("manifest.json", b"2026-11-20", b"2026-11-21"), "签名不对"),
        (with_file("manifest.sig", b"\0" * 64), "签名不对"),
        (with_file("manifest.sig", b"short"), "签名不对"),
        (with_file("manifest.json", b"[1]"), "manifest.json：整项"),
        (with_file("manifest.json", b"[" * 50_000), "不是数据包的清单"),
        (with_file("manifest.json", b" " * 200_000), "manifest.json：过大"),
        (newer, "格式版本是 99，本程序只认得到 2：请升级"),
        (with_entry("../../evil.sh"), "文件名指到数据包之外"),
        (with_entry("/etc/cron.d/x"), "文件名指到数据包之外"),
        (with_entry("C:\\x"), "文件名指到数据包之外"),
        (with_entry("pages/1.html"), "不该有的文件"),
        (with_entry("sites.jsonl", b"{}"), "重名，有 2 个"),
        (without("findings.jsonl"), "findings.jsonl：缺失"),
        (without("manifest.sig"), "manifest.sig：缺失"),
        (a_link, "是链接或文件夹"),
        (a_bomb, "解开后超过 200 MB"),
        (a_liar, "损坏"),
        (lambda files: zipped(*files.items())[:-40], "不是完好的数据包"),
        (lambda _: b"", "不是完好的数据包"),
        (lambda _: b"%PDF-1.4", "不是完好的数据包"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_was_tampered_with_is_told_and_not_opened(
    packed: bytes, tmp_path: Path, attack: Callable[[Files], bytes], told: str
) -> None:
    path = tmp_path / "县.gsb"
    path.write_bytes(attack(unpacked(packed)))
    faults = examine(path).faults
    assert any(told in one for one in faults), faults
    with pytest.raises(InputError, match="不能导入"):
        opened(path)


def test_who_signs_anew_with_a_key_of_his_own_is_told_by_it(
    packed: bytes, tmp_path: Path, make_manifest: Make, make_content: Make
) -> None:
    other = write_new_key(tmp_path / "other.key", "东江县")
    path = tmp_path / "县.gsb"
    path.write_bytes(pack(make_content(), make_manifest(), other))
    found = examine(path)
    assert found.faults == () and found.manifest is not None
    assert found.manifest.key == other.public  # which the list of senders does not know


def test_a_signed_bundle_that_contradicts_itself_is_refused(
    key: SigningKey, tmp_path: Path, make_manifest: Make, make_content: Make, make_finding: Make,
    make_site: Make,
) -> None:  # fmt: skip
    path = tmp_path / "县.gsb"
    for content, told in (
        (make_content(make_finding(), make_finding()), "写了 2 次"),
        (make_content(make_finding(of=7), sites=(make_site(1),)), "不在数据包里"),
        (make_content(sites=(make_site(1, problems=3),)), "记有问题 3 条"),
        (make_content(sites=(make_site(1), make_site(1))), "写了 2 次"),
        (make_content(sites=(make_site(1, known=3),)), "多于已知"),
        (make_content(sites=(make_site(1, read=0),)), "与“看完”不符"),
        (
            make_content()._replace(figures=make_content().figures.model_copy(update={"read": 7})),
            "合计不符",
        ),
    ):
        path.write_bytes(pack(content, make_manifest(), key))
        assert any(told in one for one in examine(path).faults), told


def test_a_line_that_is_no_finding_is_named(
    key: SigningKey, tmp_path: Path, make_manifest: Make, make_content: Make, make_finding: Make
) -> None:
    wrong = make_finding().model_copy(update={"message": "a\u202eb"})
    path = tmp_path / "县.gsb"
    path.write_bytes(pack(make_content(wrong), make_manifest(), key))
    (fault,) = examine(path).faults
    assert fault.startswith("findings.jsonl 第 1 行：message") and "控制字符" in fault


@pytest.mark.parametrize("day", ["2026-09-30", "2027-01-01"])
def test_what_was_known_on_a_day_outside_of_the_period_is_refused(
    key: SigningKey, tmp_path: Path, make_manifest: Make, make_content: Make, day: str
) -> None:
    path = tmp_path / "县.gsb"
    manifest = make_manifest(as_of=dt.date.fromisoformat(day))
    path.write_bytes(pack(make_content(), manifest, key))
    assert examine(path).faults == (f"manifest.json：数据截至 {day} 不在时段之内",)


class TestAccounts:
    """Media accounts came with the second version of the format."""

    @pytest.fixture
    def sent(self, tmp_path: Path, key: SigningKey, make_manifest: Make) -> Make:
        def send(content: Any) -> Any:
            path = tmp_path / "县.gsb"
            path.write_bytes(pack(content, make_manifest(), key))
            return examine(path)

        return send

    def test_they_travel_with_their_findings(
        self, sent: Make, make_content: Make, make_account: Make, make_finding: Make
    ) -> None:
        one = make_account(problems=1)
        slip = make_finding(7).model_copy(update={"site": one.account})
        content = make_content(accounts=(one,))
        content = content._replace(findings=(slip,))
        told = sent(content)
        assert told.faults == ()
        assert told.content == content
        assert told.manifest.schema_version == 2
        assert told.content.figures.accounts.problems == 1

    def test_an_older_bundle_says_nothing_of_them(self, sent: Make, make_content: Make) -> None:
        told = sent(make_content(accounts=None))
        assert told.manifest.schema_version == 1
        assert told.content.accounts is None
        assert told.content.figures.accounts is None

    @pytest.mark.parametrize(
        ("words", "fault"),
        [
            ({"problems": 1}, "账号 xmaaaaaaaa 记有问题 1 条"),
            ({"verdict": None}, "账号 xmaaaaaaaa 的结论与状态不符"),
            ({"status": MediaStatus.CANCELLING}, "账号 xmaaaaaaaa 的结论与状态不符"),
        ],
    )
    def test_what_contradicts_itself_is_refused(
        self, sent: Make, make_content: Make, make_account: Make, words: Any, fault: str
    ) -> None:
        told = sent(make_content(accounts=(make_account(**words),)))
        assert told.content is None
        assert fault in "；".join(told.faults)

    def test_the_same_account_twice_is_refused(
        self, sent: Make, make_content: Make, make_account: Make
    ) -> None:
        told = sent(make_content(accounts=(make_account(), make_account())))
        assert "账号 xmaaaaaaaa 写了 2 次" in "；".join(told.faults)

    def test_one_without_its_file_is_refused(self, packed: bytes, tmp_path: Path) -> None:
        path = tmp_path / "县.gsb"
        path.write_bytes(without("accounts.jsonl")(unpacked(packed)))
        assert examine(path).faults == ("accounts.jsonl：缺失",)
