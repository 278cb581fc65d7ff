"""What the launcher counts is what `data/cues.yml` says; what the shop reports is true of its orders."""

import re
from pathlib import Path

from actions.orders.demo_orders import demo_orders
from actions.orders.order import OrderState
from conversations.cue_names import KNOWN_CUES
from conversations.cues import load_cues
from gateway.launcher_script import with_thresholds
from tests.actions.orders.sample_orders import TODAY

ROOT = Path(__file__).parents[2]
LAUNCHER = (ROOT / "web" / "widget" / "deskbell.js").read_text(encoding="utf-8")
REASONS = (ROOT / "web" / "widget" / "why.js").read_text(encoding="utf-8")
SHOP = (ROOT / "web" / "shop" / "shop.js").read_text(encoding="utf-8")


def _table(source: str, name: str, value: str) -> dict[str, str]:
    body = source.split(f"const {name} = {{", 1)[1].split("};", 1)[0]
    return dict(re.findall(rf"(\w+): ({value}),", body))


def test_the_launcher_counts_the_cues_that_are_on_up_to_their_thresholds() -> None:
    counted = {name: int(times) for name, times in _table(LAUNCHER, "THRESHOLDS", r"\d+").items()}
    assert counted == load_cues(ROOT / "data" / "cues.yml").thresholds, (
        "Write the thresholds of data/cues.yml into THRESHOLDS in web/widget/deskbell.js."
    )


def test_the_gateway_finds_where_the_launcher_says_what_it_counts() -> None:
    assert "\nconst THRESHOLDS = { search_empty: 7 };\n" in with_thresholds(LAUNCHER, {"search_empty": 7})


def test_the_widget_can_say_for_every_cue_why_help_was_offered() -> None:
    assert _table(REASONS, "SIGNS", r'".+?"').keys() == set(KNOWN_CUES)


def test_the_shop_reports_only_cues_that_there_are() -> None:
    assert set(re.findall(r'showNeed\("(\w+)"', SHOP)) <= set(KNOWN_CUES)


def test_the_orders_that_the_shop_calls_late_and_unpaid_are() -> None:
    states = {order.number: order.state for order in demo_orders(TODAY)}
    numbers = dict(re.findall(r'const (LATE_ORDER|UNPAID_ORDER) = "(\d+)"', SHOP))
    assert states[numbers["LATE_ORDER"]] is OrderState.LATE
    assert states[numbers["UNPAID_ORDER"]] is OrderState.PAYMENT_FAILED
