"""Words that draw visitors to gamblers: which leave no doubt."""

from govsweep.words.bait import bait, domain_offer, sure_bait, taken_over


def test_a_casinos_title() -> None:
    assert sure_bait("澳门新葡京娱乐城_百家乐开户_bet365官网") == {
        "葡京", "娱乐城", "百家乐", "bet365",
    }  # fmt: skip


def test_honest_uses_leave_doubt() -> None:
    assert bait("成人高考 体育彩票开奖") == {"成人", "开奖"}
    assert not sure_bait("成人高考 体育彩票开奖 竞彩投注")


def test_those_who_fight_it_say_the_words() -> None:
    assert not sure_bait("警方打掉一六合彩、百家乐赌博团伙")


def test_an_offered_domain() -> None:
    assert domain_offer("您访问的域名正在出售，联系我们") == "域名正在出售"
    assert domain_offer("This domain is parked free")
    assert not domain_offer("我局门户网站域名变更公告")


def test_fairs_of_south_and_west_asia_are_no_bait() -> None:
    assert bait("第八届中国—南亚博览会、西亚博物馆、东亚博士论坛") == set()
    assert bait("亚博体育") == {"亚博"}


def test_one_word_takes_no_head_over() -> None:
    assert taken_over("百家乐_老虎机") == {"百家乐", "老虎机"}
    assert taken_over("百家乐_百家乐") == set()
    assert taken_over("警方打击百家乐、老虎机赌博") == set()
