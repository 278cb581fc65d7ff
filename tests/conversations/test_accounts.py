"""Accounts of the support team, on every adapter: who may sign in, how long, how often somebody may try."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from conversations.accounts import (
    FAILURES_COUNT_FOR,
    IDLE_LASTS,
    MOST_FAILURES_OF_AN_ACCOUNT,
    MOST_FAILURES_OF_AN_ADDRESS,
    SESSION_LASTS,
    Accounts,
    remove_account,
    save_account,
)
from conversations.clock import HandClock
from conversations.desk import Desk, open_desk
from conversations.errors import AccountMistake, NotSignedIn, SignInLocked, WrongSignIn
from conversations.passwords import Passwords

CHEAP = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
SECRET, EMAIL, PASSWORD, HOME = "s" * 32, "ana@shop.example", "correct horse", "192.0.2.1"


@pytest.fixture
def accounts(desk: Desk, clock: HandClock) -> Accounts:
    save_account(desk.team.accounts, "Ana", EMAIL, PASSWORD, CHEAP, clock)
    return Accounts(desk.team.accounts, SECRET, CHEAP, clock)


def fail(accounts: Accounts, times: int, email: str = EMAIL, address: str = HOME) -> None:
    for _ in range(times):
        with pytest.raises(WrongSignIn):
            accounts.sign_in(email, "wrong password", address)


def test_who_knows_the_password_gets_a_session(accounts: Accounts):
    token, session = accounts.sign_in(" ANA@shop.example ", PASSWORD, HOME)
    assert session.agent.name == "Ana"
    assert accounts.session(token) == session
    assert accounts.csrf_token(token) != accounts.csrf_token(token + "x")


def test_a_password_is_the_same_in_every_spelling_of_its_letters(desk: Desk, clock: HandClock):
    save_account(desk.team.accounts, "Zoë", "zoe@shop.example", "pass\u00e9 compose\u0301", CHEAP, clock)
    accounts = Accounts(desk.team.accounts, SECRET, CHEAP, clock)
    assert accounts.sign_in("zoe@shop.example", "passe\u0301 compos\u00e9", HOME)


@pytest.mark.parametrize("email", [EMAIL, "nobody@shop.example", "", "a\0b", "\ud800"])
def test_a_wrong_password_opens_nothing(accounts: Accounts, email: str):
    with pytest.raises(WrongSignIn):
        accounts.sign_in(email, PASSWORD + "x", HOME)


def test_a_session_ends_when_its_time_is_up(accounts: Accounts, clock: HandClock):
    token, session = accounts.sign_in(EMAIL, PASSWORD, HOME)
    while clock() + IDLE_LASTS / 2 < session.expires_at:
        clock.move(IDLE_LASTS / 2)
        assert accounts.session(token)
    clock.move(session.expires_at - clock())
    with pytest.raises(NotSignedIn):
        accounts.session(token)


def test_a_session_that_nobody_uses_ends_earlier(accounts: Accounts, clock: HandClock):
    token, _ = accounts.sign_in(EMAIL, PASSWORD, HOME)
    clock.move(IDLE_LASTS - timedelta(seconds=1))
    assert accounts.session(token)
    clock.move(IDLE_LASTS)
    with pytest.raises(NotSignedIn):
        accounts.session(token)
    assert IDLE_LASTS < SESSION_LASTS


def test_signing_out_ends_this_session_only(accounts: Accounts):
    first, _ = accounts.sign_in(EMAIL, PASSWORD, HOME)
    second, _ = accounts.sign_in(EMAIL, PASSWORD, HOME)
    accounts.sign_out(first)
    with pytest.raises(NotSignedIn):
        accounts.session(first)
    assert accounts.session(second)


def test_a_new_password_ends_every_session_and_keeps_the_account(
    accounts: Accounts, desk: Desk, clock: HandClock
):
    token, before = accounts.sign_in(EMAIL, PASSWORD, HOME)
    save_account(desk.team.accounts, "Anna", EMAIL, "another password", CHEAP, clock)
    with pytest.raises(NotSignedIn):
        accounts.session(token)
    with pytest.raises(WrongSignIn):
        accounts.sign_in(EMAIL, PASSWORD, HOME)
    _, after = accounts.sign_in(EMAIL, "another password", HOME)
    assert (after.agent.id, after.agent.name) == (before.agent.id, "Anna")
    assert [agent.name for agent in accounts.agents()] == ["Anna"]


def test_who_is_removed_is_signed_out_for_good_and_is_no_colleague_any_more(
    accounts: Accounts, desk: Desk, clock: HandClock
):
    token, session = accounts.sign_in(EMAIL, PASSWORD, HOME)
    assert remove_account(desk.team.accounts, " ANA@shop.example ") == session.agent
    assert remove_account(desk.team.accounts, "nobody@shop.example") is None
    with pytest.raises(NotSignedIn):
        accounts.session(token)
    for password in (PASSWORD, ""):
        with pytest.raises(WrongSignIn):
            accounts.sign_in(EMAIL, password, HOME)
    assert accounts.agents() == []
    assert save_account(desk.team.accounts, "Ana", EMAIL, PASSWORD, CHEAP, clock) == session.agent
    assert accounts.sign_in(EMAIL, PASSWORD, HOME)


@pytest.mark.parametrize("email", [EMAIL, "nobody@shop.example"])
def test_an_account_is_locked_after_so_many_failures_from_everywhere(
    accounts: Accounts, clock: HandClock, email: str
):
    for number in range(MOST_FAILURES_OF_AN_ACCOUNT):
        fail(accounts, 1, email, f"192.0.2.{number}")
        clock.move(timedelta(seconds=10))
    with pytest.raises(SignInLocked) as locked:
        accounts.sign_in(email, PASSWORD, "198.51.100.1")
    assert locked.value.retry_after == FAILURES_COUNT_FOR - MOST_FAILURES_OF_AN_ACCOUNT * timedelta(
        seconds=10
    )


def test_a_lock_ends_when_it_says(accounts: Accounts, clock: HandClock):
    fail(accounts, MOST_FAILURES_OF_AN_ACCOUNT)
    clock.move(FAILURES_COUNT_FOR - timedelta(seconds=1))
    with pytest.raises(SignInLocked):
        accounts.sign_in(EMAIL, PASSWORD, HOME)
    clock.move(timedelta(seconds=1))
    assert accounts.sign_in(EMAIL, PASSWORD, HOME)


def test_who_signs_in_starts_over(accounts: Accounts):
    for _ in range(2):
        fail(accounts, MOST_FAILURES_OF_AN_ACCOUNT - 1)
        assert accounts.sign_in(EMAIL, PASSWORD, "192.0.2.77")


def test_an_address_is_locked_whatever_account_it_tries(accounts: Accounts):
    for number in range(MOST_FAILURES_OF_AN_ADDRESS):
        fail(accounts, 1, f"somebody{number}@shop.example")
    with pytest.raises(SignInLocked):
        accounts.sign_in(EMAIL, PASSWORD, HOME)
    assert accounts.sign_in(EMAIL, PASSWORD, "198.51.100.1")


def test_signing_in_rightly_forgives_the_address_nothing_else(accounts: Accounts):
    for number in range(MOST_FAILURES_OF_AN_ADDRESS - 1):
        fail(accounts, 1, f"somebody{number}@shop.example")
    assert accounts.sign_in(EMAIL, PASSWORD, HOME)
    fail(accounts, 1, "another@shop.example")
    with pytest.raises(SignInLocked):
        accounts.sign_in(EMAIL, PASSWORD, HOME)


def test_of_many_who_guess_at_once_no_more_are_heard_than_one_after_the_other(accounts: Accounts):
    def guess(number: int) -> type[Exception]:
        try:
            accounts.sign_in(EMAIL, f"wrong password {number}", f"192.0.2.{number}")
        except (WrongSignIn, SignInLocked) as refusal:
            return type(refusal)
        raise AssertionError("a wrong password opened a session")

    with ThreadPoolExecutor(8) as pool:
        heard = list(pool.map(guess, range(3 * MOST_FAILURES_OF_AN_ACCOUNT)))
    assert heard.count(WrongSignIn) == MOST_FAILURES_OF_AN_ACCOUNT


@pytest.mark.parametrize(
    ("name", "email", "password"),
    [
        ("", EMAIL, PASSWORD),
        ("x" * 41, EMAIL, PASSWORD),
        ("A\0na", EMAIL, PASSWORD),
        ("Ana", "ana", PASSWORD),
        ("Ana", "a b@shop.example", PASSWORD),
        ("Ana", EMAIL, "short"),
        ("Ana", EMAIL, "x" * 257),
    ],
)
def test_an_account_that_cannot_be_is_refused_with_what_to_do(
    desk: Desk, name: str, email: str, password: str
):
    with pytest.raises(AccountMistake, match=r"\.$"):
        save_account(desk.team.accounts, name, email, password, CHEAP)
    assert desk.team.accounts.agents() == []


def test_neither_password_nor_token_stands_in_the_database(sqlite_url: str):
    desk = open_desk(sqlite_url)
    save_account(desk.team.accounts, "Ana", EMAIL, PASSWORD)
    token, _ = Accounts(desk.team.accounts, SECRET).sign_in(EMAIL, PASSWORD, HOME)
    desk.close()
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    kept = b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*"))
    assert b"$argon2id$" in kept
    for secret in (PASSWORD, token, HOME):
        assert secret.encode() not in kept
