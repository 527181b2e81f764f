"""What is kept of the cookies that a host sets."""

from govsweep.spiders.cookies import Cookies

_AT = "https://www.example.gov.cn/col/list.html"


def test_a_cookie_goes_back_to_its_host_below_its_path() -> None:
    cookies = Cookies()
    cookies.keep(_AT, [b"S=a=1; path=/", b"here=2", b"safe=3; Path=/; Secure; SameSite=Lax"])
    assert cookies.of("https://www.example.gov.cn/") == {"S": "a=1", "safe": "3"}
    assert cookies.of("https://www.example.gov.cn/col/a") == {"S": "a=1", "here": "2", "safe": "3"}
    assert cookies.of("http://www.example.gov.cn/column") == {"S": "a=1"}
    assert cookies.of("https://example.gov.cn/col/") == {}


def test_a_cookie_that_is_over_goes() -> None:
    cookies = Cookies()
    cookies.keep(_AT, [b"a=1; path=/", b"b=1; path=/", b"c=1; Max-Age=900; path=/"])
    cookies.keep(_AT, [b"a=; Max-Age=0; path=/", b"b=; Expires=Thu, 01-Jan-1970 00:00:10 GMT"])
    assert cookies.of(_AT) == {"c": "1"}


def test_what_sets_nothing_is_left_out() -> None:
    cookies = Cookies()
    cookies.keep(_AT, [b"", b"novalue", b"=1", b"a=\x01", b"expires=soon; expires=whenever"])
    assert cookies.of(_AT) == {"expires": "soon"}


def test_the_oldest_go_where_there_are_too_many_or_they_are_too_large() -> None:
    cookies = Cookies()
    cookies.keep(_AT, [b"n%d=1" % number for number in range(30)])
    assert list(cookies.of(_AT)) == [f"n{number}" for number in range(10, 30)]
    cookies.keep(_AT, [b"large=" + b"x" * 4_080])
    assert list(cookies.of(_AT)) == ["n28", "n29", "large"][-len(cookies.of(_AT)) :]
    cookies.keep(_AT, [b"huge=" + b"x" * 9_000])
    assert cookies.of(_AT) == {}
