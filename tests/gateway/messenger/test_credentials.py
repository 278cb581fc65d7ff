"""`credentials.yml` as Rasa's users know it: what is wrong in it is said in one sentence at the start."""

import pytest

from conversations.environment import Environment
from conversations.errors import SettingError
from gateway.messenger.credentials import read_credentials

GOOD = {
    "MESSENGER_VERIFY": "a verify text",
    "MESSENGER_APP_SECRET": "0123456789abcdef" * 2,
    "MESSENGER_PAGE_TOKEN": "EAAG" + "t" * 40,
}
FILE = """
facebook:
  verify: ${MESSENGER_VERIFY}
  secret: ${MESSENGER_APP_SECRET}
  page-access-token: ${MESSENGER_PAGE_TOKEN}
"""


@pytest.fixture
def read(tmp_path):
    def read(text: str = FILE, **variables: str):
        file = tmp_path / "credentials.yml"
        file.write_text(text)
        return read_credentials(Environment(variables), file)

    return read


def test_the_values_come_from_the_environment_or_stand_in_the_file(read):
    credentials = read(**GOOD)
    assert (credentials.verify, credentials.graph_version) == ("a verify text", "v26.0")
    written = FILE.replace("${MESSENGER_VERIFY}", "another text")
    assert read(written, **GOOD).verify == "another text"


def test_without_any_value_there_is_no_messenger(read, tmp_path):
    assert read() is None
    assert read("cmdline: {}") is None
    assert read_credentials(Environment({}), tmp_path / "none.yml") is None


@pytest.mark.parametrize("text", ["cmdline: {}", "facebook:", ""])
def test_values_that_the_file_does_not_take_up_are_named(read, text):
    with pytest.raises(SettingError, match=r"MESSENGER_VERIFY is set, and nothing takes it up"):
        read(text, **GOOD)


@pytest.mark.parametrize("name", GOOD)
def test_a_missing_value_is_named(read, name):
    with pytest.raises(SettingError, match=r"credentials.yml: facebook\.[a-z-]+ is not set"):
        read(**{**GOOD, name: ""})


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"MESSENGER_APP_SECRET": "no secret"}, "facebook.secret"),
        ({"MESSENGER_APP_SECRET": "ABCDEF" * 8}, "facebook.secret"),
        ({"MESSENGER_PAGE_TOKEN": "too short"}, "facebook.page-access-token"),
        ({"MESSENGER_PAGE_TOKEN": "with blanks " * 5}, "facebook.page-access-token"),
        ({"MESSENGER_GRAPH_URL": "graph.facebook.com"}, "MESSENGER_GRAPH_URL"),
        ({"MESSENGER_GRAPH_VERSION": "26"}, "MESSENGER_GRAPH_VERSION"),
    ],
)
def test_a_wrong_value_is_named(read, changed, named):
    with pytest.raises(SettingError) as refused:
        read(**{**GOOD, **changed})
    assert named in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_wrong_secret_is_not_repeated(read):
    for name in ("MESSENGER_APP_SECRET", "MESSENGER_PAGE_TOKEN"):
        with pytest.raises(SettingError) as refused:
            read(**{**GOOD, name: "hunter2 hunter2"})
        assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    "text", ["facebook: [1]", "facebook:\n  verify: [x]", "facebook:\n  page_token: x", "a: [", "\t- : :"]
)
def test_a_file_that_cannot_be_meant_is_refused(read, text):
    with pytest.raises(SettingError, match=r"credentials\.yml"):
        read(text, **GOOD)


def test_nothing_secret_shows_when_it_is_printed(read):
    assert not any(value in repr(read(**GOOD)) for value in GOOD.values())
