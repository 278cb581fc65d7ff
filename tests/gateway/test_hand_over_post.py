"""Hand-overs reach the other desk, each once; a mail server that is down loses none."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from actions.mail.email_desk import EmailDesk
from actions.mail.errors import MailNotSent
from actions.mail.in_memory_mailer import InMemoryMailer
from actions.mail.smtp_mailer import SmtpMailer
from conversations.clock import HandClock
from conversations.desk import in_memory_desk, open_desk
from conversations.entries import Outcome, TurnEnd, Words
from conversations.errors import DeskUnavailable
from conversations.journal import TurnResult
from conversations.ownership import Owner
from conversations.schema import upgrade
from conversations.support_desk import PAUSES, BuiltInInbox, Case, SupportDesk
from gateway.hand_over_post import HandOverPost
from tests.actions.mail.mail_server import MailServer, serving

TEAM, URL = "team@shop.example", "https://help.shop.example"
CASE = Case(
    key="hand-over:chat:1",
    conversation_id="chat",
    asked_at=datetime(2030, 1, 1, 9, tzinfo=UTC),
    customer_id=None,
    wants="Cancel the order",
    transcript=[("customer", "Cancel it \N{HOT BEVERAGE}"), ("bot", "I can't.")],
    tried=[("Cancel the order", "answered")],
    link=f"{URL}/inbox#chat",
)


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    async with serving() as server:
        yield server


@pytest.fixture(params=["built-in", "e-mail in memory", "e-mail by SMTP"])
def any_desk(request, server):
    if request.param == "built-in":
        yield BuiltInInbox()
        return
    mailer = InMemoryMailer() if "memory" in request.param else SmtpMailer(server.where(), "s" * 32)
    desk = EmailDesk(mailer, TEAM)
    yield desk
    desk.close()


async def test_every_desk_takes_a_case_and_the_same_one_again(any_desk: SupportDesk):
    for _ in range(2):
        await asyncio.to_thread(any_desk.hand_over, CASE)


async def test_the_mail_says_what_the_bot_knows_and_where_to_answer(server: MailServer):
    desk = EmailDesk(SmtpMailer(server.where(), "s" * 32), TEAM)
    for _ in range(2):
        await asyncio.to_thread(desk.hand_over, CASE)
    (letter,) = server.letters
    assert (letter["to"], letter["subject"]) == (TEAM, "A customer waits: Cancel the order")
    text = letter.get_content()
    for part in ("Answer here: https://help.shop.example/inbox#chat", "Customer: Cancel it \N{HOT BEVERAGE}"):
        assert part in text
    assert "- Cancel the order: answered" in text
    desk.close()


async def test_a_mail_from_another_process_is_the_same_mail(server: MailServer):
    for _ in range(2):
        desk = EmailDesk(SmtpMailer(server.where(), "s" * 32), TEAM)
        await asyncio.to_thread(desk.hand_over, CASE)
        desk.close()
    first, second = server.letters
    assert first["message-id"] == second["message-id"]


async def test_a_mail_server_that_is_down_is_a_desk_that_is_unavailable(server: MailServer):
    server.answers["RCPT"] = "451 Later"
    desk = EmailDesk(SmtpMailer(server.where(), "s" * 32), TEAM)
    with pytest.raises(DeskUnavailable) as raised:
        await asyncio.to_thread(desk.hand_over, CASE)
    assert "Cancel it" not in str(raised.value)
    desk.close()


def ask_for_person(desk, text="Cancel my order"):
    chat = desk.journal.open_conversation("widget").id
    desk.journal.append_inbound(chat, "a", text=text)
    turn = desk.journal.claim_turn("test")
    end = TurnEnd(Outcome.ANSWERED, "cancel_order")
    desk.journal.commit_turn(turn, TurnResult(end, (Words("I ask the team."),), new_owner=Owner.WAITING))
    return chat


@pytest.fixture(params=["in memory", "sqlite"])
def clock_and_desk(request, tmp_path):
    clock = HandClock()
    if request.param == "in memory":
        yield clock, in_memory_desk(clock)
        return
    upgrade(f"sqlite:///{tmp_path}/deskbell.db")
    desk = open_desk(f"sqlite:///{tmp_path}/deskbell.db", clock)
    yield clock, desk
    desk.close()


def test_what_could_not_be_mailed_stays_in_the_queue_and_is_mailed_once_later(clock_and_desk):
    clock, desk = clock_and_desk
    mailer = InMemoryMailer(fails_with=MailNotSent("down"))
    post = HandOverPost(desk, EmailDesk(mailer, TEAM), URL)
    chat = ask_for_person(desk)

    assert post.deliver() == 0
    assert desk.journal.conversation(chat).ownership.owner is Owner.WAITING
    assert post.deliver() == 0
    mailer.fails_with = None
    assert post.deliver() == 0  # the desk is left alone for a while
    clock.move(PAUSES[0])
    desk.journal.append_inbound(chat, "b", text="Hello? Anybody?")
    assert post.deliver() == 1
    clock.move(PAUSES[-1])
    assert post.deliver() == 0

    (mail,) = mailer.sent
    assert (mail.to, mail.subject) == (TEAM, "A customer waits: Cancel the order")
    assert "Customer: Cancel my order\nBot: I ask the team.\n" in mail.text
    assert "Anybody" not in mail.text  # a retry says the same as the first try
    assert f"{URL}/inbox#{chat}" in mail.text


async def test_a_mail_server_that_is_down_for_long_gets_each_hand_over_once_when_it_is_back(
    clock_and_desk, server: MailServer
):
    clock, desk = clock_and_desk
    email_desk = EmailDesk(SmtpMailer(server.where(), "s" * 32), TEAM)
    post = HandOverPost(desk, email_desk, URL)
    server.answers["RCPT"] = "451 Later"
    chats = [ask_for_person(desk, f"Cancel order {number}") for number in range(3)]
    for pause in PAUSES:
        assert await asyncio.to_thread(post.deliver) == 0
        clock.move(pause)
    assert {wait.conversation_id for wait in desk.team.waits.waiting()} == set(chats)
    del server.answers["RCPT"]
    assert await asyncio.to_thread(post.deliver) == 3
    clock.move(PAUSES[-1])
    assert await asyncio.to_thread(post.deliver) == 0

    texts = [letter.get_content() for letter in server.letters]
    assert sorted(text.count(f"/inbox#{chat}") for text in texts for chat in chats) == [0] * 6 + [1] * 3
    email_desk.close()


async def test_a_mail_whose_answer_is_lost_comes_again_as_the_same_mail(clock_and_desk, server: MailServer):
    clock, desk = clock_and_desk
    email_desk = EmailDesk(SmtpMailer(server.where(), "s" * 32), TEAM)
    post = HandOverPost(desk, email_desk, URL)
    server.hangs_up_at = "DATA"
    ask_for_person(desk)
    assert await asyncio.to_thread(post.deliver) == 0
    server.hangs_up_at = ""
    clock.move(PAUSES[0])
    assert await asyncio.to_thread(post.deliver) == 1
    first, second = server.letters
    assert first["message-id"] == second["message-id"]
    email_desk.close()


def test_a_process_that_dies_between_mail_and_mark_repeats_the_same_mail(clock_and_desk):
    clock, desk = clock_and_desk
    mailer = InMemoryMailer()
    chat = ask_for_person(desk)

    class DyingBook:
        def __getattr__(self, name):
            return getattr(desk.team.hand_overs, name)

        def mark_sent(self, hand_over):
            raise RuntimeError("killed")

    dying = replace(desk, team=replace(desk.team, hand_overs=DyingBook()))
    with pytest.raises(RuntimeError):
        HandOverPost(dying, EmailDesk(mailer, TEAM), URL).deliver()
    clock.move(PAUSES[-1])
    desk.journal.append_inbound(chat, "b", text="Hello?")
    assert HandOverPost(desk, EmailDesk(mailer, TEAM), URL).deliver() == 1
    assert len(mailer.sent) == 1  # the same mail under the same key is one


async def test_a_gateway_mails_what_waits(gateways, server):
    mailer = InMemoryMailer()
    gateways.mailer = mailer
    running = await gateways.start(support_desk="email", support_email=TEAM, public_url=URL)
    ask_for_person(running.desk)
    async with asyncio.timeout(10):
        while not mailer.sent:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    assert [mail.to for mail in mailer.sent] == [TEAM]
