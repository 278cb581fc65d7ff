"""Who wants to be forgotten is forgotten, gets a code, and can look whether it is done."""

import pytest
from sqlalchemy import inspect

from conversations.errors import UnknownConversation
from conversations.sql_database import open_engine
from gateway.messenger.deletion import PATH
from gateway.messenger.signing import signed_request
from tests.gateway.messenger.conftest import CREDENTIALS
from tests.gateway.messenger.shop_page import until


async def ask(page, user_id: str, secret: str = CREDENTIALS.app_secret):
    form = {"signed_request": signed_request({"user_id": user_id, "issued_at": 1}, secret)}
    async with page.session.post(f"{page.running.client.base}{PATH}", data=form) as response:
        return response.status, await response.json()


def rows_about(url: str, *needles: str) -> list[str]:
    """The tables in which any of these still stands."""
    engine = open_engine(url)
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        found = [
            table
            for table in tables
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}").all()
            if any(needle in str(value) for value in row for needle in needles)
        ]
    engine.dispose()
    return found


@pytest.mark.parametrize("user_id", ["4711", "774711"], ids=["the page's id", "the app's id"])
async def test_everything_about_a_person_is_erased_and_nothing_of_others(
    page, platform, database_url, user_id
):
    platform.writes("4712", "I am Ben")
    kept = await page.answers("Hello Ben.")
    platform.writes("4711", "I am Ann of Rhubarb Lane")
    turn = await page.answers("Hello Ann.", choices=("One", "Two"))
    await page.hears("4711", 1)
    await page.hears("4712", 1)
    status, answer = await ask(page, user_id)
    assert (status, answer["url"].endswith(answer["confirmation_code"])) == (200, True)
    with pytest.raises(UnknownConversation):
        page.journal.conversation(turn.conversation_id)
    assert page.journal.conversation(kept.conversation_id).id == kept.conversation_id
    assert rows_about(database_url, turn.conversation_id, "Rhubarb") == []
    async with page.session.get(answer["url"]) as response:
        assert (response.status, "Your data is erased" in await response.text()) == (200, True)


async def test_nothing_stays_of_words_that_were_taken_back(page, platform, database_url):
    mid = platform.writes("11", "My password is rhubarb")
    await page.answers("I read: my password is rhubarb.")
    await page.hears("11", 1)
    platform.writes("11", "And now?")
    await page.answers("As I said: My password is rhubarb.")
    await page.hears("11", 2)
    platform.does("11", message={"mid": mid, "is_deleted": True})
    await until(lambda: rows_about(database_url, "rhubarb") == [])


async def test_what_our_app_wrote_from_elsewhere_is_stored_without_its_words(page, platform, database_url):
    platform.writes("11", "Hello")
    await page.answers("Good morning.")
    await page.hears("11", 1)  # from its echo our app's id is known
    ends = {"sender": {"id": platform.page_id}, "recipient": {"id": "11"}}
    echo = {"mid": "m", "text": "rhubarb", "is_echo": True, "app_id": int(platform.app_id)}
    platform.events.append({**ends, "timestamp": 1_890_000_000_000, "message": echo})
    platform.writes("11", "And now?")
    await page.answers("Good day.")
    await until(lambda: rows_about(database_url, "And now?") and not rows_about(database_url, "rhubarb"))


async def test_asking_again_gives_the_same_code(page, platform):
    platform.writes("11", "Hello")
    await page.answers("Good morning.")
    assert (await ask(page, "11"))[1] == (await ask(page, "11"))[1]


async def test_who_writes_again_begins_anew(page, platform):
    platform.writes("11", "Hello")
    before = await page.answers("Good morning.")
    await page.hears("11", 1)
    await ask(page, "11")
    platform.writes("11", "Hello again")
    after = await page.answers("Good day.")
    assert after.conversation_id != before.conversation_id
    assert (await page.hears("11", 2))[1].startswith("You are chatting with a bot")


def signed(**data: object) -> dict[str, str]:
    return {"signed_request": signed_request(data, CREDENTIALS.app_secret)}


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"signed_request": ""},
        {"signed_request": "a.b"},
        {"signed_request": "." * 9000},
        {"signed_request": signed_request({"user_id": "11"}, "f" * 32)},
        {"signed_request": signed_request({"user": "ann"}, CREDENTIALS.app_secret)},
        {"signed_request": signed_request({"user_id": "11", "algorithm": "none"}, CREDENTIALS.app_secret)},
        {"signed_request": signed_request({"user_id": "11"}, CREDENTIALS.app_secret)[1:]},
        {"signed_request": "\N{SNOWMAN}.\N{SNOWMAN}"},
        signed(user_id="\ud800"),
        signed(user_id="\N{ARABIC-INDIC DIGIT ONE}"),
        signed(user_id="11/../me?x=1"),
        signed(user_id="11\n"),
        signed(user_id=""),
        signed(user_id=None),
        signed(user_id=True),
        signed(user_id=["11"]),
    ],
    ids=str,
)
async def test_what_the_platform_has_not_signed_erases_nothing(page, platform, form):
    platform.writes("11", "Hello")
    turn = await page.answers("Good morning.")
    async with page.session.post(f"{page.running.client.base}{PATH}", data=form) as response:
        assert response.status == 403
    assert page.journal.conversation(turn.conversation_id).id == turn.conversation_id


async def test_a_code_that_nobody_was_given_is_unknown(page):
    async with page.session.get(f"{page.running.client.base}{PATH}/000000000000000000000000") as response:
        assert response.status == 404
