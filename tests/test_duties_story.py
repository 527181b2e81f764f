"""What units owe, from the office's files to the printed line, by the commands an office types."""

import csv
import datetime as dt
import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import docx
import openpyxl
import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

TODAY = dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date()
NEWEST = TODAY - dt.timedelta(days=1)  # of the news: on the first of a month, in the one before
COLUMNS = {"gzdt": "工作动态", "tzgg": "通知公告", "ghjh": "规划计划", "czyjs": "财政预决算"}
TEXT = "各单位要认真组织实施，明确责任分工，确保任务按期完成，月底前报送。" * 4
FOOTER = (
    "<div class='footer'><p>主办：清禾市水利局 网站标识码：5118000001 联系电话：1234567</p>"
    "<p>蜀ICP备13001288号 川公网安备 51182702000123号</p></div>"
)


def html(title: str, body: str, *, column: str = "") -> str:
    tag = f'<meta name="ColumnName" content="{column}">' if column else ""
    menu = "".join(f'<li><a href="/{one}/">{name}</a></li>' for one, name in COLUMNS.items())
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{tag}<title>{title}</title></head>'
        f'<body><ul class="menu"><li><a href="/">首页</a></li>{menu}</ul>{body}{FOOTER}</body>'
    )


class Pages:
    """A site of files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, path: str, text: str) -> None:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")

    def column(self, slug: str, days: list[dt.date], source: str = "清禾市水利局") -> None:
        """A column with its articles, every other one with a picture."""
        name, rows = COLUMNS[slug], ""
        crumb = f'当前位置：<a href="/">首页</a> &gt; <a href="/{slug}/">{name}</a>'
        crumb = f'<div class="mbx">{crumb}</div>'
        for number, day in enumerate(days):
            title = f"{name}第{number + 1}次会议研究部署有关工作"
            rows += f'<li><a href="/{slug}/{number}.html">{title}</a><span>{day}</span></li>'
            picture = f'<p><img src="/{slug}.png" alt="图"></p>' if number % 2 else ""
            head = f"<h1>{title}</h1><p>发布时间：{day} 来源：{source} 浏览：1</p>"
            body = f'{crumb}{head}<div class="txt"><p>{TEXT}第{number}。{name}。</p>{picture}</div>'
            self.write(f"{slug}/{number}.html", html(title, body, column=name))
        listed = f'{crumb}<ul class="list">{rows}</ul>' if rows else crumb
        self.write(f"{slug}/index.html", html(f"{name}_清禾市水利局", listed, column=name))


class Desk:
    """An office at its folder, with one site that is served here."""

    def __init__(self, folder: Path, pages: Pages, address: str, command: Run) -> None:
        self.folder, self.pages, self.address, self.command = folder, pages, address, command
        self.write(
            "登记表.csv",
            "网站标识码,网站名称,首页网址,主办单位,网站类型,每秒请求数\n"
            f"5118000001,清禾市水利局,{address}/,清禾市水利局,部门网站,0\n",
        )
        self.run("sites", "import", "登记表.csv")

    def write(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, "utf-8")
        return name

    def run(self, *words: str, code: int = 0) -> str:
        url = f"sqlite:///{self.folder}/govsweep.db"
        surroundings = {"GOVSWEEP_DATABASE_URL": url, "GOVSWEEP_RETRY_AFTER": "0"}
        done = self.command(self.folder, *words, **surroundings)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def found(self, check: str) -> str:
        return self.run("findings", "--check", check)


@pytest.fixture
def desk(tmp_path: Path, command: Run) -> Iterator[Desk]:
    pages = Pages(tmp_path / "site")
    last_month = TODAY.replace(day=1) - dt.timedelta(days=1)
    news = [TODAY - dt.timedelta(days=age) for age in range(1, 400, 9)]
    pages.column("gzdt", news)
    pages.column("tzgg", [last_month, *(TODAY - dt.timedelta(days=30 * n) for n in range(3, 18))])
    pages.column("ghjh", [])
    pages.column("czyjs", [TODAY - dt.timedelta(days=20), TODAY - dt.timedelta(days=500)])
    rows = "".join(
        f'<li><a href="/gzdt/{n}.html">工作动态第{n + 1}次会议</a><span>{day}</span></li>'
        for n, day in enumerate(news[:8])
    )
    body = f'<ul class="list">{rows}</ul><a href="https://tousu.www.gov.cn/dc/">互联网+督查</a>'
    pages.write("index.html", html("清禾市水利局", body))

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(pages.folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Desk(tmp_path, pages, f"http://127.0.0.1:{server.server_port}", command)
    server.shutdown()
    server.server_close()


def sheet(path: Path, name: str) -> list[list[str]]:
    rows = openpyxl.load_workbook(path)[name].iter_rows(values_only=True)
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def test_from_the_lists_to_the_papers(desk: Desk) -> None:
    at = desk.address
    desk.write(
        "目录.csv",
        "单位,编码,名称,栏目网址,每年至少\n"
        f"清禾市水利局,A01,规划计划,{at}/ghjh/,1\n"
        f"清禾市水利局,A02,财政预决算,{at}/czyjs/,2\n"
        f"清禾市水利局,A03,工作动态,{at}/gzdt/,12\n"
        f"清禾市水利局,A04,行政许可,{at}/xzxk/,1\n",
    )
    desk.write(
        "任务.csv",
        "单位,栏目,栏目网址,条数,周期,起始日期\n"
        f"清禾市水利局,工作动态,{at}/gzdt/,2,月,2026-01-01\n"
        f"清禾市水利局,通知公告,{at}/tzgg/,9,月,2026-01-01\n"
        "清禾市水利局,,,900,月,\n",  # laid down today: nobody has missed it last month
    )
    desk.write("采用.csv", f"单位,月份,采用\n清禾市水利局,{NEWEST:%Y-%m},3\n")
    desk.write(
        "必挂.csv",
        "名称,网址,范围\n互联网+督查,https://tousu.www.gov.cn/dc/,全部\n"
        "群众办事百项堵点,http://www.gov.cn/zhuanti/duwen/,全部\n政务服务网,http://zwfw.gov.cn/,门户\n",
    )
    for kind in ("目录", "任务", "采用", "必挂"):
        assert f"项{kind}，现有" in desk.run("duties", "import", kind, f"{kind}.csv")
    assert "A01" in desk.run("duties", "list", "目录")
    assert "未检查" in desk.run("duties", "list", "目录")
    desk.run("sweep", "--workers", "1")

    gaps = desk.found("catalogue-gap")
    assert "“规划计划”（A01）没有任何内容" in gaps
    assert "“财政预决算”（A02）一年里公布1条，应当至少2条" in gaps
    assert "“行政许可”（A04）在网站上没有：网站上没有链接通向它的栏目网址" in gaps
    assert "A03" not in gaps
    assert "属于" in gaps or gaps.count("A01") == 1

    missed = desk.found("quota-missed")
    assert "“通知公告”上月" in missed and "任务是9条" in missed
    assert "工作动态" not in missed and "900" not in missed
    assert "900" in desk.run("duties", "list", "任务")

    entrances = desk.found("mandatory-entrance")
    assert "首页没有“群众办事百项堵点”入口" in entrances
    assert "督查" not in entrances and "政务服务网" not in entrances

    desk.run("report", "duties", "-o", "情况.xlsx")
    listed = sheet(desk.folder / "情况.xlsx", "公开目录")
    state = {row[1]: row[-2] for row in listed if len(row) > 1 and row[1].startswith("A")}
    assert state == {"A01": "空项", "A02": "不足", "A03": "正常", "A04": "漏项（疑似）"}
    months = sheet(desk.folder / "情况.xlsx", "发布统计")
    now, of_now = months[2], months[1].index(f"{NEWEST:%Y-%m}录入（条）")
    of_notices = TODAY.replace(day=1) - dt.timedelta(days=1)
    posted = sum(
        day.replace(day=1) == NEWEST.replace(day=1)
        for day in (
            *(TODAY - dt.timedelta(days=age) for age in (*range(1, 400, 9), 20)),
            of_notices,
        )
    )
    assert now[0] == "清禾市水利局"
    assert now[of_now : of_now + 2] == [str(posted), "3"]
    assert int(now[of_now + 2]) == sum(
        (TODAY - dt.timedelta(days=1 + 9 * n)).replace(day=1) == NEWEST.replace(day=1)
        for n in range(1, 45, 2)
    ), "every other one of 工作动态 has a picture"
    assert [row[-2] for row in sheet(desk.folder / "情况.xlsx", "必挂入口")[2:4]] == [
        "已挂",
        "没有",
    ]
    key = next(one.split()[0] for one in entrances.splitlines() if "堵点" in one)
    assert "已登记第 1 号申诉" in desk.run("appeals", "add", key, "--why", "在页底的图片里")
    assert "群众办事百项堵点\thttp://www.gov.cn/zhuanti/duwen/\t没有" in desk.run(
        "duties", "list", "必挂"
    )
    desk.run("appeals", "decide", "1", "accept", "--why", "看过，在图片里")
    assert "duwen/\t已挂（人工核定）" in desk.run("duties", "list", "必挂")
    desk.run("report", "duties", "-o", "情况.xlsx")
    listed = sheet(desk.folder / "情况.xlsx", "必挂入口")
    assert [row[-2] for row in listed[2:4]] == ["已挂", "已挂（人工核定）"]
    assert any("核对2处，已挂2处（其中人工核定1处）" in cell for row in listed for cell in row)
    desk.run("report", "selfcheck", "-o", "自查.docx")
    cells = [
        cell.text
        for table in docx.Document(str(desk.folder / "自查.docx")).tables
        for row in table.rows
        for cell in row.cells
    ]
    assert "核对2处，已挂2处（其中人工核定1处）" in cells
    desk.run("report", "duties", "--owner", "清禾市水利局", "-o", "自查.csv")
    with (desk.folder / "自查.csv").open(encoding="utf-8-sig") as lines:
        assert next(iter(csv.DictReader(lines)))["编码"] == "A01"
    assert "没有名为“某局”的单位" in desk.run(
        "report", "duties", "--owner", "某局", "-o", "自查.csv", code=2
    )


def test_lists_that_come_after_the_sweep_say_so_and_can_be_judged_by_what_is_stored(
    desk: Desk,
) -> None:
    desk.run("sweep", "--workers", "1")
    at, later = desk.address, "在这个网站最近一次巡检之后导入，下次巡检时检查"
    head = "单位,编码,名称,栏目网址,每年至少\n"
    desk.write("目录.csv", f"{head}清禾市水利局,A01,规划计划,{at}/ghjh/,1\n")
    desk.write(
        "任务.csv",
        "单位,栏目,栏目网址,条数,周期,网站标识码\n"
        f"清禾市水利局,工作动态,{at}/gzdt/,2,年,\n"
        "清禾市水利局,没有的栏目,,2,年,\n"
        "清禾市河长办,,,2,年,5118000001\n",
    )
    desk.write("必挂.csv", "名称,网址,范围\n互联网+督查,https://tousu.www.gov.cn/dc/,全部\n")
    for kind in ("目录", "任务", "必挂"):
        assert "运行 govsweep rejudge" in desk.run("duties", "import", kind, f"{kind}.csv")
    assert f"未检查\t{later}" in desk.run("duties", "list", "目录")
    assert f"未检查\t{later}" in desk.run("duties", "list", "必挂")
    _, news, absent, office = desk.run("duties", "list", "任务").splitlines()
    assert "已完成" in news, "what its site shows was counted before anybody asked"
    assert absent.endswith(f"未检查\t{later}") and office.endswith(f"未检查\t{later}")
    desk.run("report", "duties", "-o", "情况.xlsx")
    assert later in [row[-1] for row in sheet(desk.folder / "情况.xlsx", "公开目录")]

    desk.run("rejudge")
    assert "空项" in desk.run("duties", "list", "目录")
    assert "已挂" in desk.run("duties", "list", "必挂")
    _, news, absent, office = desk.run("duties", "list", "任务").splitlines()
    assert absent.endswith("未检查\t没有读到这个栏目")
    assert office.split("\t")[6] == "0", "it is known now, and has nothing there"

    desk.write("目录.csv", f"{head}清禾市水利局,A01,规划计划,{at}/gzdt/,90\n")
    desk.run("duties", "import", "目录", "目录.csv")
    assert "在这个网站最近一次巡检之后改过" in desk.run("duties", "list", "目录")


def test_what_is_put_right_is_mended_and_what_is_owed_no_more_is_withdrawn(desk: Desk) -> None:
    at = desk.address
    head = "单位,编码,名称,栏目网址,每年至少\n"
    first = f"清禾市水利局,A01,规划计划,{at}/ghjh/,1\n"
    second = f"清禾市水利局,A02,财政预决算,{at}/czyjs/,2\n"
    desk.write("目录.csv", head + first + second)
    desk.run("duties", "import", "目录", "目录.csv")
    desk.run("sweep", "--workers", "1")
    assert desk.found("catalogue-gap").count("待整改") == 2
    desk.pages.column("ghjh", [TODAY - dt.timedelta(days=1)])
    desk.write("目录.csv", head + first)
    assert "原有的 1 项不在这份清单里，已经去掉" in desk.run("duties", "import", "目录", "目录.csv")
    desk.run("sweep", "--workers", "1")
    told = desk.run("findings", "--check", "catalogue-gap", "--state", "fixed")
    assert "A01" in told and "A02" not in told
    told = desk.run("findings", "--check", "catalogue-gap", "--state", "withdrawn")
    assert "A02" in told and "A01" not in told


def test_wrong_rows_are_refused_by_line_and_field(desk: Desk) -> None:
    desk.write(
        "目录.csv",
        "单位,编码,名称,栏目网址,每年至少\n"
        "清禾市水利局,A01,规划计划,不是网址,1\n"
        "清禾市水利局,A02,预算,http://www.example.com/,1\n"
        "清禾市水利局,A03,预算,,许多\n"
        "清禾市林业局,A04,预算,,1\n"
        "清禾市水利局,A05,预算,,1\n"
        "清禾市水利局,A05,决算,,1\n",
    )
    told = desk.run("duties", "import", "目录", "目录.csv", code=2)
    for line, field in (
        (2, "栏目网址"),
        (3, "栏目网址"),
        (4, "每年至少"),
        (5, "单位"),
        (7, "单位"),
    ):
        assert f"第 {line} 行，字段 {field}：" in told, told
    assert "已导入 1 项目录，现有 1 项，拒收 5 行" in told
    desk.write("任务.csv", "单位,条数,周期\n清禾市水利局,0,月\n清禾市水利局,5,旬\n")
    told = desk.run("duties", "check", "任务", "任务.csv", code=2)
    assert "第 2 行，字段 条数" in told and "第 3 行，字段 周期：“旬”不是周期" in told
    desk.write("采用.csv", "单位,月份,采用\n清禾市水利局,2026年13月,5\n")
    assert "不是月份" in desk.run("duties", "import", "采用", "采用.csv", code=2)
    desk.write("必挂.csv", "名称,范围\n互联网+督查,乡镇\n")
    assert "不是适用范围" in desk.run("duties", "import", "必挂", "必挂.csv", code=2)
    desk.write("必挂.csv", "网址\nhttp://a.gov.cn/\n")
    assert "表头缺少这一列" in desk.run("duties", "import", "必挂", "必挂.csv", code=2)


def test_what_others_found_lives_like_any_other(desk: Desk) -> None:
    page, other = f"{desk.address}/gzdt/3.html", f"{desk.address}/gzdt/5.html"
    head = "网站标识码,网址,问题,来源,原文,日期,责任单位\n"
    desk.write(
        "检查结果.csv",
        head
        + f"5118000001,{page},“第3”应为“第三”,省抽查,第3。,2026-11-03,办公室\n"
        + f"5118000001,{other},图片里有旧徽标,人工检查,,2026-11-04,\n"
        + f"5118000002,{other},别的,人工检查,,,\n"
        + "5118000001,没有网址,别的,人工检查,,明天,\n",
    )
    told = desk.run("results", "import", "检查结果.csv", code=2)
    assert "还没有做过巡检" in told
    desk.run("sweep", "--workers", "1")
    told = desk.run("results", "import", "检查结果.csv", code=2)
    assert "新列入 2 个问题，已有 0 个，拒收 2 行" in told
    assert "第 4 行，字段 网站标识码：没有登记标识码为 5118000002 的网站或新媒体账号" in told
    assert "第 5 行，字段 网址" in told
    found = desk.found("outside-result")
    assert "“第3”应为“第三”（省抽查，2026-11-03）" in found and "图片里有旧徽标" in found
    assert "新列入 0 个问题，已有 2 个" in desk.run("results", "import", "检查结果.csv", code=2)
    desk.run("sweep", "--workers", "1")
    assert desk.found("outside-result").count("待整改") == 2
    desk.pages.write("gzdt/3.html", html("工作动态", f"<h1>工作动态</h1><p>{TEXT}</p>"))
    (row,) = [one for one in desk.run("results", "list").splitlines() if "旧徽标" in one]
    assert row.split("\t")[-2:] == ["待整改", ""]
    key = row.split("\t")[0]
    told = desk.run("results", "close", key, "--why", "已换新徽标")
    assert "图片里有旧徽标；已记为已整改" in told
    desk.run("rejudge")  # a person's word, which no stored page says, outlives it
    fixed = ("findings", "--check", "outside-result", "--state", "fixed")
    assert "图片里有旧徽标" in (told := desk.run(*fixed)) and "“第3”" not in told
    desk.run("export", "jsonl", "-o", "问题.jsonl")
    assert "图片里有旧徽标" in (desk.folder / "问题.jsonl").read_text("utf-8")
    desk.run("sweep", "--workers", "1")
    assert desk.run("results", "list").count("已整改\t") == 2
    told = desk.run("findings", "--check", "outside-result", "--state", "fixed")
    assert "“第3”应为“第三”" in told and "图片里有旧徽标" in told
    assert "已经由" in desk.run("results", "close", key, "--why", "再来", code=2)
