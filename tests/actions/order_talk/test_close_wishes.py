from actions.order_talk.close_wishes import WISH_NAMES, close_wishes
from actions.order_talk.matters import Matter


def parsed(intent, *either):
    return {"text": "x", "intent": {"name": intent}, "either": list(either)}


def test_a_doubt_is_between_the_wishes_that_can_be_named():
    assert close_wishes(parsed("nlu_fallback", "cancel_order", "change_items")) == [
        "cancel_order",
        "change_items",
    ]
    assert close_wishes(parsed("nlu_fallback", "say_goodbye", "cancel_order")) == ["cancel_order"]


def test_what_was_heard_leaves_no_doubt():
    assert close_wishes(parsed("cancel_order", "cancel_order", "change_items")) == []
    assert close_wishes({"text": "x", "intent": {"name": "nlu_fallback"}}) == []


def test_every_matter_that_a_guess_may_bring_up_has_a_name():
    assert set(Matter) - WISH_NAMES.keys() == {Matter.PRAISE, Matter.UNDO}


def test_no_two_wishes_have_one_name():
    assert len(set(WISH_NAMES.values())) == len(WISH_NAMES)
