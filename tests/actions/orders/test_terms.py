"""The file of the shop's terms is read whole, and each mistake in it is named with its line and a remedy."""

import re
from pathlib import Path

import pytest

from actions.orders.errors import OrderTermsMistake
from actions.orders.order import OrderState, PaymentMethod
from actions.orders.terms import TERMS_FILE, load_terms

SHIPPED = TERMS_FILE.read_text("utf-8")


@pytest.fixture
def terms_file(tmp_path: Path) -> Path:
    return tmp_path / "order_terms.yml"


def test_the_terms_that_ship_are_those_of_the_help_pages() -> None:
    terms = load_terms()
    help_pages = {page.stem: page.read_text("utf-8") for page in (TERMS_FILE.parent / "faq").glob("*.md")}

    assert f"within {terms.returns.days} days" in help_pages["cancel-an-order"]
    assert f"within {terms.returns.days} days of its delivery" in help_pages["returns"]
    assert f"within {terms.refund_days[PaymentMethod.CARD]} days" in help_pages["refund-times"]
    assert f"up to {terms.answer_days} working" in help_pages["missing-parcel"]
    assert f"due {terms.invoice_days} days after" in help_pages["pay-later"]
    assert f"{terms.problem_days // 365} years" in help_pages["damaged-item"]
    assert (terms.cancel_fee, terms.returns.label_cost, terms.exchange_label_cost) == (0, 0, 0)


def test_the_prices_of_delivery_are_those_of_the_help_pages() -> None:
    terms = load_terms()
    page = (TERMS_FILE.parent / "faq" / "delivery-countries.md").read_text("utf-8")
    home, abroad = (terms.zone_of(country) for country in ("de", "NO"))
    assert home and abroad

    for zone in (home, abroad):
        standard = zone.options[0]
        assert f"€{standard.price / 100:.2f}" in page
        assert f"from €{standard.free_from // 100}" in page
    assert terms.zone_of("US") is None


def test_the_page_on_delivery_says_what_the_terms_say() -> None:
    terms = load_terms()
    page = (TERMS_FILE.parents[1] / "web" / "shop" / "delivery.html").read_text("utf-8")
    ways = [option for zone in terms.zones for option in zone.options]

    for way in ways:
        first, last = way.fewest_days, way.most_days
        days = f"{first} to {last} working days" if last > 1 else "1 working day"
        free = f", free from €{way.free_from // 100}" if way.free_from else ""
        assert f"<td>{days}</td><td>€{way.price / 100:.2f}{free}</td>" in page
    assert f"Within {terms.returns.days} days of delivery" in page
    assert f"latest {terms.refund_days[PaymentMethod.CARD]} days after" in " ".join(page.split())
    assert page.count("€") == sum(1 + bool(way.free_from) for way in ways) + 1, (
        "no other cost, such as a label's"
    )


def test_no_help_page_names_other_terms() -> None:
    terms = load_terms()
    pages = (TERMS_FILE.parent / "faq").glob("*.md")
    text = " ".join(" ".join(page.read_text("utf-8") for page in pages).split())
    ways = {
        (f"{way.price / 100:.2f}", f"{way.free_from // 100}")
        for zone in terms.zones
        for way in zone.options
        if way.free_from
    }

    assert set(re.findall(r"within (\d+) days of (?:its )?delivery", text)) == {str(terms.returns.days)}
    assert set(re.findall(r"gets back to you within (\d+) working days", text)) == {str(terms.answer_days)}
    assert set(re.findall(r"[Pp]arcels? (?:up to|of more than) €(\d+)", text)) == {
        str(terms.signature_over // 100)
    }
    assert set(re.findall(r"und(?:o|one)[\w ]* for (\w+) minutes", text)) == {"ten"}
    assert terms.undo.seconds == 10 * 60
    assert set(re.findall(r"€(\d+\.\d\d),? (?:and|or) free from €(\d+)", text)) == ways


@pytest.mark.parametrize(
    ("until", "states"),
    [
        ("never", set()),
        ("placed", {OrderState.PLACED, OrderState.PAYMENT_FAILED}),
        ("paid", {OrderState.PLACED, OrderState.PAYMENT_FAILED, OrderState.PAID}),
        ("packed", {OrderState.PLACED, OrderState.PAYMENT_FAILED, OrderState.PAID, OrderState.PACKED}),
    ],
)
def test_until_names_the_last_state(terms_file: Path, until: str, states: set[OrderState]) -> None:
    terms_file.write_text(SHIPPED.replace("until: paid", f"until: {until}"), "utf-8")

    assert load_terms(terms_file).items_in == states


@pytest.mark.parametrize(
    ("old", "new", "line_of", "words"),
    [
        ("until: packed", "until: shipped", "until: shipped", "Use one of: never, placed, paid, packed."),
        ("fee_cents: 0", "fee_cents: -1", "fee_cents: -1", "whole number from 0 to 100000"),
        ("fee_cents: 0", "fee_cents: 4.90", "fee_cents: 4.90", "whole number"),
        ("  fee_cents: 0", "  fee: 0", "fee: 0", "cancelling has no 'fee'. Use one of: until, fee_cents."),
        ("undo_minutes: 10", "", "", "The file has no 'undo_minutes'. Add it."),
        ("undo_minutes: 10", "undo_minutes: ten", "undo_minutes: ten", "undo_minutes must be a whole number"),
        ("undo_minutes: 10", "undo_minutes: 10\nundo_minutes: 5", "undo_minutes: 5", "there twice"),
        ("allowed: true", "allowed: perhaps", "allowed: perhaps", "true or false"),
        ("carrier: Nordpost", 'carrier: ""', 'carrier: ""', "carrier is empty"),
        ("example.org/{order_number}", "example.org/{order}", "{order}", "may hold {order_number}"),
        ("https://labels", "http://labels", "http://labels", "must begin with https://"),
        ("  card: 7", "  cash: 7", "  cash: 7", "refund_days has no 'cash'"),
        ('"NO"', "NO", '[CH, GB, NO]', "must be a text in one line"),
        ('"NO"', '"Norway"', "Norway", "Use two capital letters, such as DE."),
        ('"NO"', '"DE"', '"DE"', "DE is in the list twice"),
        ("working_days: [3, 7]", "working_days: [7, 3]", "[7, 3]", "begin with the smaller number"),
        ("working_days: [3, 7]", "working_days: [3]", "[3]", "two numbers"),
        ("working_days: [3, 7]", "working_days: 3", "working_days: 3", "must be a list"),
        ("cancelling:\n", "cancelling: [\n", None, "This is not YAML"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line_and_what_to_do(
    terms_file: Path, old: str, new: str, line_of: str | None, words: str
) -> None:
    text = SHIPPED.replace(old, new, 1)
    assert text != SHIPPED
    terms_file.write_text(text, "utf-8")

    with pytest.raises(OrderTermsMistake) as caught:
        load_terms(terms_file)

    message = str(caught.value)
    assert words in message
    assert message.startswith(f"{terms_file}:")
    if line_of:
        line = int(message.split(":")[1])
        assert line_of.strip() in text.splitlines()[line - 1]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"- a list", "must hold fields"),
        (b"\xff\xfe", "not UTF-8"),
        (b"#" * 300_000, "larger than 256 KB"),
        pytest.param(b"[" * 5000, "nested too deeply", id="lists in lists"),
    ],
)
def test_a_file_that_is_no_terms_at_all_says_so(terms_file: Path, content: bytes, words: str) -> None:
    terms_file.write_bytes(content)

    with pytest.raises(OrderTermsMistake, match=words):
        load_terms(terms_file)


def test_a_missing_file_is_named(terms_file: Path) -> None:
    with pytest.raises(OrderTermsMistake, match="can't be read"):
        load_terms(terms_file)
