"""Rules that ship: lists of words that several of them share."""

from govsweep.rules import shipped_rules

BY_ID = {rule.id: rule for rule in shipped_rules()}


def test_a_list_s_name_stands_for_its_words() -> None:
    near = BY_ID["sensitive-weapons"].near
    assert {"先验后付", "联系微信", "专卖"} <= {*near}  # of two lists, and of the rule itself


def test_no_name_of_a_list_is_left_as_a_word() -> None:
    contexts = [
        word for rule in shipped_rules() for word in (*rule.near, *rule.not_before, *rule.not_after)
    ]
    assert contexts
    assert not [word for word in contexts if word.startswith("@")]
