"""Whether a posted request only asks for a list: it says so itself, and nothing in it writes."""

import json

import pytest

from govsweep.posted import BodyType, Posted
from govsweep.reading.listing_requests import asks_for_a_list


def form(path: str, body: str = "col=3") -> bool:
    return asks_for_a_list(Posted(f"http://www.a.gov.cn{path}", BodyType.FORM, body))


@pytest.mark.parametrize(
    "path",
    [
        *("/api/list", "/api/articles/list.do", "/newsList", "/getlist.jsp", "/article/queryPage"),
        *("/search", "/es-search/search/query", "/front/selectByColumn", "/doc/findByPage.action"),
        *(
            "/info/page",
            "/info/page.do",
            "/pageList.aspx",
            "/getNews.php",
            "/loadMore",
            "/xxgk/getInfo",
        ),
        *("/openapi/getChannelDocs", "/open/list", "/message/list", "/order/query", "/chaxun.jsp"),
        *("/address/list", "/additional/editors/list", "/handler.ashx?method=getlist", "/lieBiao"),
        *("/handler.ashx?t=getNewsList", "/comment/page"),
    ],
)
def test_a_service_that_is_called_after_listing_is_asked(path: str) -> None:
    assert form(path)


@pytest.mark.parametrize(
    "body",
    [
        *("pageNo=1", "col=3&pageSize=20", "currentPage=1", "page=1&rows=10", "p=1&limit=15"),
        *("startrecord=1&endrecord=45&perpage=15", "query.pageIndex=0", "pageNumber=1&title="),
    ],
)
def test_a_service_that_is_told_which_page_to_give_is_asked(body: str) -> None:
    assert form("/module/web/jpage/service", body)


def test_a_page_may_stand_in_an_inner_object() -> None:
    for value, expected in (({"q": {"pageNo": 1}}, True), ({"q": [{"no": 1}]}, False)):
        request = Posted("http://a.gov.cn/api/columns", BodyType.JSON, json.dumps(value))
        assert asks_for_a_list(request) is expected


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/columns", "col=3"),
        ("/api/columns", ""),
        ("/stat", "page=37"),
        ("/api/columns", "pageNo=first"),
        ("/survey", "id=3"),
        ("/poll", "q=1&a=2"),
        ("/like", "id=3"),
        ("/listen", "id=3"),
        ("/getCoupon", "id=3"),
        ("/homepage.do", "id=3"),
    ],
)
def test_what_does_not_say_that_it_lists_is_left_alone(path: str, body: str) -> None:
    assert not form(path, body)


@pytest.mark.parametrize(
    "path",
    [
        *("/api/addHit", "/comment/save", "/vote/do", "/news/updateClick.do", "/stat/pv"),
        "/user/info",
        *("/savemsg.jsp", "/addmsg.do", "/delarticle.php", "/insertlog", "/dolike", "/sendsms"),
        *("/doAction/commit", "/tijiao", "/baocun.do", "/shanchu", "/toupiao", "/news/viewadd"),
        *("/unsubscribe", "/api/execute", "/truncate", "/thumbsup", "/regist", "/markRead"),
        *("/saveList", "/list/delete", "/deletePage", "/list/updateSearch", "/setPage", "/putList"),
        *("/list/follow", "/approveList", "/list/lock", "/bind.do", "/donate", "/list/drop"),
        *("/renamePage", "/mergeList", "/list/move", "/enableList", "/disable", "/closeSearch"),
        *(
            "/api/list?save=1",
            "/api/list.do?then=delete",
            "/comment/post",
            "/message",
            "/leaveword",
            "/handler.ashx?action=answer",
            "/backup",
        ),
    ],
)
@pytest.mark.parametrize("body", ["id=3", "id=3&pageNo=1&pageSize=10"])
def test_what_is_called_after_writing_is_left_alone_even_where_it_pages(
    path: str, body: str
) -> None:
    assert not form(path, body)


@pytest.mark.parametrize(
    "body",
    [
        *("type=add", "opt=update", "service=deleteUser", "flag=insert", "do=shanchu", "m=like"),
        *("sql=select+1", "q=delete+from+a", "script=1", "x=drop+table+a", "action=follow"),
    ],
)
def test_a_field_that_tells_to_write_or_to_run_is_left_alone(body: str) -> None:
    assert not form("/api/query", f"page=1&rows=10&{body}")


@pytest.mark.parametrize("body", ["sort=updateTime", "order=create_date", "type=news"])
def test_what_only_looks_like_such_a_field_is_asked(body: str) -> None:
    assert form("/api/query", body)


def test_a_long_body_is_left_alone() -> None:
    assert form("/api/list", "a=" + "1" * 590)
    assert not form("/api/list", "a=" + "1" * 600)
