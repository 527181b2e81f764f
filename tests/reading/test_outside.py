"""What is kept of a page that is no registered site's."""

from govsweep.facts import HostNature
from govsweep.reading import read_page
from govsweep.reading.outside import outside_page

URL = "http://www.friend.example/"


def test_the_marks_of_its_footer() -> None:
    page = outside_page(
        read_page(
            (
                "<html><head><title>清禾市人民政府</title>"
                '<meta name="SiteName" content="清禾市人民政府"></head><body><p>要闻</p>'
                '<div class="footer">主办单位：清禾市人民政府办公室 网站标识码：5118000001 '
                "川ICP备11000001号</div></body></html>"
            ).encode(),
            url=URL,
            content_type="text/html; charset=utf-8",
        )
    )
    assert (page.title, page.name) == ("清禾市人民政府", "清禾市人民政府")
    assert (page.identifier, page.organizer) == ("5118000001", "清禾市人民政府办公室")
    assert page.icp == "川ICP备11000001号"
    assert page.nature is HostNature.ORDINARY


def test_a_casino_by_its_head() -> None:
    html = (
        "<html><head><title>百家乐_首页</title><meta name='keywords' content='博彩,六合彩'></head>"
        "<body><p>欢迎</p></body></html>"
    )
    page = outside_page(read_page(html.encode(), url=URL, content_type="text/html; charset=utf-8"))
    assert page.spam == ("六合彩", "博彩", "百家乐")
    assert page.nature is HostNature.SPAM


def test_a_parked_domain_by_its_text() -> None:
    html = (
        "<html><head><title>friend.example</title></head><body><p>本域名正在出售</p></body></html>"
    )
    page = outside_page(read_page(html.encode(), url=URL, content_type="text/html; charset=utf-8"))
    assert page.nature is HostNature.PARKED
    assert not page.offered_by_title
