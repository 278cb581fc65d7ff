"""Where the clauses of a message are, and what each of them does."""

import pytest

from bot.clauses import (
    Cut,
    Form,
    Joint,
    end_of_purchase,
    form_of,
    form_of_part,
    halves,
    is_correction_of_mind,
    is_put_right,
    points_back,
    unmarked_halves,
)


def cuts(text):
    return [(cut.first, cut.second) for cut in halves(text)]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("where is 10042 and can I cancel 10057?", ("where is 10042", "can I cancel 10057?")),
        ("where is it? I also need the invoice", ("where is it?", "I also need the invoice")),
        ("cancel 10042, and where's my invoice", ("cancel 10042", "where's my invoice")),
        ("I send it back; what do you charge?", ("I send it back", "what do you charge?")),
        ("cancel 10042 & 10057", ("cancel 10042", "10057")),
    ],
)
def test_a_message_is_cut_between_its_clauses(text, cut):
    assert cut in cuts(text)


def test_a_question_is_not_cut_in_its_middle():
    assert cuts("I need the bill and can you also post it?") == [("I need the bill", "can you also post it?")]


@pytest.mark.parametrize(
    "text", ["where is order 10042?", "10.042", "mira.lindqvist@example.com", "sand castle"]
)
def test_one_clause_is_not_cut(text):
    assert list(halves(text)) == []


def test_a_long_story_stays_whole():
    assert list(halves("and so on, " * 100)) == []


def test_a_change_of_mind_is_no_second_matter():
    assert is_correction_of_mind(Cut("change the address", "cancel it instead", Joint.COMMA))
    assert not is_correction_of_mind(Cut("change the address", "cancel it", Joint.COMMA))
    assert not is_correction_of_mind(Cut("where is it?", "can I pay cash instead?", Joint.AND))


@pytest.mark.parametrize(
    ("first", "second"),
    [("where is 10044", "sorry, 10042"), ("where is 10044, sorry", "10042"), ("10044", "no 10042")],
)
def test_a_number_after_a_sorry_puts_the_one_before_right(first, second):
    assert is_put_right(first, second)


@pytest.mark.parametrize(("first", "second"), [("cancel 10044", "10042"), ("no", "where is 10042")])
def test_a_second_number_without_one_is_a_second_order(first, second):
    assert not is_put_right(first, second)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("I ordered boots and a beanie (10058). Please take the beanie off", "Please take the beanie off"),
        ("Hi, I bought a dry bag yesterday but I don't want it", "I don't want it"),
        ("we ordered two vests, our order is 10042, where are they?", "where are they?"),
    ],
)
def test_a_wish_begins_behind_what_was_bought(text, wish):
    assert text[end_of_purchase(text) :] == wish


@pytest.mark.parametrize(
    "text",
    [
        "I ordered boots and got a jumper, please send the boots",
        "I ordered a beanie but it never came. Where is it?",
        "I ordered the wrong size, can I change it?",
        "I want to return the boots that I ordered",
    ],
)
def test_what_came_otherwise_than_ordered_is_the_wish_itself(text):
    assert end_of_purchase(text) == 0


@pytest.mark.parametrize(
    ("text", "joint"),
    [
        ("where is it? how is it washed?", Joint.END),
        ("where is it\nhow is it washed", Joint.END),
        ("where is it and how is it washed", Joint.AND),
        ("where is it, how is it washed", Joint.COMMA),
        ("where is it, also how is it washed", Joint.ALSO),
        ("where is it? Another question: how is it washed", Joint.ALSO),
        ("where is it btw how is it washed", Joint.ALSO),
    ],
)
def test_what_stands_between_two_clauses_is_known(text, joint):
    (cut, *_) = halves(text)
    assert (cut.second.rstrip("?"), cut.joint) == ("how is it washed", joint)


def test_a_question_that_ends_is_cut_off_whatever_its_last_word_is():
    assert ("it is gone, what should I do", "where is 10042") in [
        (first.rstrip("?"), second) for first, second in cuts("it is gone, what should I do? where is 10042")
    ]


def test_clauses_together_ask_where_one_of_them_does():
    assert form_of_part("the zip broke, can you mend it") is Form.ASKS
    assert form_of_part("it is late, I want my money back") is Form.WISHES
    assert form_of_part("the zip broke, it was new") is Form.TELLS


def test_a_question_that_has_only_begun_is_not_cut_off():
    assert cuts("can I also write to you in French") == []


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("how much is delivery do you take paypal", "do you take paypal"),
        ("where is 10042 cancel 10057", "cancel 10057"),
        ("I lost my password where is my order", "where is my order"),
    ],
)
def test_a_question_may_begin_without_a_sign(text, second):
    assert second in [cut.second for cut in unmarked_halves(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Can I maybe still cancel my jacket order",
        "which couriers do you use",
        "can you tell me where it is",
        "where is my jumper, and can you cancel the beanie?",
        "could you please send me all my invoices",
        "how do I change what I ordered",
        "where is the hat which you could not deliver",
    ],
)
def test_the_parts_of_one_question_are_no_questions(text):
    assert list(unmarked_halves(text)) == []


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("where is my order", Form.ASKS),
        ("wheres my order", Form.ASKS),
        ("I need an invoice", Form.WISHES),
        ("cancel 10042", Form.WISHES),
        ("I got the wrong boots", Form.TELLS),
        ("the zip broke", Form.TELLS),
        ("the invoice", Form.NAMES),
        ("delivery costs", Form.OTHER),
    ],
)
def test_what_a_clause_does_shows_in_its_first_words(text, form):
    assert form_of(text) is form


def test_a_clause_may_point_back():
    assert points_back("what does it cost")
    assert not points_back("what does delivery cost")
