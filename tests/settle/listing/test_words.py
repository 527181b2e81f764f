"""Words by which a list page without rows says that it has none, or why."""

import pytest

from govsweep.settle.listing import words


@pytest.mark.parametrize(
    "line",
    [
        "数据库连接失败，请稍后再试",
        "系统异常",
        "HTTP Status 500 – Internal Server Error",
        "java.lang.NullPointerException",
        "Fatal error: Uncaught Error: Call to undefined function f() in /var/www/a.php:12",
        "Microsoft OLE DB Provider for ODBC Drivers 错误 '80004005'",
        "Server Error in '/' Application.",
        "System.Data.SqlClient.SqlException: Timeout expired.",
    ],
)
def test_a_failure(line: str) -> None:
    assert words.says_failure(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "暂无内容",
        "关于数据库连接失败引起的网上办事系统异常情况及其处理结果的通报",
        "Error",
        "我区500名志愿者 HTTP",
    ],
)
def test_no_failure(line: str) -> None:
    assert not words.says_failure(line)


@pytest.mark.parametrize(
    "line", ["暂无内容", "首页 上一页 下一页", "共0条", "序号", "栏目正在建设中"]
)
def test_nothing(line: str) -> None:
    assert words.is_nothing(line)


@pytest.mark.parametrize("line", ["本年度计划如下", "香樟、月季。", "12345 接听"])
def test_something(line: str) -> None:
    assert not words.is_nothing(line)
