import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.wordings import Frames, Shares, mistyped, swapped, wordings_of

FRAMES = Frames({"to": ("how do i {}", "{} pls", "i want to {}")}, around=("hi {}",), curses=("damn",))
ALL = Shares(framed=3, dressed=10, mistyped=10)
ALIKE = (("lamp", "garden hose"), ("oslo", "rome"))


def test_an_example_is_learned_as_it_is_and_in_its_frames():
    wordings = wordings_of("open an account", "to", FRAMES, Shares(framed=3, dressed=0, mistyped=0), False)
    assert wordings[0] == "open an account"
    assert set(wordings[1:]) == {
        "how do i open an account",
        "open an account pls",
        "i want to open an account",
    }


def test_a_whole_sentence_gets_no_frame_but_greetings_oaths_and_slips():
    wordings = wordings_of("where is the invoice that i need", None, FRAMES, ALL, False)
    assert len(wordings) == 3
    assert not any("how do i" in wording for wording in wordings)


def test_what_is_said_in_just_these_words_is_left_as_it_is():
    assert wordings_of("ok", None, FRAMES, ALL, is_whole=True) == ["ok"]


def test_a_sentence_is_learned_about_other_things_too():
    frames = Frames({}, alike=ALIKE)
    shares = Shares(framed=0, swapped=10, dressed=0, mistyped=0)
    wordings = {
        wording
        for dots in range(20)
        for wording in wordings_of("the lamp for oslo" + "." * dots, None, frames, shares, False)
    }
    assert {wording.rstrip(".") for wording in wordings} == {
        f"the {thing} for {place}" for thing in ALIKE[0] for place in ALIKE[1]
    }


def test_only_whole_words_stand_for_others():
    assert swapped("the lampshade", ALIKE, random.Random(1)) == "the lampshade"


def test_the_longest_of_the_words_that_are_alike_is_found():
    alike = (("garden", "garden hose"),)
    assert swapped("a garden hose", alike, random.Random(1)) in {"a garden", "a garden hose"}


def test_the_wordings_are_the_same_each_time():
    assert wordings_of("close it", "to", FRAMES, ALL, False) == wordings_of(
        "close it", "to", FRAMES, ALL, False
    )


def test_a_kind_of_frame_that_there_is_not_is_an_error():
    with pytest.raises(KeyError):
        wordings_of("close it", "about", FRAMES, ALL, False)


@given(st.text("abcdefghij ", max_size=60), st.integers(0, 1000))
def test_a_slip_leaves_short_words_and_the_ends_of_words_alone(sentence, seed):
    before, after = sentence.split(), mistyped(sentence, random.Random(seed)).split()
    together = "".join(after)
    assert together[:1] == "".join(before)[:1]
    assert together[-1:] == "".join(before)[-1:]
    assert [word for word in before if len(word) < 4 and word not in after] == []


@given(st.text(max_size=60), st.integers(0, 1000))
def test_any_text_can_be_mistyped(sentence, seed):
    assert isinstance(mistyped(sentence, random.Random(seed)), str)
