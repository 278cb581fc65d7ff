import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.spelling import spelled_out


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("i havent got it", "i have not got it"),
        ("I haven’t got it", "i have not got it"),
        ("u said it wont come", "you said it will not come"),
        ("can't you", "can not you"),
        ("ive paid, its not here", "i have paid, it is not here"),
        ("my reciept pls", "my receipt please"),
        ("wheres my lamp", "where is my lamp"),
        ("we were there", "we were there"),
        ("y", "y"),
        ("n", "n"),
    ],
)
def test_short_forms_are_written_out(written, meant):
    assert spelled_out(written) == meant


def test_parts_of_words_stay():
    assert spelled_out("your pound and a canteen") == "your pound and a canteen"


@given(st.text(max_size=80))
def test_what_is_written_out_stays(text):
    assert spelled_out(spelled_out(text)) == spelled_out(text)
