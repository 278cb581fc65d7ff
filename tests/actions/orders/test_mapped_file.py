"""The mapping of a shop's own order tables: every mistake in it is named with its line and a remedy."""

from pathlib import Path

import pytest

from actions.orders.changes import ChangeKind
from actions.orders.errors import OrderMappingMistake
from actions.orders.mapped_file import load_mapping
from tests.actions.orders.tea_shop import MAPPING_FILE

EXAMPLE = MAPPING_FILE.read_text("utf-8")


@pytest.fixture
def mapping_file(tmp_path: Path) -> Path:
    return tmp_path / "order_mapping.yml"


def mistakes_in(file: Path) -> list[str]:
    """Each mistake, without the name of the file."""
    with pytest.raises(OrderMappingMistake) as caught:
        load_mapping(file)
    lines = str(caught.value).splitlines()
    assert all(line.startswith(f"{file}:") for line in lines)
    return [line.removeprefix(f"{file}:") for line in lines]


def test_the_example_that_ships_is_right() -> None:
    mapping = load_mapping(MAPPING_FILE)

    assert set(mapping.tables) == {"orders", "items", "parcels", "parcel_items", "charges"}
    assert ChangeKind.CANCEL_ORDER in mapping.writes


@pytest.mark.parametrize(
    ("written", "changes"),
    [
        ("none", set()),
        ("[cancel_order, start_return]", {ChangeKind.CANCEL_ORDER, ChangeKind.START_RETURN}),
    ],
)
def test_the_shop_says_what_may_be_written(
    mapping_file: Path, written: str, changes: set[ChangeKind]
) -> None:
    mapping_file.write_text(EXAMPLE.replace("writes: all", f"writes: {written}"), "utf-8")

    assert load_mapping(mapping_file).writes == changes


def test_what_a_shop_does_not_keep_can_be_absent_by_field_by_part_and_by_table(mapping_file: Path) -> None:
    head, _, tail = EXAMPLE.partition("\nparcels:")
    kept = [line for line in head.splitlines() if "    refund_" not in line and "pay_by" not in line]
    text = "\n".join(kept).replace("\nitems:", "\n  absent: [refund, pay_by]\n\nitems:", 1)
    mapping_file.write_text(f"{text}\nparcels: absent\nparcel_items: absent\ncharges: absent\n", "utf-8")

    mapping = load_mapping(mapping_file)

    assert set(mapping.tables) == {"orders", "items"}
    assert {"refund_amount", "pay_by"}.isdisjoint(mapping.tables["orders"].fields)
    assert tail


@pytest.mark.parametrize(
    ("old", "new", "line_of", "words"),
    [
        ("writes: all", "writes: some", "writes: some", "writes can't be 'some'. Use one of: all, none."),
        ("writes: all", "writes: [praise]", "[praise]", "writes can't be 'praise'"),
        ("writes: all", "", "", "The file has no 'writes'. Add it."),
        ("Europe/Berlin", "Berlin", "times: Berlin", "'Berlin' is no time zone"),
        ("money: decimal", "money: euros", "money: euros", "Use one of: decimal, cents."),
        ("money: decimal", "money: decimal\ncustomers: absent", "customers:", "The file has no 'customers'"),
        ("  table: bestellungen", "  tabel: bestellungen", "tabel:", "orders has no 'tabel'"),
        ("  table: bestellungen", '  table: ""', 'table: ""', "table is empty"),
        ("    email: mail ", "    mail: mail ", "mail: mail ", "orders has no 'mail'. Did you mean email?"),
        ("    total: summe\n", "", "  columns:", "orders needs the columns of: total."),
        ("    pay_by: zahlbar_bis\n", "", "  columns:", "Name the columns of pay_by, or list"),
        ("    total: summe", "    total: [summe]", "total: [summe]", "total must be a text in one line"),
        ("    total: summe", "    total: 12", "total: 12", "total must be a text in one line"),
        ("    total: summe", "    total:", "total:", "total must be a text in one line"),
        ("    total: summe", "    total: {column: summe, money: francs}", "francs", "Use one of: decimal"),
        ("    total: summe", "    total: {column: summe, words: {a: b}}", "words", "total has no 'words'"),
        ("    total: summe", "    total: summe\n    total: summe", "total: summe", "total is there twice"),
        ("    total: summe", "    total: {always: 5}", "{always: 5}", "total has no 'always'"),
        ("rechnung.plz", "kunde.plz", "kunde.plz", "There is no join 'kunde' here"),
        ("rechnung.plz", "rechnung.", "rechnung.", "postcode names no column"),
        ("rechnung.plz ", "{always: \"8004\"} ", "always", "so it can't be the same for all"),
        ("number: {column: bestellnr", "number: {column: rechnung.nr", "rechnung.nr", "of the table itself"),
        ("equals: rechnung_an}", "equal: rechnung_an}", "equal: rechnung_an", "rechnung has no 'equal'"),
        ("        neu: placed", "        neu: new", "neu: new", "neu can't be 'new'. Use one of: placed,"),
        ("        neu: placed", "        neu: placed\n        neu: paid", "neu: paid", "neu is there twice"),
        ("    state:\n      column: status\n", "    state:\n", "    state:", "state needs one of: column"),
        ("line: pos", "line: {counted_by: artikel.id}", "artikel.id", "column of the table itself"),
        ("refund_paid_on: erstattet_am", "refund_paid_on: erstattung_bis", "paid_on: erstattung_bis",
         "erstattung_bis is the column of refund_due_by already"),
        ("    refund_amount: erstattung\n", "    refund_amount: summe\n", "amount: summe",
         "summe is the column of total already"),
        ("waehrung", "{always: Euro}", "{always: Euro}", "Use 3 capital letters, such as EUR."),
        ("waehrung", "{column: waehrung, words: {\"€\": eur}}", "eur", "Use 3 capital letters"),
        ("charges:\n", "charges: [\n", None, "This is not YAML"),
        ("\nitems:\n", "\nitems: absent\nxitems:\n", None, "The file has no 'xitems'"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line_and_what_to_do(
    mapping_file: Path, old: str, new: str, line_of: str | None, words: str
) -> None:
    text = EXAMPLE.replace(old, new, 1)
    assert text != EXAMPLE
    mapping_file.write_text(text, "utf-8")

    mistakes = mistakes_in(mapping_file)

    named = [mistake for mistake in mistakes if words in mistake]
    assert named, mistakes
    if line_of:
        line = int(named[0].split(":")[0])
        assert line_of.strip() in text.splitlines()[line - 1]


def test_every_mistake_is_named_at_once(mapping_file: Path) -> None:
    text = EXAMPLE.replace("writes: all", "writes: some").replace("Europe/Berlin", "Berlin")
    text = text.replace("    total: summe\n", "").replace("preis", "{always: 5}").replace("ware: ", "")
    mapping_file.write_text(text, "utf-8")

    mistakes = mistakes_in(mapping_file)

    assert len(mistakes) == 4
    assert len({mistake.split(":")[0] for mistake in mistakes}) == 4


def test_a_field_can_not_be_there_and_absent(mapping_file: Path) -> None:
    text = EXAMPLE.replace("\nitems:", "\n  absent: [pay_by, total, friends]\n\nitems:", 1)
    mapping_file.write_text(text, "utf-8")

    mistakes = "\n".join(mistakes_in(mapping_file))

    assert "pay_by has a column and is absent as well" in mistakes
    assert "total can't be absent" in mistakes
    assert "orders has no 'friends'" in mistakes


@pytest.mark.parametrize("table", ["orders", "items"])
def test_a_shop_without_orders_or_items_is_none(mapping_file: Path, table: str) -> None:
    before, _, after = EXAMPLE.partition(f"\n{table}:\n")
    following = after[after.index("\nitems:" if table == "orders" else "\nparcels:") :]
    mapping_file.write_text(f"{before}\n{table}: absent\n{following}", "utf-8")

    assert any(f"{table} can't be absent" in mistake for mistake in mistakes_in(mapping_file))


def test_contents_of_parcels_need_parcels(mapping_file: Path) -> None:
    before, _, after = EXAMPLE.partition("\nparcels:\n")
    text = f"{before}\nparcels: absent\n{after[after.index('parcel_items:') :]}"
    mapping_file.write_text(text, "utf-8")

    assert "parcel_items need parcels" in mistakes_in(mapping_file)[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"- a list", "must hold fields"),
        (b"orders: &o [*o]", "has no 'writes'"),
        (b"\xff\xfe", "not UTF-8"),
        (b"\0", "not YAML"),
        pytest.param(b"a: b\n" * 400_000, "larger than 256 KB", id="2 MB"),
        pytest.param(b"[" * 5000, "nested too deeply", id="lists in lists"),
        pytest.param(b"orders:\n" + b"  " * 10 + b"x: {" * 3000, "nested too deeply", id="fields in fields"),
    ],
)
def test_a_file_that_is_no_mapping_at_all_says_so(mapping_file: Path, content: bytes, words: str) -> None:
    mapping_file.write_bytes(content)

    assert words in mistakes_in(mapping_file)[0]


def test_a_missing_file_is_named(mapping_file: Path) -> None:
    assert "can't be read" in mistakes_in(mapping_file)[0]
