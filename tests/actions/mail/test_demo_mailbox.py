"""The demo's mailbox: what stays in the folder, and who may read it."""

from datetime import timedelta

import pytest

from actions.mail.demo_mailbox import KEPT, DemoMailbox
from actions.mail.errors import MailboxUnreadable, MailNotSent
from actions.mail.mailer import Mail
from conversations.clock import HandClock


def mail(number: int) -> Mail:
    return Mail("mira@example.com", f"Mail {number}", "Your code is 482913.")


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def mailbox(tmp_path, clock):
    return DemoMailbox(tmp_path / "var" / "mail", clock)


def fill(mailbox, clock, count):
    for number in range(count):
        clock.move(timedelta(milliseconds=1))
        mailbox.send(mail(number), f"c:{number}")


def test_before_the_first_mail_it_is_empty(mailbox):
    assert mailbox.newest() == []


def test_the_latest_comes_first(mailbox, clock):
    fill(mailbox, clock, 3)
    assert [kept.mail for kept in mailbox.newest()] == [mail(2), mail(1), mail(0)]
    assert mailbox.newest()[0].at == clock()


def test_old_ones_are_thrown_away(mailbox, clock, tmp_path):
    fill(mailbox, clock, KEPT + 5)
    assert [kept.mail for kept in mailbox.newest()] == [mail(KEPT + 4 - index) for index in range(KEPT)]
    assert len(list((tmp_path / "var" / "mail").iterdir())) == KEPT


def test_who_writes_and_who_reads_find_the_same_folder(tmp_path):
    DemoMailbox.under(tmp_path).send(mail(1), "c:1")
    assert [kept.mail for kept in DemoMailbox.under(tmp_path).newest()] == [mail(1)]


def test_nobody_else_on_this_machine_can_read_it(mailbox, tmp_path):
    mailbox.send(mail(1), "c:1")
    folder = tmp_path / "var" / "mail"
    [file] = folder.iterdir()
    assert (folder.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)


def test_a_file_that_is_half_written_is_not_seen(mailbox, tmp_path):
    mailbox.send(mail(1), "c:1")
    (tmp_path / "var" / "mail" / ".x.json.1.ab").write_text('{"at": "20')
    assert len(mailbox.newest()) == 1


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"at": "soon", "to": "", "subject": "", "text": ""}'])
def test_a_file_that_is_no_mail_is_said_by_the_folders_name(mailbox, tmp_path, content):
    mailbox.send(mail(1), "c:1")
    (tmp_path / "var" / "mail" / "other.json").write_text(content)
    with pytest.raises(MailboxUnreadable, match="mail can't be read"):
        mailbox.newest()


def test_where_no_folder_can_be_made_no_mail_is_sent(tmp_path):
    (tmp_path / "mail").write_text("in the way")
    with pytest.raises(MailNotSent):
        DemoMailbox(tmp_path / "mail").send(mail(1), "c:1")
