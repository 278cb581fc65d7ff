"""What is no text is acknowledged, kept for a person, and read by nobody else."""

from bot import replies
from bot.turn import think
from conversations.desk import in_memory_desk
from conversations.entries import Outcome


async def acknowledged(desk, chat: str, mid: str):
    """What the bot does with a picture, without any dialogue behind it."""
    desk.journal.append_inbound(chat, mid, text="Sent a picture.", page={"attachment": "yes"})
    turn = desk.journal.claim_turn("test")

    async def find_said(texts):
        return desk.journal.said(chat, texts)

    result = await think(None, None, find_said, turn)
    desk.journal.commit_turn(turn, result)
    return result


async def test_each_picture_is_acknowledged_in_other_words_and_then_quietly():
    desk = in_memory_desk()
    chat = desk.journal.open_conversation("messenger").id
    results = [await acknowledged(desk, chat, f"m{number}") for number in range(4)]
    assert [result.words[0].text for result in results[:3]] == [words.text for words in replies.NO_TEXT]
    assert (results[3].words, results[3].end.outcome) == ((), Outcome.QUIET)


async def test_a_picture_leaves_the_dialogue_where_it_was():
    desk = in_memory_desk()
    chat = desk.journal.open_conversation("messenger").id
    result = await acknowledged(desk, chat, "m")
    assert (result.snapshot, result.new_owner) == (None, None)


async def test_an_address_for_what_comes_too_late_is_acknowledged_and_read_by_no_form():
    desk = in_memory_desk()
    chat = desk.journal.open_conversation("messenger").id
    given = {"text": "mail it to ann@example.com", "page": {"notice_email": "yes"}}
    desk.journal.append_inbound(chat, "m", **given)
    turn = desk.journal.claim_turn("test")

    async def find_said(texts):
        return desk.journal.said(chat, texts)

    result = await think(None, None, find_said, turn)
    assert (result.words, result.snapshot) == ((replies.MAILED_LATER[0],), None)
