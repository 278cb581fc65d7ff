"""SMTP_URL and MAIL_FROM: what they mean, and what is said about a wrong one."""

import pytest

from actions.mail.demo_mailbox import DemoMailbox
from actions.mail.no_mailer import NoMailer
from actions.mail.open_mailer import open_mailer
from actions.mail.smtp_mailer import SmtpMailer
from actions.mail.smtp_server import Secrecy, read_smtp_server
from actions.settings import read_settings
from conversations.environment import Environment
from conversations.errors import SettingError

SENDER = "Your shop <help@shop.example>"
SECRET = {"DESKBELL_SECRET": "s" * 32}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://localhost", ("localhost", 25, Secrecy.NONE, "", "")),
        ("smtp://[::1]:2525/", ("::1", 2525, Secrecy.NONE, "", "")),
        ("smtp://me:pw@127.0.0.1", ("127.0.0.1", 25, Secrecy.NONE, "me", "pw")),
        ("smtps://me:pw@mail.shop.example", ("mail.shop.example", 465, Secrecy.TLS, "me", "pw")),
        ("SMTPS://me%40a.example:p%2F%3Aw@Mail:1465", ("mail", 1465, Secrecy.TLS, "me@a.example", "p/:w")),
        ("smtp+starttls://me@a.example:pw@mail", ("mail", 587, Secrecy.STARTTLS, "me@a.example", "pw")),
    ],
)
def test_the_url_names_the_server(url, expected):
    server = read_smtp_server(url, SENDER)
    assert (server.host, server.port, server.secrecy, server.user, server.password) == expected


@pytest.mark.parametrize(
    "url",
    [
        "mail.shop.example",
        "smtp:localhost",
        "http://mail.shop.example",
        "smtps://",
        "smtps://mail:99999",
        "smtps://mail:0",
        "smtps://mail:port",
        "smtps://hunter2@mail",
        "smtps://me:hunter2/x@mail",
        "smtps://me:hunter2#@mail",
        "smtps://mail/inbox",
        "smtps://mail?tls=no",
    ],
)
def test_a_wrong_url_is_explained_without_the_password(url):
    with pytest.raises(SettingError, match=r"SMTP_URL .*smtps://user:password@") as raised:
        read_smtp_server(url, SENDER)
    assert "hunter2" not in str(raised.value)


def test_no_password_goes_to_another_machine_in_the_clear():
    with pytest.raises(SettingError, match=r"in the clear.*smtp\+starttls") as raised:
        read_smtp_server("smtp://me:hunter2@mail.shop.example", SENDER)
    assert "hunter2" not in str(raised.value)


def test_the_sender_is_the_user_unless_another_one_is_set():
    url = "smtps://me%40shop.example:pw@mail"
    assert str(read_smtp_server(url, "").sender) == "me@shop.example"
    assert str(read_smtp_server(url, SENDER).sender) == SENDER


@pytest.mark.parametrize(
    "sender", ["", "help", "Your shop", "a@shop.example, b@shop.example", "hä@shop.example"]
)
def test_a_sender_that_is_none_is_explained(sender):
    with pytest.raises(SettingError, match=r"MAIL_FROM .*<help@shop\.example>"):
        read_smtp_server("smtp://localhost", sender)


def test_settings_do_not_show_the_password():
    settings = read_settings(
        Environment({**SECRET, "SMTP_URL": "smtps://me:hunter2@mail", "MAIL_FROM": SENDER})
    )
    assert settings.smtp is not None
    assert "hunter2" not in repr(settings)


@pytest.mark.parametrize(
    ("variables", "kind"),
    [
        ({"DESKBELL_DEMO": "1", "SMTP_URL": "smtp://localhost", "MAIL_FROM": SENDER}, SmtpMailer),
        ({"DESKBELL_DEMO": "0", "SMTP_URL": "smtp://localhost", "MAIL_FROM": SENDER}, SmtpMailer),
        ({"DESKBELL_DEMO": "1"}, DemoMailbox),
        ({}, NoMailer),
    ],
)
def test_a_shop_gets_its_own_server_or_the_demo_its_folder_or_nothing(variables, kind):
    settings = read_settings(Environment({**SECRET, **variables}))
    mailer = open_mailer(settings.smtp, settings.demo_var, settings.secret)
    mailer.close()
    assert type(mailer) is kind
