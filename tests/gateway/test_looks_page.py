"""The trail of looks at orders over HTTP: for the team alone, and nothing in it is more than text."""

import pytest

from conversations.support_floor import SupportAgent
from tests.gateway.team import Colleagues

HOSTILE = "<img src=x onerror=alert(1)>"


async def page_of(colleague, query: str = "") -> tuple[int, str]:
    url = f"{colleague.base}/inbox/looks{query}"
    async with colleague.session.get(url, allow_redirects=False) as response:
        return response.status, await response.text()


@pytest.fixture
async def ana(colleagues: Colleagues):
    return await colleagues.come("Ana")


def look(running, visitor, colleague, number: str) -> None:
    agent = SupportAgent(colleague.id, colleague.name)
    running.desk.team.floor.note_look(visitor.conversation_id, agent, number)


async def test_it_is_shown_to_the_team_alone(colleagues, client):
    stranger = colleagues.stranger()
    url = f"{stranger.base}/inbox/looks"
    async with stranger.session.get(url, allow_redirects=False) as response:
        assert (response.status, response.headers["location"]) == (303, "/inbox?then=/inbox/looks")
    visitor = await client.open()
    async with stranger.session.get(
        url, headers={"authorization": f"Bearer {visitor.token}"}, allow_redirects=False
    ) as response:
        assert response.status == 303


async def test_each_look_says_who_at_what_and_in_which_conversation(running, client, ana):
    assert "Nobody of the team has looked at an order." in (await page_of(ana))[1]
    visitor = await client.open()
    look(running, visitor, ana, "10042")
    status, page = await page_of(ana)
    assert status == 200
    assert f'href="/inbox#{visitor.conversation_id}"' in page
    assert "<bdi>Ana</bdi>" in page
    assert "<bdi>10042</bdi>" in page


async def test_the_looks_at_one_order_are_listed_by_its_number(running, client, ana):
    visitor = await client.open()
    look(running, visitor, ana, "10042")
    look(running, visitor, ana, "10058")
    page = (await page_of(ana, "?order=10058"))[1]
    assert "<bdi>10058</bdi>" in page
    assert "<bdi>10042</bdi>" not in page
    assert "at order 999" in (await page_of(ana, "?order=999"))[1]


async def test_a_long_trail_goes_on_on_the_next_page(running, client, ana):
    visitor = await client.open()
    for number in range(101):
        look(running, visitor, ana, f"{number:03}")
    first = (await page_of(ana))[1]
    assert "<bdi>100</bdi>" in first
    assert "<bdi>000</bdi>" not in first
    earlier = first.split('href="/inbox/looks')[1].split('"')[0].replace("&amp;", "&")
    second = (await page_of(ana, earlier))[1]
    assert "<bdi>000</bdi>" in second
    assert "Earlier looks" not in second
    assert (await page_of(ana, "?more=nonsense"))[0] == 422


async def test_what_somebody_typed_is_text(running, client, ana):
    visitor = await client.open()
    look(running, visitor, ana, HOSTILE)
    for query in ("", f"?order={HOSTILE}"):
        assert HOSTILE not in (await page_of(ana, query))[1]
    assert (await page_of(ana, "?order=%00"))[0] in {200, 400, 422}
