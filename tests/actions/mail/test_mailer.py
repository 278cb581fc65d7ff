"""What every mailer promises: the one of tests, the demo's mailbox, and SMTP with a real server."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from actions.mail.demo_mailbox import DemoMailbox
from actions.mail.errors import MailNotSent, MailNotSetUp, MailRefused
from actions.mail.in_memory_mailer import InMemoryMailer
from actions.mail.mailer import Mail, Mailer, mail_id
from actions.mail.no_mailer import NoMailer
from actions.mail.smtp_mailer import SmtpMailer
from tests.actions.mail.mail_server import serving

CODE = Mail(
    "mira@example.com", "Your code for order 10042", "Your code is 482913.\n\nIt is good for 10 minutes."
)
AWKWARD = (
    """Grüezi Mira – “quoted” 🛎️

.a line that begins with a dot
From here on it looks like a mailbox
=3D is no code

"""
    + "a very long line " * 100
)


@dataclass
class Post:
    """A mailer, and what has arrived at the other end, oldest first."""

    mailer: Mailer
    arrived: Callable[[], list[Mail]]

    async def send(self, mail: Mail, key: str = "c:1") -> None:
        await asyncio.to_thread(self.mailer.send, mail, key)


@asynccontextmanager
async def in_memory(folder):
    mailer = InMemoryMailer()
    yield Post(mailer, lambda: mailer.sent)


@asynccontextmanager
async def demo_mailbox(folder):
    mailbox = DemoMailbox(folder / "mail")
    yield Post(mailbox, lambda: [kept.mail for kept in reversed(mailbox.newest())])


@asynccontextmanager
async def smtp(folder):
    async with serving() as server:
        mailer = SmtpMailer(server.where(), "a secret")
        yield Post(mailer, lambda: [as_mail(letter) for letter in server.letters])
        mailer.close()


def as_mail(letter) -> Mail:
    # SMTP ends every line, also the last one.
    text = letter.get_content().replace("\r\n", "\n").removesuffix("\n")
    return Mail(letter["to"].addresses[0].addr_spec, letter["subject"], text)


@pytest.fixture(params=[in_memory, demo_mailbox, smtp], ids=lambda opened: opened.__name__)
async def post(request, tmp_path) -> AsyncIterator[Post]:
    async with request.param(tmp_path) as post:
        yield post


async def test_a_mail_arrives_as_it_was_written(post):
    await post.send(CODE)
    assert post.arrived() == [CODE]


async def test_no_text_is_too_awkward(post):
    mail = Mail("o'brien+shop@mail.example.com", "Ihr Code für “Bestellung” 10042", AWKWARD)
    await post.send(mail)
    assert post.arrived() == [mail]


async def test_the_same_mail_under_the_same_key_goes_out_once(post):
    for _ in range(3):
        await post.send(CODE)
    assert post.arrived() == [CODE]


async def test_a_turn_that_is_run_again_with_a_new_code_sends_it(post):
    again = Mail(CODE.to, CODE.subject, "Your code is 111222.")
    await post.send(CODE)
    await post.send(again)
    assert sorted(mail.text for mail in post.arrived()) == sorted([CODE.text, again.text])


async def test_the_same_mail_under_another_key_is_another_one(post):
    await post.send(CODE, "c:1")
    await post.send(CODE, "c:2")
    assert post.arrived() == [CODE, CODE]


async def test_many_threads_may_send_at_once(post):
    mails = [Mail(f"customer{number}@example.com", "Your code", f"It is {number}.") for number in range(20)]
    await asyncio.gather(*(post.send(mail, f"c:{number}") for number, mail in enumerate(mails)))
    assert sorted(mail.to for mail in post.arrived()) == sorted(mail.to for mail in mails)


@pytest.mark.parametrize(
    "mail",
    [
        *(
            Mail(to, "Your code", "It is 482913.")
            for to in (
                "",
                "mira",
                "mira@",
                "@example.com",
                "mira@example.com, other@example.com",
                "Mira <mira@example.com>",
                "mira@example.com\r\nBcc: other@example.com",
                "mira@example.com\n",
                "mira\0@example.com",
                "jörg@example.com",
                "mira@müller.example",
            )
        ),
        Mail(CODE.to, "Your code\r\nBcc: other@example.com", "It is 482913."),
        Mail(CODE.to, "Your code", "half a letter: \ud83d"),
    ],
    ids=range(13),
)
async def test_what_is_no_mail_to_one_customer_is_refused(post, mail):
    with pytest.raises(MailRefused):
        await post.send(mail)
    assert post.arrived() == []


def test_a_mail_shows_nothing_of_itself_when_it_is_printed():
    assert repr(CODE) == "Mail()"


def test_the_id_of_a_mail_depends_on_each_part_and_on_the_secret():
    different = {
        mail_id(Mail("a@b", "c", "d"), "e", "f"),
        mail_id(Mail("a@bc", "", "d"), "e", "f"),
        mail_id(Mail("a@b", "cd", ""), "e", "f"),
        mail_id(Mail("a@b", "c", "d"), "", "f"),
        mail_id(Mail("a@b", "c", "d"), "e", ""),
    }
    assert len(different) == 5


def test_the_mailer_of_tests_fails_as_it_is_told():
    mailer = InMemoryMailer(fails_with=MailNotSent("away"))
    with pytest.raises(MailNotSent, match="away"):
        mailer.send(CODE, "c:1")
    mailer.fails_with = None
    mailer.send(CODE, "c:1")
    assert mailer.sent == [CODE]


def test_without_a_mail_server_a_real_shop_hears_what_is_missing():
    with pytest.raises(MailNotSetUp, match="SMTP_URL"):
        NoMailer().send(CODE, "c:1")
