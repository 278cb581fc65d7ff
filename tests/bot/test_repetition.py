"""The guard alone, with a memory that the test fills."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import quiet_rasa

quiet_rasa.settle()

from bot import replies
from bot.collecting_channel import Said
from bot.repetition import first_unsaid, nothing_twice
from conversations.entries import Outcome, Words


def remembering(**said):
    async def find_said(texts):
        return {text: said[text] for text in texts if text in said}

    return find_said


async def test_new_words_are_left_as_they_are():
    said = [Said(Words("one")), Said(Words("two?"))]
    left = await nothing_twice(said, [], remembering())
    assert [words.text for words in left.words] == ["one", "two?"]
    assert left.end is None


async def test_what_was_said_falls_away_and_next_steps_stand_for_the_question():
    said = [Said(Words("An answer.")), Said(Words("The old question?"))]
    left = await nothing_twice(said, [], remembering(**{"The old question?": 3}))
    assert [words.text for words in left.words] == ["An answer."]
    assert left.words[0].choices == replies.WAYS_ON


async def test_the_same_text_twice_in_one_turn_is_said_once():
    left = await nothing_twice([Said(Words("one")), Said(Words("one"))], [], remembering())
    assert [words.text for words in left.words] == ["one"]


async def test_a_response_that_is_used_up_offers_a_person_once():
    said = [Said(Words("Hello!"), "utter_greet", used_up=1)]
    left = await nothing_twice(said, [], remembering(**{"Hello!": 2}))
    assert left.words == (replies.STUCK[0],)


async def test_after_that_the_turn_points_to_the_answer():
    said = [Said(Words("Hello!"), "utter_greet", used_up=2)]
    left = await nothing_twice(said, [], remembering(**{"Hello!": 2}))
    assert left.words == ()
    assert (left.end.outcome, left.end.ref) == (Outcome.ANSWERED_BEFORE, 2)


async def test_an_action_that_told_everything_points_to_its_latest_answer():
    left = await nothing_twice([], ["first", "in detail"], remembering(**{"first": 2, "in detail": 5}))
    assert left.end.ref == 5


async def test_when_nothing_was_ever_said_nothing_is_pointed_at():
    left = await nothing_twice([], [], remembering())
    assert (left.words, left.end) == ((), None)


@given(st.lists(st.text(min_size=1, max_size=3), max_size=5), st.sets(st.text(min_size=1, max_size=3)))
def test_no_text_that_was_said_is_ever_left(texts, known):
    import asyncio

    memory = {text: index + 1 for index, text in enumerate(sorted(known))}
    said = [Said(Words(text)) for text in texts]
    left = asyncio.run(nothing_twice(said, [], remembering(**memory)))
    spoken = [words.text for words in left.words]
    assert len(set(spoken)) == len(spoken)
    assert not known & set(spoken)
    if texts and not spoken:
        assert left.end.ref in memory.values()


@pytest.mark.parametrize("known", [0, 1, 2])
async def test_a_failure_is_worded_anew_each_time(known):
    memory = {words.text: 1 for words in replies.WENT_WRONG[:known]}
    assert await first_unsaid(replies.WENT_WRONG, remembering(**memory)) == replies.WENT_WRONG[known]


async def test_when_every_wording_was_heard_there_is_none_left():
    memory = {words.text: 1 for words in replies.WENT_WRONG}
    assert await first_unsaid(replies.WENT_WRONG, remembering(**memory)) is None
