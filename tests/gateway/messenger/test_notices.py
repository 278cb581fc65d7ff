"""What somebody asked to be told later: on Messenger in time, else by mail if they gave an address."""

from datetime import timedelta

import pytest

from actions.mail.errors import MailNotSent, MailRefused
from conversations.entries import Words
from conversations.messenger_events import notice_address
from conversations.notices import NoticeKind, NoticeToKeep
from gateway.messenger.notice_mail import HINT

SHIPPED = NoticeToKeep(NoticeKind.ORDER_SHIPPED, "10042", "ann@example.com")
ON_ITS_WAY = Words("You asked me to tell you. Order 10042 is on its way.")
TWO_DAYS = timedelta(days=2)


def asks_to_be_told(office) -> str:
    """Ann is promised to hear when her order ships."""
    office.platform.writes("ann", "Tell me when it ships")
    office.deliver()
    return office.answer("I'll write here once.", notices=(SHIPPED,))


def gives_an_address(office, text: str) -> None:
    assert office.is_told("ann", text, "That address it is.")


def ships(office, chat: str) -> None:
    (notice,) = office.desk.notices.of_conversation(chat)
    office.desk.notices.tell(notice.id, ON_ITS_WAY)


async def test_whoever_is_promised_something_hears_how_long_messenger_lets_us_write(office):
    chat = asks_to_be_told(office)
    await office.send(chat)
    assert office.platform.said_to("ann")[0].endswith(f"I'll write here once.\n\n{HINT}")


async def test_in_time_it_is_told_on_messenger_and_nobody_is_mailed(office):
    chat = asks_to_be_told(office)
    gives_an_address(office, "mail it to ann@example.com")
    ships(office, chat)
    await office.send(chat)
    assert office.said_to("ann")[-1] == ON_ITS_WAY.text
    assert office.mailer.sent == []


async def test_too_late_for_messenger_it_goes_by_mail_to_the_address_given_for_that(office):
    chat = asks_to_be_told(office)
    gives_an_address(office, "Mail it to ann@example.com.")
    await office.send(chat)
    assert office.said_to("ann")[-1] == "That address it is."
    office.clock.move(TWO_DAYS)
    ships(office, chat)
    await office.send(chat)
    (mail,) = office.mailer.sent
    assert (mail.to, ON_ITS_WAY.text in mail.text) == ("ann@example.com", True)
    office.is_told("ann", "Any news?", "Nothing else.")
    await office.send(chat)
    assert office.said_to("ann")[-1] == "Nothing else."
    assert ON_ITS_WAY.text not in office.said_to("ann")


async def test_without_an_address_it_waits_until_they_write_and_no_proof_is_taken_for_one(office):
    chat = asks_to_be_told(office)
    await office.send(chat)
    office.clock.move(TWO_DAYS)
    ships(office, chat)
    await office.send(chat)
    assert office.mailer.sent == []
    office.is_told("ann", "Any news?", "Yes, above.")
    await office.send(chat)
    assert office.said_to("ann")[-2:] == [ON_ITS_WAY.text, "Yes, above."]


async def test_an_answer_is_never_mailed(office):
    chat = asks_to_be_told(office)
    gives_an_address(office, "mail it to ann@example.com")
    await office.send(chat)
    office.is_told("ann", "Where is it?", "Still here.")
    office.clock.move(TWO_DAYS)
    await office.send(chat)
    assert office.mailer.sent == []


async def test_a_mail_server_that_is_away_is_asked_again(office):
    chat = asks_to_be_told(office)
    gives_an_address(office, "mail it to ann@example.com")
    await office.send(chat)
    office.clock.move(TWO_DAYS)
    ships(office, chat)
    office.mailer.fails_with = MailNotSent("away")
    await office.send(chat)
    office.mailer.fails_with = None
    await office.send(chat)
    assert len(office.mailer.sent) == 1


async def test_an_address_that_no_mail_reaches_is_given_up(office):
    chat = asks_to_be_told(office)
    gives_an_address(office, "mail it to ann@example.com")
    await office.send(chat)
    office.clock.move(TWO_DAYS)
    ships(office, chat)
    office.mailer.fails_with = MailRefused("no such person")
    await office.send(chat)
    office.mailer.fails_with = None
    await office.send(chat)
    assert office.mailer.sent == []


async def test_after_stop_nothing_is_told_until_they_write(office):
    chat = asks_to_be_told(office)
    office.platform.writes("ann", "stop")
    office.deliver()
    office.answer("I will leave you alone.", opts_out=True)
    ships(office, chat)
    await office.send(chat)
    assert office.said_to("ann")[-1] == "I will leave you alone."


@pytest.mark.parametrize(
    "text",
    ["mail it to ann@example.com", "Please e-mail that to ann@example.com!", "email to ann@example.com"],
)
def test_an_address_is_given_in_so_many_words(text):
    assert notice_address(text) == "ann@example.com"


@pytest.mark.parametrize(
    "text",
    [
        "ann@example.com",
        "my e-mail is ann@example.com",
        "10042 ann@example.com",
        "mail it to ann@example.com and ben@example.com",
        "mail it to ann@",
        "don't mail it to ann@example.com",
    ],
)
def test_an_address_that_was_given_for_something_else_is_not_taken(text):
    assert notice_address(text) is None
