from pathlib import Path

import pytest

from conversations.environment import Environment
from conversations.errors import SettingError
from launcher.settings import complete, read_settings


def test_without_any_setting_the_demo_runs_on_a_file_in_var(tmp_path):
    settings = read_settings(Environment(complete({"DESKBELL_VAR": str(tmp_path)}, {})))
    assert settings.is_demo
    assert settings.port == 8080
    assert settings.database_url == settings.orders_url == f"sqlite:///{tmp_path}/deskbell.db"


def test_what_is_set_for_this_run_wins_over_the_file():
    environment = complete({"DESKBELL_PORT": "9001"}, {"DESKBELL_PORT": "9000", "DESKBELL_DEMO": "0"})
    assert environment["DESKBELL_PORT"] == "9001"
    assert environment["DESKBELL_DEMO"] == "0"


def test_rasa_does_not_report_to_its_makers_unless_asked():
    assert complete({}, {})["RASA_TELEMETRY_ENABLED"] == "false"


def test_what_the_parts_keep_for_themselves_stays_in_var(tmp_path):
    assert complete({}, {})["MPLCONFIGDIR"] == "var/matplotlib"
    assert complete({}, {"DESKBELL_VAR": str(tmp_path)})["MPLCONFIGDIR"] == f"{tmp_path}/matplotlib"


@pytest.mark.parametrize(
    "setting",
    [
        {"DESKBELL_PORT": "eighty"},
        {"DESKBELL_WORKERS": "0"},
        {"DESKBELL_ORIGINS": "shop.example"},
        {"DESKBELL_TURNS_AT_ONCE": "many"},
        {"SMTP_URL": "mail.shop.example"},
        {"SMTP_URL": "smtp://localhost", "MAIL_FROM": "nobody"},
        {"DESKBELL_DEMO": "0", "DESKBELL_SECRET": "short"},
    ],
)
def test_a_wrong_setting_of_any_part_is_named_before_anything_starts(tmp_path, setting):
    environment = Environment(complete({"DESKBELL_VAR": str(tmp_path), **setting}, {}))
    with pytest.raises(SettingError, match=list(setting)[-1]):
        read_settings(environment)


def test_the_demo_and_a_shops_own_tables_do_not_go_together(tmp_path):
    ours = {"DESKBELL_SECRET": "a secret of the tests, and long enough"}
    variables = {**ours, "DESKBELL_VAR": str(tmp_path), "ORDERS_MAPPING": "data/order_mapping.yml"}
    with pytest.raises(SettingError, match="DESKBELL_DEMO=0"):
        read_settings(Environment(complete(variables, {})))
    shop = read_settings(Environment(complete({**variables, "DESKBELL_DEMO": "0"}, {})))
    assert shop.orders_mapping == Path("data/order_mapping.yml")
