"""Examples that each command's help ends with; a test parses every one of them."""

import click

OPTIONS = "[选项]"  # click has no words of its own for these in a catalogue
BELOW = "命令 [参数]..."
EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "sweep": (
        ("govsweep sweep --registry 登记表.csv", "第一次：导入登记表，再巡检"),
        ("govsweep sweep --until 06:30 --workers 4", "每夜：四个进程，六点半收尾"),
        ("govsweep sweep --site 5118000001", "只巡检一个网站"),
    ),
    "policies": (("govsweep policies --ending 90", "三个月内届满、还没有标注的文件"),),
    "roster": (("govsweep roster --days 30", "今后一个月哪天加巡、谁值班"),),
    "sweep open": (("govsweep sweep open", "几台机器时，先在一台上打开"),),
    "sweep work": (("govsweep sweep work --workers 8 --until 06:30", "再在各台上参加"),),
    "sweep close": (("govsweep sweep close", "都做完了，在一台上收尾"),),
    "sweep status": (("govsweep sweep status", "巡检进行时看进度，收尾后看账目"),),
    "rejudge": (("govsweep rejudge", "改了词表以后，重判最近一次"),),
    "probe": (("govsweep probe --every 30m", "作为服务常驻，每半小时一轮"),),
    "sites import": (
        ("govsweep sites check 登记表.xlsx", "先校验"),
        ("govsweep sites import 登记表.xlsx", "再导入；同一标识码的更新"),
    ),
    "columns list": (("govsweep columns list", "哪些栏目快要超期"),),
    "columns import": (("govsweep columns import 栏目表.csv", "登记栏目和责任单位"),),
    "columns set": (
        (
            "govsweep columns set 5118000001 http://www.qinghe.gov.cn/tzgg/ --kind notice",
            "更正栏目类别",
        ),
    ),
    "media import": (
        ("govsweep media check 新媒体登记表.csv", "先校验"),
        ("govsweep media import 新媒体登记表.csv", "再导入；同一平台同一账号的更新"),
    ),
    "media list": (("govsweep media list --platform 微信", "一个平台的账号"),),
    "media remove": (
        ("govsweep media remove 微信 qinghe_fabv --why 账号写错了", "撤销写错了的登记"),
    ),
    "media set": (
        ("govsweep media set 微信 qinghe_fabu 注销中 --day 2026-11-20", "开始注销的日期"),
        (
            "govsweep media set 微信 qinghe_fabu 运行 --note 上级不同意注销",
            "退回前一状态，写明原因",
        ),
    ),
    "media codes": (("govsweep media codes", "巡检以后，读出图片里的二维码"),),
    "posts import": (
        ("govsweep posts import 发布.jsonl --dry-run", "先看会导入什么"),
        ("govsweep posts import 发布.csv --through 2026-11-28", "收齐到 11 月 28 日"),
    ),
    "findings": (
        ("govsweep findings --site 5118000001", "一个网站的全部问题"),
        ("govsweep findings --check typo --certainty confirmed", "确认的错别字"),
        ("govsweep findings --check dead-link --format jsonl", "交给别的程序"),
    ),
    "search": (
        ("govsweep search 张三 局长", "同一页上两个词都有"),
        ("govsweep search 放管服改革 -o 查找结果.xlsx", "写成表格"),
    ),
    "trial": (("govsweep trial 报名截止到 报名截至", "这个错误写法会查出多少"),),
    "appeals decide": (("govsweep appeals decide 3 reject --why 页面上仍在", "申诉不成立"),),
    "results import": (("govsweep results import 检查结果.csv", "第三方的检测结果"),),
    "duties import": (
        ("govsweep duties import 目录 目录.csv", "公开目录"),
        ("govsweep duties import 任务 任务.csv", "发布任务"),
    ),
    "orders add": (
        ("govsweep orders add 清河市 --right 清禾市 --why 已更名", "旧称"),
        ("govsweep orders add 张三 --why 已离任 --to 2027-06-30", "查到这一天为止"),
    ),
    "recheck": (("govsweep recheck 3fa2b1c0", "编号见 govsweep findings，可只写前几位"),),
    "suspects import": (("govsweep suspects import 线索.csv", "本单位收到的线索"),),
    "suspects list": (("govsweep suspects list --stage 待核实", "还没有核实的"),),
    "suspects set": (
        ("govsweep suspects set www.qinghe-gov.com 报备 --note 网信办〔2026〕8号", "已经报备"),
    ),
    "suspects turned": (("govsweep suspects turned --since 2026-11-01", "这个月变质的"),),
    "decide": (("govsweep decide 3fa2b1c0 dismiss --why 地名，不是错字", "驳回误报"),),
    "evidence": (("govsweep evidence 3fa2b1c0 -o 证据.zip", "打包一个问题的证据"),),
    "assess": (("govsweep assess --site 5118000001", "逐项看一个网站的得分"),),
    "forecast": (("govsweep forecast --days 3", "三天内会超期的"),),
    "report": (
        ("govsweep report census -o 汇总表.xlsx", "季度汇总表"),
        ("govsweep report notice --site 5118000001 -o 通知书.docx", "整改通知书（预览）"),
        ("govsweep report dashboard -o 总览.html", "一个文件的总览网页"),
    ),
    "export": (
        ("govsweep export xlsx -o 问题.xlsx", "全部问题"),
        ("govsweep export jsonl --state open", "写到标准输出"),
    ),
    "bundle key new": (("govsweep bundle key new 东江县", "打印的一行交给上级"),),
    "bundle senders": (("govsweep bundle senders bundle_keys.csv", "收谁的数据包"),),
    "bundle export": (("govsweep bundle export --period 2026Q4 -o 东江县.gsb", "上报四季度的"),),
    "bundle check": (("govsweep bundle check 东江县.gsb", "核对，不导入"),),
    "bundle import": (("govsweep bundle import 东江县.gsb 西江县.gsb", "一次几份"),),
    "bundle sample": (
        ("govsweep bundle sample --count 60 --seed 四季度 -o 抽查表.csv", "抽 60 项交人复核"),
    ),
    "bundle verdicts": (("govsweep bundle verdicts 抽查表.csv", "填好以后"),),
    "checks": (("govsweep checks dead-link", "一项检查的完整说明"),),
    "judge": (
        ("govsweep judge 网页.html", "查一个存下的网页"),
        ("govsweep judge 稿件.txt --kind lines --format jsonl", "一行一段的文本，给别的程序用"),
    ),
    "kit kinds": (("govsweep kit kinds", "能植入哪几种问题"),),
    "kit plant": (("govsweep kit plant 存下的网页 -o 验收 --each 20", "植入网页的副本"),),
    "kit city": (("govsweep kit city -o 验收 --sweep", "编造的城市，由本程序巡检并对照"),),
    "kit score": (
        ("govsweep kit score 验收/清单.jsonl 查出.csv", "任何工具查出的"),
        ("govsweep kit score 验收/清单.jsonl 查出.csv --before 植入前.csv", "网页原有毛病的"),
    ),
    "proofread": (
        ("govsweep proofread 稿件.docx -o 稿件-校对.docx", "批注加在原稿上"),
        ("govsweep proofread 稿件.txt", "只列出来"),
    ),
    "facts": (("govsweep facts 网页.html --url http://www.qinghe.gov.cn/a.html", "读到了什么"),),
    "prune": (("govsweep prune --dry-run", "先看会清理多少"),),
    "backup": (("govsweep backup 备份.db", "巡检进行时也可以"),),
    "notices list": (("govsweep notices list", "办到哪一步了"),),
    "notices remind": (("govsweep notices remind 整改〔2026〕3号", "催一次"),),
    "notices extend": (
        ("govsweep notices extend 整改〔2026〕3号 --until 2026-12-31 --why 等待改版上线", "延期"),
    ),
    "notices close": (("govsweep notices close 整改〔2026〕3号 --why 网站已关停", "不再跟踪"),),
    "users add": (
        ("govsweep users add 王工 --role 审核员", "可以裁定、下发通知书"),
        ("govsweep users add 教育局 --role 单位联络员 --site 5118000001", "只看自己的网站"),
    ),
    "users list": (("govsweep users list", "谁有帐号"),),
    "users disable": (("govsweep users disable 王工", "人离开了"),),
    "users enable": (("govsweep users enable 王工", "又回来了"),),
    "users password": (("govsweep users password 王工", "忘了密码"),),
    "users audit": (("govsweep users audit -o 操作记录.csv", "谁做过什么"),),
    "serve": (("govsweep serve --port 8630", "用浏览器打开 http://127.0.0.1:8630/"),),
}


def teach(command: click.Command, name: str) -> click.Command:
    """End the help of a command, and of those below it, with its examples; name its parts."""
    command.options_metavar = OPTIONS
    if name in EXAMPLES and command.epilog is None:
        lines = [f"  {line}\n      {told}" for line, told in EXAMPLES[name]]
        command.epilog = "\b\n例如：\n" + "\n".join(lines)
    if isinstance(command, click.Group):
        optional = command.invoke_without_command
        command.subcommand_metavar = "[命令] [参数]..." if optional else BELOW
        for below, one in command.commands.items():
            teach(one, f"{name} {below}")
    return command
