"""SMTP with a real server: kept private, given up in time, and nothing of a mail in any log."""

import asyncio
import logging
import time
import traceback
from contextlib import asynccontextmanager

import aiosmtplib
import pytest
import structlog

from actions.mail.errors import MailNotSent, MailRefused
from actions.mail.mailer import Mail
from actions.mail.smtp_mailer import SmtpMailer
from actions.mail.smtp_server import Secrecy
from actions.mail.smtp_trouble import TROUBLE, not_sent
from conversations.clock import HandClock
from tests.actions.mail.mail_server import PASSWORD, USER, Certificate, listening, serving

ADDRESS, CODE = "mira.lindqvist@example.com", "482913"
MAIL = Mail(ADDRESS, "Your code for order 10042", f"Your code is {CODE}.")
PATIENCE = 0.4
"""Seconds, instead of five."""


@pytest.fixture(autouse=True)
def everything_is_logged():
    """Whatever the process of another part has set for its own log."""
    before = structlog.get_config()
    structlog.reset_defaults()
    yield
    structlog.configure(**before)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return Certificate(tmp_path_factory.mktemp("certificate"))


@asynccontextmanager
async def mailing(where, **options):
    """Sends `MAIL`, over and over if need be."""
    mailer = SmtpMailer(where, "a secret", **{"seconds": 5.0} | options)
    try:
        yield lambda: asyncio.to_thread(mailer.send, MAIL, "c:1")
    finally:
        mailer.close()


async def failure(where, **options) -> MailNotSent:
    async with mailing(where, **options) as send:
        with pytest.raises(MailNotSent) as raised:
            await send()
    return raised.value


# what arrives


async def test_a_letter_says_who_wrote_it_and_that_it_was_a_machine():
    clock = HandClock()
    async with serving() as server, mailing(server.where(), clock=clock) as send:
        await send()
    [letter], [envelope] = server.letters, server.envelopes
    assert letter["from"] == "Harbour & Pine <help@shop.example>"
    assert letter["auto-submitted"] == "auto-generated"
    assert letter["date"].datetime == clock()
    assert letter.get_content_type() == "text/plain"
    assert (envelope.mail_from, envelope.rcpt_tos) == ("help@shop.example", [ADDRESS])


async def test_another_process_that_repeats_a_mail_gives_it_the_same_id():
    async with serving() as server:
        for _ in range(2):
            async with mailing(server.where()) as send:
                await send()
    first, second = [letter["message-id"] for letter in server.letters]
    assert first == second
    assert first.endswith("@shop.example>")


# kept private


async def test_starttls_and_a_login(certificate):
    options = {"require_starttls": True, "auth_required": True}
    async with serving(certificate.server, **options) as server:
        where = server.where(Secrecy.STARTTLS, USER, PASSWORD)
        async with mailing(where, tls=certificate.trusting) as send:
            await send()
    assert len(server.letters) == 1
    assert server.logins == [PASSWORD.encode()]


async def test_tls_from_the_first_byte(certificate):
    async with serving(certificate.server, is_tls_from_the_start=True, auth_require_tls=False) as server:
        where = server.where(Secrecy.TLS, USER, PASSWORD)
        async with mailing(where, tls=certificate.trusting) as send:
            await send()
    assert len(server.letters) == 1
    assert server.logins == [PASSWORD.encode()]


async def test_a_server_that_drops_starttls_gets_neither_mail_nor_password():
    async with serving(auth_require_tls=False) as server:
        await failure(server.where(Secrecy.STARTTLS, USER, PASSWORD))
    assert (server.envelopes, server.logins) == ([], [])


@pytest.mark.parametrize("secrecy", [Secrecy.STARTTLS, Secrecy.TLS])
async def test_a_server_that_nobody_vouches_for_gets_neither_mail_nor_password(certificate, secrecy):
    tls = {"is_tls_from_the_start": secrecy is Secrecy.TLS, "auth_require_tls": False}
    async with serving(certificate.server, **tls) as server:
        await failure(server.where(secrecy, USER, PASSWORD))
    assert (server.envelopes, server.logins) == ([], [])


async def test_a_wrong_password_is_refused_for_good(certificate):
    async with serving(certificate.server, auth_required=True) as server:
        where = server.where(Secrecy.STARTTLS, USER, "wrong")
        error = await failure(where, tls=certificate.trusting)
    assert isinstance(error, MailRefused)
    assert server.envelopes == []


# a server that says no, or nothing


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(("answer", "kind"), [("550 No", MailRefused), ("451 Later", MailNotSent)])
async def test_no_for_good_differs_from_no_for_now(command, answer, kind):
    async with serving() as server:
        server.answers[command] = answer
        error = await failure(server.where())
    assert type(error) is kind
    assert answer[:3] in str(error)


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
async def test_a_server_that_hangs_is_given_up_in_time(command):
    async with serving() as server:
        server.waits[command] = 30
        began = time.monotonic()
        await failure(server.where(), seconds=PATIENCE)
    assert time.monotonic() - began < 10


async def test_a_server_that_never_greets_is_given_up_in_time():
    async with serving() as server, listening(asyncio.Protocol) as server.port:
        began = time.monotonic()
        await failure(server.where(), seconds=PATIENCE)
    assert time.monotonic() - began < 10


async def test_the_time_limit_holds_for_all_steps_together():
    async with serving() as server:
        server.waits = dict.fromkeys(("MAIL", "RCPT", "DATA"), 0.9)
        await failure(server.where(), seconds=1)


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
async def test_a_server_that_hangs_up_has_not_taken_the_mail(command):
    async with serving() as server:
        server.hangs_up_at = command
        assert type(await failure(server.where())) is MailNotSent


async def test_where_nobody_listens_no_mail_is_sent():
    async with serving() as server:
        where = server.where()
    assert type(await failure(where)) is MailNotSent


async def test_a_mail_that_failed_can_be_sent_again():
    async with serving() as server, mailing(server.where()) as send:
        server.answers["RCPT"] = "451 Later"
        with pytest.raises(MailNotSent):
            await send()
        server.answers.clear()
        await send()
    assert len(server.letters) == 1


@pytest.mark.parametrize("trouble", ["waits", "hangs up", "refuses"])
async def test_once_the_server_has_the_mail_its_goodbye_does_not_matter(trouble):
    async with serving() as server, mailing(server.where()) as send:
        server.waits["QUIT"] = 30 if trouble == "waits" else 0
        server.hangs_up_at = "QUIT" if trouble == "hangs up" else ""
        server.answers["QUIT"] = "554 No"
        began = time.monotonic()
        await send()
    assert time.monotonic() - began < 10
    assert len(server.letters) == 1


async def test_a_mailer_that_is_closed_gives_up_the_mail_under_way():
    async with serving() as server:
        server.waits["DATA"] = 30
        mailer = SmtpMailer(server.where(), "a secret")
        sending = asyncio.create_task(asyncio.to_thread(mailer.send, MAIL, "c:1"))
        await asyncio.sleep(0.2)
        await asyncio.to_thread(mailer.close)
        with pytest.raises(MailNotSent):
            await sending


# nothing in a log


@pytest.mark.parametrize(
    "answer", ["250 OK", f"550 <{ADDRESS}> is no customer of ours", f"451 <{ADDRESS}>: try later"]
)
async def test_neither_log_nor_traceback_names_the_customer_or_the_code(answer, capfd, caplog):
    caplog.set_level(logging.DEBUG)
    shown = ""
    async with serving() as server, mailing(server.where()) as send:
        server.answers["RCPT"] = answer
        try:
            await send()
        except MailNotSent as error:
            shown = "".join(traceback.format_exception(error))
    out, err = capfd.readouterr()
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("mail.")]
    everything = "\n".join([shown, out, err, *ours])  # `mail.…` is the test's own server
    assert ("mail.sent" if answer == "250 OK" else "mail.failed") in everything
    assert [word for word in (ADDRESS, "lindqvist", CODE, "10042") if word in everything] == []


# the library's errors


@pytest.mark.parametrize("name", aiosmtplib.errors.__all__)
def test_every_error_of_the_library_is_translated(name):
    assert issubclass(getattr(aiosmtplib, name), TROUBLE)


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (aiosmtplib.SMTPAuthenticationError(535, ADDRESS), MailRefused),
        (aiosmtplib.SMTPRecipientsRefused([aiosmtplib.SMTPRecipientRefused(450, "", ADDRESS)]), MailNotSent),
        (aiosmtplib.SMTPRecipientsRefused([]), MailNotSent),
        (aiosmtplib.SMTPNotSupported(ADDRESS), MailRefused),
        (ConnectionRefusedError(ADDRESS), MailNotSent),
        (UnicodeError(ADDRESS), MailNotSent),
        (TimeoutError(), MailNotSent),
    ],
)
def test_what_the_error_says_may_be_logged(trouble, kind):
    error = not_sent(trouble)
    assert type(error) is kind
    assert ADDRESS not in str(error)
