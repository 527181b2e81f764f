"""Two districts report of a quarter: every figure of a report is that of the command it names."""

import csv
import datetime as dt
import json
import re
import shlex
import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from govsweep.clock import night_of

Run = Callable[..., subprocess.CompletedProcess[str]]

TODAY = night_of(dt.datetime.now(dt.UTC))
QUARTER = (TODAY.month + 2) // 3
FIRST = dt.date(TODAY.year, 3 * QUARTER - 2, 1)
LAST_BEFORE = FIRST - dt.timedelta(days=1)
MONTHS = (
    f"{LAST_BEFORE:%Y-%m}",
    *(f"{TODAY.year}-{month:02}" for month in range(FIRST.month, TODAY.month + 1)),
)
IN_QUARTER = [FIRST + dt.timedelta(days=n) for n in range((TODAY - FIRST).days + 1)]
TEXT = "各单位要认真组织实施，明确责任分工，确保任务按期完成，月底前报送。" * 4
COLUMNS = {"gzdt": "工作动态", "zcwj": "政策文件", "zcjd": "政策解读", "qzxx": "区长信箱"}
EAST, WEST = "岚东区", "岚西区"


class Pages:
    """A site of files."""

    def __init__(self, folder: Path, name: str, key: str) -> None:
        self.folder, self.name, self.key = folder, name, key

    def write(self, path: str, title: str, body: str, column: str = "") -> None:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        tag = f'<meta name="ColumnName" content="{column}">' if column else ""
        menu = "".join(f'<li><a href="/{one}/">{name}</a></li>' for one, name in COLUMNS.items())
        footer = (
            f"<div class='footer'><p>主办：{self.name}办公室 网站标识码：{self.key} "
            "联系电话：1234567</p><p>蜀ICP备13001288号 川公网安备 51182702000123号</p></div>"
        )
        place.write_text(
            f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8">{tag}<title>{title}'
            f'</title></head><body><ul class="menu"><li><a href="/">首页</a></li>{menu}</ul>'
            f"{body}{footer}</body>",
            "utf-8",
        )

    def column(self, slug: str, rows: list[tuple[str, dt.date, str]]) -> None:
        """A column with its articles: title, day, and what stands below the title."""
        name, listed = COLUMNS[slug], ""
        crumb = f'当前位置：<a href="/">首页</a> &gt; <a href="/{slug}/">{name}</a>'
        crumb = f'<div class="mbx">{crumb}</div>'
        for number, (title, day, text) in enumerate(rows):
            listed += f'<li><a href="/{slug}/{number}.html">{title}</a><span>{day}</span></li>'
            head = f"<h1>{title}</h1><p>发布时间：{day} 来源：{self.name}办公室 浏览：1</p>"
            body = f'{crumb}{head}<div class="txt">{text}</div>'
            self.write(f"{slug}/{number}.html", title, body, name)
        body = f'{crumb}<ul class="list">{listed}</ul>'
        self.write(f"{slug}/index.html", f"{name}_{self.name}", body, name)

    def fill(self, *, linked: bool) -> None:
        """News, documents with their interpretations, letters."""
        days = [*IN_QUARTER[::-3], LAST_BEFORE]
        news = [
            (f"{self.name}第{n}次常务会议研究部署有关工作", day, f"<p>{TEXT}第{n}次。</p>")
            for n, day in enumerate(days, start=1)
        ]
        self.column("gzdt", news)
        policies, told = [], []
        for n, what in enumerate(("养老服务补贴", "村道养护管理", "学生营养改善")):
            there, here = f'<a href="/zcjd/{n}.html">解读</a>', f'<a href="/zcwj/{n}.html">原文</a>'
            ties = (there, here) if linked else ("", "")
            policies.append((f"关于印发{what}办法的通知", TODAY, f"<p>{TEXT}</p><p>{ties[0]}</p>"))
            title = f"《{what}办法》解读" if linked else f"一图看懂新政之{n}"
            told.append((title, TODAY, f"<p>{TEXT}</p><p>{ties[1]}</p>"))
        self.column("zcwj", policies)
        self.column("zcjd", told)
        if linked:
            self.column("qzxx", [*map(letter, enumerate(IN_QUARTER[::-4]))])
        else:
            self.column("qzxx", [])
        rows = "".join(
            f'<li><a href="/gzdt/{n}.html">{title}</a><span>{day}</span></li>'
            for n, (title, day, _) in enumerate(news[:8])
        )
        body = f'<ul class="list">{rows}</ul><a href="https://tousu.www.gov.cn/dc/">互联网+督查</a>'
        self.write("index.html", self.name, body)


def letter(numbered: tuple[int, dt.date]) -> tuple[str, dt.date, str]:
    """Answered within two days, on the day itself where the quarter is as young."""
    number, day = numbered
    answered = min(day + dt.timedelta(days=number % 3), TODAY)
    text = (
        f"<p>来信时间：{day}</p><p>来信内容：第{number}条道路的路灯不亮。</p><p>答复单位：区城管局</p>"
        f"<p>答复时间：{answered}</p><p>答复内容：第{number}条道路线路已更换，当晚恢复照明。</p>"
    )
    return f"关于第{number}条道路路灯不亮的来信", day, text


class Desk:
    """A district's office at its folder, with the sites that are served here."""

    def __init__(self, folder: Path, district: str, command: Run) -> None:
        self.folder, self.district, self.command = folder, district, command
        folder.mkdir()

    def write(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, "utf-8")
        return name

    def run(self, *words: str, code: int | None = 0) -> str:
        url = f"sqlite:///{self.folder}/govsweep.db"
        surroundings = {"GOVSWEEP_DATABASE_URL": url, "GOVSWEEP_RETRY_AFTER": "0"}
        done = self.command(self.folder, *words, **surroundings)
        told = done.stdout + done.stderr
        assert code is None or done.returncode == code, told
        return told

    def typed(self, command: str, *more: str) -> str:
        """Run a command as the report names it."""
        program, *words = shlex.split(command)
        assert program == "govsweep"
        return self.run(*words, *more)

    def sheet(self, command: str, name: str) -> list[dict[str, str]]:
        """A sheet of the report that a command writes, by its heads."""
        path = self.folder / f"{shlex.split(command)[2]}.xlsx"
        self.typed(command, "-o", str(path))
        told = openpyxl.load_workbook(path)[name].iter_rows(min_row=2, values_only=True)
        heads, *rows = (["" if cell is None else str(cell) for cell in row] for row in told)
        return [dict(zip(heads, row, strict=True)) for row in rows]

    def report(self, *more: str) -> tuple[str, dict[str, tuple[str, str]]]:
        """The words of the self-check, and its figures with the command of each."""
        self.run("report", "selfcheck", *more, "-o", "自查报告.docx")
        document = docx.Document(str(self.folder / "自查报告.docx"))
        rows = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
        assert rows[0] == ["数字", "本期", "来源"]
        text = "\n".join(one.text for one in document.paragraphs)
        return text, {name: (value, source) for name, value, source in rows[1:]}


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Serve a site on an address of its own: no two sites are one host."""
    servers, folder = [], tmp_path_factory.mktemp("sites")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    def start(name: str, key: str, *, linked: bool = True) -> str:
        pages = Pages(folder / f"{len(servers)}", name, key)
        pages.fill(linked=linked)
        handler = partial(Quiet, directory=str(pages.folder))
        server = ThreadingHTTPServer((f"127.0.0.{len(servers) + 2}", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://{server.server_address[0]}:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def register(desk: Desk, *sites: tuple[str, str, str, str]) -> None:
    rows = "".join(
        f"{key},{name},{address}/,{name}办公室,{parent},0,,\n"
        for key, name, parent, address in sites
    )
    head = "网站标识码,网站名称,首页网址,主办单位,上级单位,每秒请求数,ICP备案号,公安备案号\n"
    desk.run("sites", "import", desk.write("登记表.csv", head + rows))


def post(account: str, at: dt.date) -> str:
    platform = "微博" if account.isdecimal() else "微信"
    told = {"platform": platform, "account": account, "time": f"{at} 00:00", "title": ""}
    told |= {"text": f"{at}各供水单位要加强管网巡查。", "url": f"https://p.example/{account}/{at}"}
    return json.dumps(told, ensure_ascii=False)


ACCOUNTS = f"""\
平台,账号,名称,主办单位,状态,主页网址,开设日期,互动功能
微信,landong,岚东发布,岚东区人民政府办公室,运行,,2019-01-01,有
微博,1234567890,岚东微博,岚东区人民政府办公室,运行,https://weibo.com/u/1234567890,2019-01-01,有
抖音,ldgongan,岚东公安,岚东区公安分局,注销中,,2020-05-01,
微信,lanxi,{WEST}发布,{WEST}人民政府办公室,运行,,2019-01-01,有
"""
OFFICE = """\
name = "岚东区人民政府办公室"
region = "岚东区"
messages = 12
messages_on_time = 11
judgements_file = "判定表.csv"
[judgements."新媒体"]
"V19-M1" = "pass"
"V19-M3-2" = "pass"
"""
UNJUDGED = OFFICE.replace('judgements_file = "判定表.csv"\n', "")


def publish(desk: Desk, first: dt.date, last: dt.date, *posts: str) -> None:
    name = desk.write("发布.jsonl", "\n".join(posts))
    days = ("--since", str(first), "--through", str(last), "--every")
    desk.run("posts", "import", name, *days)


def east(desk: Desk, serve: Any) -> None:
    """An office with all that a report asks for; one site and one account are not its own."""
    portal = serve("岚东区人民政府", "5118010001")
    register(
        desk,
        ("5118010001", "岚东区人民政府", "岚城市人民政府", portal),
        ("5118010002", "区水利局", "岚东区人民政府", serve("区水利局", "5118010002")),
        ("5118020001", "岚西区人民政府", "岚城市人民政府", serve("岚西区人民政府", "5118020001")),
    )
    desk.run("media", "import", desk.write("新媒体登记表.csv", ACCOUNTS))
    desk.write("office.toml", UNJUDGED)
    began = (LAST_BEFORE.replace(day=1) - dt.timedelta(days=80)).replace(day=1)
    ages = {"landong": 5, "1234567890": 30, "lanxi": 3}  # the second is silent for a month
    old = [
        post(account, FIRST - dt.timedelta(days=age))
        for account, newest in ages.items()
        for age in range(newest, (FIRST - began).days, 5)
    ]
    publish(desk, began, LAST_BEFORE, *old)
    desk.run(
        "sweep", "--workers", "1", "--as-of", str(LAST_BEFORE), "--copy", "--site", "5118020001"
    )
    fresh = sorted({*IN_QUARTER[::5], TODAY})
    publish(desk, FIRST, TODAY, *(post(one, day) for one in ages for day in fresh))
    head, unit = "单位,编码,名称,栏目网址,每年至少\n", "岚东区人民政府办公室"
    items = f"{unit},A01,政策文件,{portal}/zcwj/,1\n{unit},A02,行政许可,{portal}/xzxk/,1\n"
    desk.run("duties", "import", "目录", desk.write("目录.csv", head + items))
    none = [f"{one},{month},0\n" for one in ("区水利局办公室", unit) for month in MONTHS]
    adopted = f"{''.join(none[:-1])}{unit},{MONTHS[-1]},9\n{WEST}人民政府办公室,{MONTHS[-1]},70\n"
    desk.run("duties", "import", "采用", desk.write("采用.csv", "单位,月份,采用\n" + adopted))
    hung = "名称,网址,范围\n互联网+督查,https://tousu.www.gov.cn/dc/,全部\n"
    desk.run("duties", "import", "必挂", desk.write("必挂.csv", hung))
    desk.run("sweep", "--workers", "2")


def judge(desk: Desk) -> None:
    """The office judges what is left to it, on the form that it is given."""
    desk.run("assess", "--blank-form", "待判定.csv")
    with (desk.folder / "待判定.csv").open(encoding="utf-8-sig", newline="") as file:
        heads, *rows = csv.reader(file)
    for row in rows:
        row[heads.index("结论")] = "符合"
    with (desk.folder / "判定表.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([heads, *rows])
    desk.write("office.toml", OFFICE)


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory, serve: Any, command: Run) -> Desk:
    desk = Desk(tmp_path_factory.mktemp("offices") / "东", EAST, command)
    east(desk, serve)
    return desk


@pytest.fixture
def office(swept: Desk) -> Desk:
    """The office as it stood after its sweep, before it judged anything itself."""
    swept.write("office.toml", UNJUDGED)
    return swept


def number(pattern: str, told: str) -> str:
    found = re.search(pattern, told)
    assert found, told
    return found[1]


class Told:
    """The figures of a report, and the commands that it names for them."""

    def __init__(self, desk: Desk, rows: dict[str, tuple[str, str]]) -> None:
        self.desk = desk
        self.values = {name: value for name, (value, _) in rows.items()}
        self.sources = {name: source for name, (_, source) in rows.items()}

    def rows(self, name: str, sheet: str) -> list[dict[str, str]]:
        return self.desk.sheet(self.sources[name], sheet)

    def total(self, name: str, sheet: str, head: str, said: str) -> dict[str, str]:
        (row,) = [row for row in self.rows(name, sheet) if row[head] == said]
        return row

    def lines(self, name: str) -> str:
        """What the command prints, or writes as CSV where it is a report."""
        source = self.sources[name]
        if not source.startswith("govsweep report"):
            return self.desk.typed(source)
        self.desk.typed(source, "-o", "明细.csv")
        return (self.desk.folder / "明细.csv").read_text("utf-8-sig")


def test_a_district_with_accounts_reports_figures_that_its_commands_tell(office: Desk) -> None:
    judge(office)
    text, rows = office.report("--district", EAST)
    told = Told(office, rows)
    assert not [name for name, value in told.values.items() if value.startswith("缺")]
    assert "对岚东区政府网站进行了自查" in text and "暂缺" not in text
    typed = {name for name, one in told.sources.items() if not one.startswith("govsweep")}
    assert typed == {"“我为政府网站找错”留言"}
    assert told.values["“我为政府网站找错”留言"] == "12条，按期办结11条"
    assert all(
        f"--district {EAST}" in one for name, one in told.sources.items() if name not in typed
    )
    sites_agree(told)
    accounts_agree(told)
    publishing_agrees(told)
    letters_and_interpretations_agree(told)
    duties_agree(told)


def sites_agree(told: Told) -> None:
    listed = told.lines("登记网站")
    assert "岚西区人民政府\t" not in listed
    assert told.values["登记网站"] == number(r"登记网站(\d+个)", listed) == "2个"
    assert told.values["正在运行的网站"] == number(r"正在运行(\d+个)", listed) == "2个"
    assert told.values["检查的网站"] == number(r"检查(\d+个)", told.lines("检查的网站")) == "2个"
    assert told.values["网站合格率"] == number(r"合格率(.+)", told.lines("网站合格率"))
    lines = told.lines("发现问题、已整改").splitlines()
    counted = [
        one
        for one in csv.DictReader(lines)
        if one["计入公文"] == "是" and one["网站标识码"].isdecimal()
    ]
    fixed = sum(one["状态"] == "已整改" for one in counted)
    assert told.values["发现问题、已整改"] == f"{len(counted)}条，已整改{fixed}条"


def accounts_agree(told: Told) -> None:
    platforms = {row["平台"]: row for row in told.rows("新媒体账号", "平台统计")}
    named = {"合计": "新媒体账号", "微信": "其中微信", "微博": "其中微博", "抖音": "其中抖音"}
    assert platforms.keys() >= named.keys()
    for platform, name in named.items():
        row = platforms[platform]
        assert told.values[name] == (
            f"{row['登记（个）']}个：运行{row['运行']}、注销中{row['注销中']}、已注销{row['已注销']}"
        )
    assert told.values["新媒体账号"] == "3个：运行2、注销中1、已注销0"
    assert told.values["其中抖音"] == "1个：运行0、注销中1、已注销0"
    every = platforms["合计"]
    assert told.values["新媒体合格率"] == every["合格率"] == "100.0%"
    assert told.values["新媒体合格率变化"] == every["比上期"] == "提高50.0个百分点"


def publishing_agrees(told: Told) -> None:
    units = told.rows("录入信息", "发布统计")
    (every,) = [row for row in units if row["单位"] == "全部单位"]
    assert told.values["录入信息"] == f"{every['合计录入（条）']}条"
    assert told.values["被采用的信息"] == f"{every['合计采用（条）']}条" == "9条"
    assert told.values["有图片的信息"] == f"{every['合计有图片（条）']}条" == "0条"
    for head in (head for head in every if head.endswith("录入（条）")):  # of each month, too
        own = [row[head] for row in units if row is not every]
        assert int(every[head]) == sum(int(one) for one in own if one.isdecimal())


def letters_and_interpretations_agree(told: Told) -> None:
    row = told.total("来信、办结", "留言办理", "网站名称", "合计")
    assert told.values["来信、办结"] == f"{row['来信']}件，办结{row['办结']}件"
    assert told.values["平均办理工作日"] == f"{row['平均工作日']}个"
    assert int(row["来信"]) == 2 * len(IN_QUARTER[::-4])
    row = told.total("政策解读与文件关联率", "解读关联", "网站名称", "合计")
    assert int(row["抽查文件（件）"]) + int(row["抽查解读（件）"]) == 12
    linked = told.values["政策解读与文件关联率"]
    assert linked == f"{row['关联率']}（抽查12处，关联12处）" == "100.0%（抽查12处，关联12处）"


def duties_agree(told: Told) -> None:
    items = [row["情况"] for row in told.rows("公开目录", "公开目录") if row["编码"]]
    assert "漏项（疑似）" in items, "no link leads to one item"
    total, *counted = told.values["公开目录"].replace("，", "、").split("、")
    assert total == f"{len(items)}项"
    assert sorted(counted) == sorted(f"{one}{items.count(one)}项" for one in set(items))
    hung = [row["情况"] for row in told.rows("必挂入口", "必挂入口") if row["入口"]]
    assert hung == ["已挂", "已挂"]
    assert told.values["必挂入口"] == "核对2处，已挂2处"


def test_until_the_office_has_judged_there_is_no_rate(office: Desk) -> None:
    text, told = office.report("--district", EAST)
    value, source = told["网站合格率"]
    undecided = number(r"缺（(\d+)个网站未定，判定之后才有）", value)
    assert f"网站合格率（{undecided}个网站未定" in text
    assert f"未定{undecided}个，合格率待未定的判定之后才有" in office.typed(source)


def test_a_district_without_accounts_names_what_is_missing(
    tmp_path: Path, serve: Any, command: Run
) -> None:
    desk = Desk(tmp_path / "西", WEST, command)
    address = serve("岚西区人民政府", "5118020001", linked=False)
    register(desk, ("5118020001", "岚西区人民政府", "岚城市人民政府", address))
    desk.write("office.toml", 'name = "岚西区人民政府办公室"\nregion = "岚西区"\n')
    desk.run("sweep", "--workers", "1")
    text, told = desk.report()
    missing = {name: value for name, (value, _) in told.items() if value.startswith("缺")}
    assert missing == {
        "网站合格率": "缺（1个网站未定，判定之后才有）",
        "新媒体账号": "缺（没有登记新媒体账号）",
        "新媒体合格率": "缺（没有登记新媒体账号）",
        "新媒体合格率变化": "缺（没有登记新媒体账号）",
        "被采用的信息": "缺（没有导入采用情况）",
        "来信、办结": "缺（没有读到写明时间的留言）",
        "平均办理工作日": "缺（没有读到写明时间的留言）",
        "“我为政府网站找错”留言": "缺（本单位没有填报）",
        "公开目录": "缺（没有导入公开目录）",
        "必挂入口": "缺（没有导入必挂清单）",
    }
    assert all(name in text for name in missing)
    assert told["登记网站"][0] == "1个" and told["检查的网站"][0] == "1个"
    value, source = told["政策解读与文件关联率"]
    assert value == "0.0%（抽查3处，关联0处）"
    (row,) = [row for row in desk.sheet(source, "解读关联") if row["网站名称"] == "合计"]
    assert (row["抽查文件（件）"], row["关联解读（件）"], row["关联率"]) == ("3", "0", "0.0%")


def test_what_an_office_typed_of_all_is_not_a_districts(office: Desk) -> None:
    city = UNJUDGED.replace("岚东区人民政府办公室", "岚城市人民政府办公室").replace(
        'region = "岚东区"', 'region = "全市"'
    )
    others = '[judgements."5118020001"]\n"V19-S5-1" = "pass"\n'
    office.write("office.toml", city + others)
    _, told = office.report("--district", EAST)
    assert told["“我为政府网站找错”留言"][0] == "缺（没有按网站填报 complaints_file）"
    assert "没有“岚南区”的网站" in office.run("assess", "--district", "岚南区", code=2)
    assert "--district 只用于自查报告和各种表" in office.run(
        "report", "levels", "--district", EAST, code=2
    )
