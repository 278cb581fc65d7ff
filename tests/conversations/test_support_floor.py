"""The support team's floor, on every adapter: one takes a conversation, and only that one speaks in it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from conversations.accounts import save_account
from conversations.clock import HandClock
from conversations.desk import Desk
from conversations.entries import Outcome, TurnEnd, Words
from conversations.errors import (
    ClientIdReused,
    NotYours,
    OwnerChangeRefused,
    PermitRefused,
    TakenByAnother,
    UnknownConversation,
)
from conversations.journal import Conversation, TurnResult
from conversations.ownership import Owner
from conversations.passwords import Passwords
from conversations.support_floor import SupportAgent
from tests.conversations.telling import claim, kinds, saying, spoken

CHEAP = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def account(desk: Desk, name: str, email: str) -> SupportAgent:
    return save_account(desk.team.accounts, name, email, "correct horse", CHEAP)


@pytest.fixture
def ana(desk: Desk) -> SupportAgent:
    return account(desk, "Ana", "ana@shop.example")


@pytest.fixture
def ben(desk: Desk) -> SupportAgent:
    return account(desk, "Ben", "ben@shop.example")


@pytest.fixture
def chat(desk: Desk, conversation: Conversation) -> str:
    """A conversation whose customer has written, and was answered."""
    desk.journal.append_inbound(conversation.id, "a", text="hello")
    desk.journal.commit_turn(claim(desk.journal), saying("Hello!"))
    return conversation.id


def test_whoever_takes_it_has_it_and_the_customer_is_told_the_name(desk: Desk, chat: str, ana: SupportAgent):
    desk.team.floor.take(chat, ana)
    desk.team.floor.take(chat, ana)
    ownership = desk.journal.conversation(chat).ownership
    assert (ownership.owner, ownership.name, ownership.agent_id) == (Owner.SUPPORT_AGENT, "Ana", ana.id)
    owners = [item.data for item in desk.journal.read_stream(chat, 0) if item.kind == "owner"]
    assert [(data["owner"], data["name"]) for data in owners] == [("support_agent", "Ana")]


def test_of_many_who_take_at_once_one_gets_it_and_all_others_hear_who(desk: Desk, chat: str):
    agents = [account(desk, f"Agent {n}", f"agent{n}@shop.example") for n in range(8)]

    def take(agent: SupportAgent) -> str:
        try:
            desk.team.floor.take(chat, agent)
        except TakenByAnother as taken:
            return taken.name
        return agent.name

    with ThreadPoolExecutor(8) as pool:
        heard = set(pool.map(take, agents))
    assert heard == {desk.journal.conversation(chat).ownership.name}


def test_two_of_the_same_name_are_two(desk: Desk, chat: str, ana: SupportAgent):
    other = account(desk, "Ana", "other-ana@shop.example")
    desk.team.floor.take(chat, ana)
    with pytest.raises(TakenByAnother) as taken:
        desk.team.floor.take(chat, other)
    assert taken.value.agent_id == ana.id
    with pytest.raises(NotYours):
        desk.team.floor.reply(chat, other, "r", "Hello")


def test_a_colleague_takes_it_over_only_from_who_has_it(
    desk: Desk, chat: str, ana: SupportAgent, ben: SupportAgent
):
    desk.team.floor.take(chat, ana)
    with pytest.raises(TakenByAnother):
        desk.team.floor.take(chat, ben, from_agent="somebody else")
    desk.team.floor.take(chat, ben, from_agent=ana.id)
    assert desk.journal.conversation(chat).ownership.name == "Ben"
    with pytest.raises(NotYours):
        desk.team.floor.reply(chat, ana, "r", "Hello")


def test_only_the_owner_replies_each_reply_once(desk: Desk, chat: str, ana: SupportAgent, ben: SupportAgent):
    floor = desk.team.floor
    with pytest.raises(NotYours):
        floor.reply(chat, ana, "r", "Hello")
    floor.take(chat, ana)
    first = floor.reply(chat, ana, "r", "Hello")
    again = floor.reply(chat, ana, "r", "Hello")
    assert (first.is_new, again.is_new, first.seq) == (True, False, again.seq)
    with pytest.raises(ClientIdReused):
        floor.reply(chat, ana, "r", "Goodbye")
    with pytest.raises(NotYours):
        floor.reply(chat, ben, "r", "Hello")
    assert spoken(desk.journal, chat)[2:] == [("support", "Hello")]
    assert floor.writers(chat) == {first.seq: ana}


def test_a_reply_is_acknowledged_also_after_letting_go(desk: Desk, chat: str, ana: SupportAgent):
    desk.team.floor.take(chat, ana)
    first = desk.team.floor.reply(chat, ana, "r", "Hello")
    desk.team.floor.hand_back(chat, ana)
    assert desk.team.floor.reply(chat, ana, "r", "Hello").seq == first.seq


def test_nobody_writes_to_a_customer_who_never_wrote(
    desk: Desk, conversation: Conversation, ana: SupportAgent
):
    desk.team.floor.take(conversation.id, ana)
    with pytest.raises(PermitRefused):
        desk.team.floor.reply(conversation.id, ana, "r", "Need help?")


def test_notes_are_for_the_team_alone(desk: Desk, chat: str, ana: SupportAgent, ben: SupportAgent):
    before = kinds(desk.journal, chat)
    note, is_new = desk.team.floor.add_note(chat, ben, "n", "Check the address")
    again = desk.team.floor.add_note(chat, ben, "n", "Check the address")
    with pytest.raises(ClientIdReused):
        desk.team.floor.add_note(chat, ben, "n", "Something else")
    assert (is_new, again) == (True, (note, False))
    assert desk.team.floor.notes(chat) == [note]
    assert (note.agent, note.after_seq) == (ben, desk.journal.conversation(chat).last_seq)
    assert kinds(desk.journal, chat) == before
    assert len(desk.journal.read_entries(chat, 0)) == 2


def test_what_a_dropped_turn_did_stands_among_the_notes(desk: Desk, chat: str, ana: SupportAgent):
    seq = desk.journal.append_inbound(chat, "b", text="Cancel it").seq
    turn = claim(desk.journal)
    desk.team.floor.take(chat, ana)
    result = TurnResult(TurnEnd(Outcome.ANSWERED, "x"), (Words("Done."),), note="The order was cancelled.")
    assert desk.journal.commit_turn(turn, result).outcome is Outcome.PASSED_ON
    (note,) = desk.team.floor.notes(chat)
    assert (note.agent, note.after_seq, note.text) == (None, seq, "The order was cancelled.")
    assert "Done." not in [text for _, text in spoken(desk.journal, chat)]


def test_a_colleague_gets_it_from_its_owner_alone(
    desk: Desk, chat: str, ana: SupportAgent, ben: SupportAgent
):
    with pytest.raises(NotYours):
        desk.team.floor.pass_on(chat, ana, ben)
    desk.team.floor.take(chat, ana)
    desk.team.floor.pass_on(chat, ana, ben)
    desk.team.floor.pass_on(chat, ana, ben)
    assert desk.journal.conversation(chat).ownership.agent_id == ben.id


def test_what_the_customer_writes_meanwhile_is_passed_on_and_answered_after_handing_back(
    desk: Desk, chat: str, ana: SupportAgent
):
    desk.team.floor.take(chat, ana)
    desk.journal.append_inbound(chat, "b", text="hi Ana")
    assert desk.journal.claim_turn("worker") is None
    desk.team.floor.hand_back(chat, ana)
    desk.team.floor.hand_back(chat, ana)
    assert desk.journal.claim_turn("worker") is None
    desk.journal.append_inbound(chat, "c", text="hi bot")
    assert claim(desk.journal).inbound.text == "hi bot"


@pytest.mark.parametrize("let_go", ["hand_back", "close"])
def test_only_the_owner_lets_go_and_anybody_of_what_waits(
    desk: Desk, chat: str, ana: SupportAgent, ben: SupportAgent, let_go: str
):
    act = getattr(desk.team.floor, let_go)
    if let_go == "close":  # the bot's own: nobody takes the floor from a customer who talks to it
        with pytest.raises(NotYours):
            act(chat, ben)
    desk.team.floor.take(chat, ana)
    with pytest.raises(NotYours):
        act(chat, ben)
    desk.team.floor.hand_back(chat, ana)
    desk.journal.change_owner(chat, Owner.WAITING)
    act(chat, ben)
    assert desk.journal.conversation(chat).ownership.owner in {Owner.BOT, Owner.CLOSED}


def test_a_closed_conversation_is_taken_by_nobody_until_the_customer_writes(
    desk: Desk, chat: str, ana: SupportAgent
):
    desk.team.floor.take(chat, ana)
    desk.team.floor.close(chat, ana)
    with pytest.raises(OwnerChangeRefused):
        desk.team.floor.take(chat, ana)
    desk.journal.append_inbound(chat, "b", text="One more thing")
    desk.team.floor.take(chat, ana)


def test_each_look_at_an_order_is_in_the_trail(desk: Desk, chat: str, ana: SupportAgent, ben: SupportAgent):
    for agent in (ana, ben, ana):
        desk.team.floor.note_look(chat, agent, "10042")
    looks = desk.team.floor.looks(chat)
    assert sorted((look.agent_id, look.order_number) for look in looks) == sorted(
        (agent.id, "10042") for agent in (ana, ana, ben)
    )


@pytest.fixture
def trail(desk: Desk, clock: HandClock, chat: str, ana: SupportAgent, ben: SupportAgent):
    """Five looks, a second apart: by whom, at which order, in which conversation."""
    other = desk.journal.open_conversation("widget").id
    made = [(ana, "1", chat), (ben, "2", chat), (ana, "1", other), (ben, "1", chat), (ana, "3", other)]
    for agent, number, conversation_id in made:
        clock.move(timedelta(seconds=1))
        desk.team.floor.note_look(conversation_id, agent, number)
    return made


def test_the_trail_of_all_conversations_begins_with_the_latest_look(desk: Desk, clock: HandClock, trail):
    page = desk.team.floor.trail(10)
    assert [(it.agent, it.order_number, it.conversation_id) for it in page.lines] == trail[::-1]
    assert (page.lines[0].at, page.more) == (clock(), None)


def test_the_trail_is_read_in_pages_and_by_order(desk: Desk, trail):
    whole, of_one = [], []
    for numbers, number in ((whole, None), (of_one, "1")):
        more = None
        while True:
            page = desk.team.floor.trail(2, number, more)
            assert len(page.lines) <= 2
            numbers += [line.order_number for line in page.lines]
            more = page.more
            if more is None:
                break
    assert (whole, of_one) == (["3", "1", "1", "2", "1"], ["1", "1", "1"])
    assert desk.team.floor.trail(2, "10042").lines == []
    with pytest.raises(ValueError):
        desk.team.floor.trail(2, None, "nowhere")


def test_the_trail_names_who_looked_as_they_are_called_today(desk: Desk, trail):
    account(desk, "Anna", "ana@shop.example")
    assert [line.agent.name for line in desk.team.floor.trail(2).lines] == ["Anna", "Ben"]


def test_a_conversation_that_is_not_there_is_said_to_be_unknown(desk: Desk, ana: SupportAgent):
    floor = desk.team.floor
    for act in (
        lambda: floor.take("nothing", ana),
        lambda: floor.reply("nothing", ana, "r", "x"),
        lambda: floor.add_note("nothing", ana, "n", "x"),
        lambda: floor.hand_back("nothing", ana),
        lambda: floor.mark_read("nothing", ana, 1),
        lambda: floor.note_look("nothing", ana, "10042"),
        lambda: floor.notes("nothing"),
        lambda: desk.team.queue.row("nothing"),
        lambda: desk.team.queue.tried("nothing"),
        lambda: desk.team.queue.contact_email("nothing"),
    ):
        with pytest.raises(UnknownConversation):
            act()
