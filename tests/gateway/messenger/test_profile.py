"""What people see on Messenger before their first word: the file, and how it gets there."""

import asyncio
import os
import subprocess
import sys

import pytest

from gateway.messenger.double.platform import MessengerPlatform
from gateway.messenger.profile import MenuLine, ProfileMistake, load_profile
from tests.contracts.project_files import ROOT
from tests.gateway.messenger.conftest import CREDENTIALS
from tests.gateway.messenger.graph_server import graph_server

GOOD = """greeting: "Ask us anything."
get_started: "Hello"
menu:
  - title: "Where is it?"
    says: "Where is my order?"
  - title: "The shop"
    opens: "https://shop.example/shoes"
"""


@pytest.fixture
def read(tmp_path):
    def read(text: str):
        file = tmp_path / "messenger.yml"
        file.write_text(text)
        return load_profile(file)

    return read


def test_a_line_of_the_menu_says_something_or_opens_an_address(read):
    profile = read(GOOD)
    assert (profile.greeting, profile.get_started) == ("Ask us anything.", "Hello")
    assert profile.menu == [
        MenuLine("Where is it?", says="Where is my order?"),
        MenuLine("The shop", opens="https://shop.example/shoes"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "named"),
    [
        ('"Ask us anything."', '""', 1, "greeting has 0 characters"),
        ("Ask us anything.", "x" * 161, 1, "greeting has 161 characters"),
        ('"Hello"', "[Hello]", 2, "get_started must be a text"),
        ("Where is it?", "x" * 31, 4, "title has 31 characters"),
        ("Where is my order?", "x" * 201, 5, "says has 201 characters"),
        ("https://shop.example/shoes", "http://shop.example", 7, "'http://shop.example' is no address"),
        ("https://shop.example/shoes", "javascript:alert(1)", 7, "is no address"),
        ("    opens:", '    says: "Hi"\n    opens:', 6, "either says or opens"),
        ('    says: "Where is my order?"\n', "", 4, "either says or opens"),
        ("get_started", "get_going", 2, "has no 'get_going'"),
        ("menu:", "menu: []\nmenue:", 4, "has no 'menue'"),
        ("greeting", ": {", 1, "This is not YAML"),
    ],
)
def test_a_mistake_is_named_with_its_line(read, old, new, line, named):
    with pytest.raises(ProfileMistake) as mistake:
        read(GOOD.replace(old, new, 1))
    said = str(mistake.value)
    assert f"messenger.yml:{line}: " in said
    assert named in said


def test_a_menu_is_as_long_as_messenger_takes_it(read):
    line = '  - title: "More"\n    says: "More"\n'
    assert len(read(GOOD + line * 18).menu) == 20
    with pytest.raises(ProfileMistake, match=r"messenger.yml:44: The menu has 21 lines"):
        read(GOOD + line * 19)


@pytest.fixture
async def graph_url(platform):
    """The double on a port of its own."""
    async with graph_server(platform) as server:
        yield server.url


async def set_profile(graph_url: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """`make messenger-profile` with these settings."""
    settings = {
        "MESSENGER_VERIFY": CREDENTIALS.verify,
        "MESSENGER_APP_SECRET": CREDENTIALS.app_secret,
        "MESSENGER_PAGE_TOKEN": CREDENTIALS.page_token,
        "MESSENGER_GRAPH_URL": graph_url,
    }
    command = [sys.executable, "-m", "gateway.messenger.set_profile"]
    environment = {**os.environ, **settings, **changes}
    return await asyncio.to_thread(
        subprocess.run, command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )


async def test_the_command_shows_messenger_what_the_file_says(graph_url, platform: MessengerPlatform):
    done = await set_profile(graph_url)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("“Harbour & Pine” has its greeting")
    profile = load_profile()
    assert platform.profile["greeting"] == [{"locale": "default", "text": profile.greeting}]
    lines = platform.profile["persistent_menu"][0]["call_to_actions"]
    assert [line["title"] for line in lines] == [line.title for line in profile.menu]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"MESSENGER_PAGE_TOKEN": "EAAG" + "x" * 40}, "Messenger refuses (error 190)."),
        ({"MESSENGER_APP_SECRET": "f" * 32}, "Messenger refuses (error 100)."),
        ({"MESSENGER_PAGE_TOKEN": ""}, "credentials.yml: facebook.page-access-token is not set."),
        (
            {"MESSENGER_PAGE_TOKEN": "", "MESSENGER_APP_SECRET": "", "MESSENGER_VERIFY": ""},
            "Messenger is off.",
        ),
        ({"MESSENGER_GRAPH_URL": "http://127.0.0.1:9"}, "Messenger does not answer now (NotReached)."),
    ],
)
async def test_what_keeps_the_command_from_it_is_said_in_one_line(graph_url, platform, changes, said):
    done = await set_profile(graph_url, **changes)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1
    assert platform.profile == {}
