"""Protected strings: one edit away is a grave mistake."""

import pytest

from govsweep.rules import Protected, Rules, load_rules
from govsweep.words import Matcher


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules())


def _serious(matcher: Matcher, text: str) -> list[tuple[str, str]]:
    return [
        (text[mark.start : mark.end], mark.suggestion)
        for mark in matcher.marks(text)
        if mark.check == "serious-expression"
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        "中华人民共合国",
        "中共人民共和国",
        "中国人民共和国",
        "中华人民和国",
        "中华人民共共和国",
        "中人华民共和国",
    ],
    ids=["wrong", "wrong beside", "wrong name", "left out", "added", "swapped"],
)
def test_the_name_of_the_state_one_edit_away(matcher: Matcher, wrong: str) -> None:
    assert _serious(matcher, f"根据{wrong}宪法规定") == [(wrong, "中华人民共和国")]


@pytest.mark.parametrize(
    "text",
    [
        "中华人民共和国宪法",
        "老挝人民民主共和国",
        "朝鲜民主主义人民共和国",
        "中国人民解放区",
        "中国特色的社会主义道路",
        "各级人民代表大会常务委员会",
        "市人大常委会",
    ],
)
def test_right_names_are_left_alone(matcher: Matcher, text: str) -> None:
    assert _serious(matcher, text) == []


def test_a_formula_one_character_away(matcher: Matcher) -> None:
    assert _serious(matcher, "践行富强、民主、文明、合谐的要求") == [
        ("富强、民主、文明、合谐", "富强、民主、文明、和谐")
    ]
    assert _serious(matcher, "建设中国特色社会主意事业") == [
        ("中国特色社会主意事业", "中国特色社会主义事业")
    ]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("习近乎新时代中国特色社会主义思想", "习近平新时代中国特色社会主义思想"),
        ("习近平新时中国特色社会主义思想", "习近平新时代中国特色社会主义思想"),
        ("习近平新时代中国特色社会主主义思想", "习近平新时代中国特色社会主义思想"),
        ("习近平新时代中国特色社会注意思想", "习近平新时代中国特色社会主义思想"),
        ("全国人民代表大会常务委员惠", "全国人民代表大会常务委员会"),
    ],
    ids=["a letter", "left out", "doubled", "a word of the same sound", "the last"],
)
def test_the_longest_string_that_explains_a_place_speaks_once(
    matcher: Matcher, wrong: str, right: str
) -> None:
    assert _serious(matcher, f"学习贯彻{wrong}的情况") == [(wrong, right)]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("马克思列宁主意", "马克思列宁主义"),
        ("仲华人民共和国", "中华人民共和国"),
        ("最高人民检察园", "最高人民检察院"),
        ("国特色社会主义", "中国特色社会主义"),
        ("马克思列宁主", "马克思列宁主义"),
        ("人类命运共同体体", "人类命运共同体"),
        ("人命类运共同体", "人类命运共同体"),
        ("人类命运共体同", "人类命运共同体"),
    ],
)
def test_the_first_and_the_last_character_too(matcher: Matcher, wrong: str, right: str) -> None:
    assert _serious(matcher, f"全面阐述了{wrong}，引起反响") == [(wrong, right)]


@pytest.mark.parametrize(
    "text",
    [
        "在中国人民解放战争纪念馆",
        "最高人民检察官学院",
        "全省人民代表大会工作会议",
        "坚持马克思主义中国化",
        "中华人民共和国国旗",
        "香港特别行政区区旗",
        "全国人民代表大会会议",
        "其中中国人民解放军某部",
        "学习习近平总书记重要讲话",
        "国家卫生健康委会同有关部门",
        "国家主席习近平同智利总统会谈",
        "习近平新时代中国特色社会主…",
        "省人力资源社会保障厅",
        "向上一级人民法院申请",
    ],
)
def test_other_names_and_the_words_beside_are_left_alone(matcher: Matcher, text: str) -> None:
    assert _serious(matcher, text) == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("国家铁局", "国家铁路局"),
        ("国家数局", "国家数据局"),
        ("人民察院", "人民检察院"),
        ("国家计局", "国家统计局"),
        ("国家访局", "国家信访局"),
        ("中国产党", "中国共产党"),
        ("中国共党", "中国共产党"),
        ("西自治区", "西藏自治区"),
    ],
)
def test_a_short_name_without_a_character_that_no_text_has_so(
    matcher: Matcher, wrong: str, right: str
) -> None:
    assert _serious(matcher, f"按照{wrong}的要求，认真整改") == [(wrong, right)]


@pytest.mark.parametrize(
    "text",
    [
        *("国家政局稳定", "中国学院众多", "国家计局势", "国家能源丰富"),
        *("广西自治区成立", "其中共产党员三十八名", "与国家邮局有关"),
    ],
)
def test_a_short_name_that_official_text_has_without_a_character(
    matcher: Matcher, text: str
) -> None:
    assert _serious(matcher, text) == []


def test_what_belongs_to_a_word_does_not_merely_loosen_a_formula(matcher: Matcher) -> None:
    wrong, right = "富强民主文明谐美丽", "富强民主文明和谐美丽"
    assert _serious(matcher, f"建成{wrong}的现代化强国") == [(wrong, right)]
    assert _serious(matcher, "住房城乡建设部印发通知") == []


class TestFormulasThatCount:
    def test_beside_one_of_their_kind_or_in_quotes(self, matcher: Matcher) -> None:
        assert _serious(matcher, "树牢“四个意识”、做到“两个拥护”") == [("两个拥护", "两个维护")]
        assert _serious(matcher, "牢固树立“四个意思”") == [("四个意思", "四个意识")]

    @pytest.mark.parametrize(
        "text",
        ["这四个意思都对", "推进“四个自我”", "增强“四个意识”，做到“两个维护”", "两国确立关系"],
    )
    def test_what_merely_counts_is_left_alone(self, matcher: Matcher, text: str) -> None:
        assert _serious(matcher, text) == []


class TestAName:
    @pytest.mark.parametrize("wrong", ["习进平", "习近评", "习近平平", "近习平"])
    def test_of_the_shipped_kind_is_told_without_a_post(self, matcher: Matcher, wrong: str) -> None:
        assert _serious(matcher, f"{wrong}，在会上讲话") == [(wrong, "习近平")]

    @pytest.mark.parametrize("text", ["学习近评的文章", "习近平平易近人", "实习近三年"])
    def test_at_the_edge_of_a_word_is_left_alone(self, matcher: Matcher, text: str) -> None:
        assert _serious(matcher, text) == []


def _certainties(matcher: Matcher, text: str) -> list[bool]:
    return [mark.confirmed for mark in matcher.marks(text) if mark.check == "serious-expression"]


@pytest.mark.parametrize(
    "text", ["完善人民检察制度", "适应新质生产关系", "读《人民检察》杂志", "开展总体国家安全教育"]
)
def test_without_its_end_a_string_may_be_meant_where_a_word_follows(
    matcher: Matcher, text: str
) -> None:
    assert not any(_certainties(matcher, text))


def test_without_its_end_at_the_end_of_a_phrase_it_is_a_slip(matcher: Matcher) -> None:
    assert _certainties(matcher, "加快发展新质生产，推动转型") == [True]


@pytest.mark.parametrize("text", ["文化与旅游部门到会", "工业与信息化部门到会"])
def test_the_departments_of_a_field_are_no_ministry(matcher: Matcher, text: str) -> None:
    assert _certainties(matcher, text) == []
    assert _certainties(matcher, text.replace("部门", "部")) == [True]


class TestWhoHoldsAPost:
    @pytest.mark.parametrize("rest", ["主持会议", "3月24日到会", "，教育部部长到会"])
    def test_a_name_without_its_end(self, matcher: Matcher, rest: str) -> None:
        told = _serious(matcher, f"国务院副总理张国{rest}")
        assert told == [("国务院副总理张国", "国务院副总理张国清")]

    @pytest.mark.parametrize(
        "text",
        [
            "国务院副总理张国清主持会议",
            "国务院副总理张国平到会",
            "国务院副总理张国 清",
            "国务院副总理张国",
        ],
        ids=["right", "another", "apart", "cut off"],
    )
    def test_what_may_be_a_name(self, matcher: Matcher, text: str) -> None:
        assert _serious(matcher, text) == []


@pytest.fixture(scope="module")
def mayors() -> Matcher:
    mayor = Protected(text="张三丰", title="市长")
    return Matcher(Rules(version="0", word_rules=(), protected=(mayor,)))


class TestNames:
    @pytest.mark.parametrize("wrong", ["张三峰", "张三三丰", "三张丰"])
    def test_beside_the_post_a_slip_is_wrong(self, mayors: Matcher, wrong: str) -> None:
        assert _serious(mayors, f"市长{wrong}到会") == [(wrong, "张三丰")]
        assert _serious(mayors, f"{wrong}市长到会") == [(wrong, "张三丰")]

    @pytest.mark.parametrize(
        "text", ["市长张三丰到会", "市长张铁牛到会", "村民张三峰反映", "副市长张三峰到会", "市长"]
    )
    def test_other_persons_are_left_alone(self, mayors: Matcher, text: str) -> None:
        assert _serious(mayors, text) == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("中央经挤工作会议", "中央经济工作会议"),
        ("中央政发委员会", "中央政法委员会"),
        ("国务院常物会议", "国务院常务会议"),
        ("凉山彝族自冶州", "凉山彝族自治州"),
        ("中央军萎主席", "中央军委主席"),
        ("最高人民法院元长", "最高人民法院院长"),
        ("中共中殃办公厅", "中共中央办公厅"),
        ("明主集中制", "民主集中制"),
        ("生态环境部部", "生态环境部"),
        ("中特色社会主义法治道路", "中国特色社会主义法治道路"),
    ],
)
def test_meetings_posts_prefectures_and_departments(
    matcher: Matcher, wrong: str, right: str
) -> None:
    assert _serious(matcher, f"会上传达了{wrong}，要求抓好落实。") == [(wrong, right)]


@pytest.mark.parametrize("organ", ["局", "厅", "委"])
def test_the_organ_of_a_lower_level_and_the_next_word_are_no_slip(
    matcher: Matcher, organ: str
) -> None:
    names = "住房和城乡建设", "文化和旅游", "人力资源和社会保障", "退役军人事务", "工业和信息化"
    words = "部署工作", "部分干部参加", "部门预算公开", "委员到会"
    texts = [f"市{name}{organ}{word}" for name in names for word in words]
    assert [_serious(matcher, text) for text in texts] == [[]] * len(texts)


def test_what_no_organ_explains_is_one_character_too_many(matcher: Matcher) -> None:
    assert _serious(matcher, "住房和城乡乡建设部印发通知") == [
        ("住房和城乡乡建设部", "住房和城乡建设部")
    ]
    assert _serious(matcher, "文化和旅游化部印发通知") == [("文化和旅游化部", "文化和旅游部")]


@pytest.mark.parametrize(
    "text",
    [
        "最高人民法院原院长、副院长出席",
        "国务院代总理的任命",
        "自然资源都有其自身的特点",
        "全省教育大会在云泽召开",
        "他在讲话中对中央政治局的工作作了说明",
        "交通运输部部务会议",
        "国家信访局局务会研究",
        "青海黄南藏族自治州来访",
        "党的十二届三中全会以来",
        "开展党纪学习教育",
    ],
)
def test_deputies_councils_and_neighbouring_words_are_no_slips(matcher: Matcher, text: str) -> None:
    assert _serious(matcher, text) == []


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        (
            "用习近平新时代中国社会主义思想武装头脑",
            "习近平新时代中国社会主义思想",
            "习近平新时代中国特色社会主义思想",
        ),
        ("走中国特色社会道路", "中国特色社会道路", "中国特色社会主义道路"),
    ],
)
def test_a_formula_without_one_of_its_words(
    matcher: Matcher, text: str, wrong: str, right: str
) -> None:
    assert (wrong, right) in _serious(matcher, text)


@pytest.mark.parametrize("text", ["建设中国社会主义现代化国家", "新时代中国社会的变化"])
def test_what_official_text_says_without_it_is_no_formula(matcher: Matcher, text: str) -> None:
    assert _serious(matcher, text) == []


def test_a_formula_that_counts_with_another_word_in_its_quotes(matcher: Matcher) -> None:
    text = "增强“四个意识”、坚定“四个自信”、做到“两个维系”。"
    assert ("两个维系", "两个维护") in _serious(matcher, text)
    assert _serious(matcher, "学校提出“两个维系”的办学思路。") == []


@pytest.mark.parametrize(
    ("text", "right", "certain"),
    [
        ("深入落实科学发展现", "科学发展观", True),
        ("国家发展和改革委会", "国家发展和改革委员会", True),
        ("坚持绿水青山就是金山银", "绿水青山就是金山银山", False),  # may be cut for want of room
    ],
    ids=["last character", "left out", "cut"],
)
@pytest.mark.parametrize("others", [[], ["特此通知"]], ids=["alone", "before another text"])
def test_what_ends_with_its_text_is_told_whatever_comes_next(
    others: list[str], text: str, right: str, certain: bool
) -> None:
    (mark,), *_ = Matcher(load_rules(), memory=0).marks_of([text, *others])
    assert (mark.suggestion, mark.confirmed) == (right, certain)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("新制生产力", "新质生产力"),
        ("稳中求进工作总基条", "稳中求进工作总基调"),
        ("稳中求进总工作基调", "稳中求进工作总基调"),
    ],
)
def test_formulas_of_late(matcher: Matcher, wrong: str, right: str) -> None:
    assert _serious(matcher, f"要坚持{wrong}。") == [(wrong, right)]


def test_forces_of_production_of_other_kinds_are_none_of_them(matcher: Matcher) -> None:
    assert _serious(matcher, "布局新生产力和新型生产力，解放物质生产力。") == []
