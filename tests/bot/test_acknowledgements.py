import pytest

from bot.nlu.acknowledgements import is_acknowledgement


@pytest.mark.parametrize(
    "text", ["🙂", "👍🏽", " 🙏 🙏 ", "haha", "hahahaha!", "lol", ":-)", "<3", "❤️", "HAHA"]
)
def test_a_sign_without_words_says_only_that_it_was_read(text):
    assert is_acknowledgement(text)


@pytest.mark.parametrize(
    "text", ["", "?", "???", "ok", "10042", "🙂 where is my order", "haha no", "!", "ha"]
)
def test_words_numbers_and_question_marks_say_more(text):
    assert not is_acknowledgement(text)
