"""Settings are complete, or one sentence says which is wrong and what to do."""

from pathlib import Path

import pytest

from conversations.environment import Environment
from conversations.errors import SettingError
from gateway.settings import read_settings

SECRET = {"DESKBELL_SECRET": "s" * 32}


def read(**variables):
    return read_settings(Environment({**SECRET, **variables}))


def test_a_secret_is_all_that_must_be_set():
    settings = read()
    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert settings.database_url == "sqlite:///var/deskbell.db"
    assert settings.has_rate_limit
    assert not settings.is_demo


def test_database_and_mail_follow_the_var_directory():
    settings = read(DESKBELL_VAR="/srv/desk")
    assert settings.database_url == "sqlite:////srv/desk/deskbell.db"
    assert settings.var == Path("/srv/desk")


def test_origins_are_read_as_browsers_send_them():
    settings = read(DESKBELL_ORIGINS="https://Shop.example/, http://localhost:3000")
    assert settings.origins == {"https://shop.example", "http://localhost:3000"}


def test_proxies_are_addresses_or_networks():
    settings = read(DESKBELL_TRUSTED_PROXIES="10.0.0.0/8, 192.0.2.1, ::1")
    assert [str(network) for network in settings.trusted_proxies] == ["10.0.0.0/8", "192.0.2.1/32", "::1/128"]


WRONG = {
    "DESKBELL_PORT": ["http", "-1", "70000", "80.5"],
    "DESKBELL_SECRET": ["short"],
    "DESKBELL_ORIGINS": ["*", "shop.example", "https://shop.example/path", "ftp://shop.example", "null"],
    "DESKBELL_TRUSTED_PROXIES": ["proxy.local", "10.0.0.0/99"],
    "DESKBELL_RATE_LIMIT": ["maybe"],
    "DESKBELL_DEMO": ["2"],
    "DESKBELL_SHOP_KEYS": ["{", "/nowhere/keys.json"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in WRONG for value in WRONG[name]])
def test_a_wrong_value_is_named_in_one_sentence(name, value):
    with pytest.raises(SettingError) as raised:
        read(**{name: value})
    assert str(raised.value).startswith(name)
    assert "\n" not in str(raised.value)


def test_without_a_secret_nothing_starts_outside_the_demo():
    with pytest.raises(SettingError, match="DESKBELL_SECRET is not set"):
        read_settings(Environment({}))


def test_the_demo_makes_its_own_secret_and_keeps_it(tmp_path):
    demo = Environment({"DESKBELL_DEMO": "1", "DESKBELL_VAR": str(tmp_path)})
    assert read_settings(demo).secret == read_settings(demo).secret
