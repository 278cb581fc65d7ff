"""A mapping is held against its database before anything starts: what does not fit is named with its line."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from actions.orders import mapped_check
from actions.orders.database import open_engine, writing
from actions.orders.errors import OrderBookUnavailable, OrderMappingMistake
from actions.orders.mapped_check import check_mapping
from actions.orders.mapped_file import load_mapping
from tests.actions.orders.every_case import ORDERS
from tests.actions.orders.sample_orders import an_order_that_says_everything
from tests.actions.orders.tea_shop import MAPPING_FILE, fill, make_tables

EXAMPLE = MAPPING_FILE.read_text("utf-8")
Spoil = Callable[[str], None]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    """The tea shop's tables with one order that says everything."""
    url: str = request.getfixturevalue(f"tea_{request.param}_url")
    engine = open_engine(url)
    with writing(engine) as connection:
        fill(connection, (an_order_that_says_everything(),))
    engine.dispose()
    return url


@pytest.fixture
def spoil(url: str) -> Iterator[Spoil]:
    """Runs statements on the shop's tables."""
    engine = open_engine(url)

    def run(statement: str) -> None:
        with writing(engine) as connection:
            connection.execute(text(statement))

    yield run
    engine.dispose()


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[str, str], Path]:
    """The example with one text in place of another."""

    def change(old: str, new: str) -> Path:
        assert old in EXAMPLE
        file = tmp_path / "order_mapping.yml"
        file.write_text(EXAMPLE.replace(old, new, 1), "utf-8")
        return file

    return change


def mistakes_of(url: str, file: Path = MAPPING_FILE) -> list[str]:
    try:
        check_mapping(url, load_mapping(file))
    except OrderMappingMistake as mistakes:
        lines = str(mistakes).splitlines()
        assert all(line.startswith(f"{file}:") for line in lines)
        return [line.removeprefix(f"{file}:") for line in lines]
    return []


def test_the_example_fits_its_tables(url: str) -> None:
    assert mistakes_of(url) == []


def test_tables_without_a_row_fit_as_well(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/empty.db"
    make_tables(url)

    assert mistakes_of(url) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("table: bestellungen", "table: orders_of_ours", "has no table 'orders_of_ours'. It has: adr"),
        ("table: bestellungen", "table: nowhere.bestellungen", "There is no schema 'nowhere'"),
        ("table: adressen", "table: addresses", "The database has no table 'addresses'"),
        ("total: summe", "total: Summe", "bestellungen has no column 'Summe'. It has: "),
        ("total: summe", 'total: "summe; DROP TABLE artikel"', "has no column 'summe; DROP TABLE"),
        ('email: mail ', 'email: "mail\\" OR 1=1" ', "bestellungen has no column"),
        ("rechnung.plz", "rechnung.postleitzahl", "adressen has no column 'postleitzahl'. It has: "),
        ("equals: rechnung_an", "equals: rechnung_fuer", "bestellungen has no column 'rechnung_fuer'"),
        ("total: summe", "total: {column: id, money: decimal}", "id is the column of id already"),
        ("price: preis", "price: {column: menge, money: decimal}", "menge is the column of quantity already"),
        ("line: pos", "line: farbe", "farbe is the column of line already"),
        ("text: text ", "text: text\n    absent: text", "charges has no 'absent'"),
        ("order: bestellung\n    line", "order: farbe\n    line", "farbe is the column of order already"),
        ("parcel: sendung", "parcel: menge", "menge is the column of parcel already"),
        ("order: bestellung\n    at: am", "order: text\n    at: am", "text is the column of order already"),
    ],
)  # fmt: skip
def test_a_name_that_the_database_does_not_have_is_named(
    url: str, changed: Callable[[str, str], Path], old: str, new: str, words: str
) -> None:
    file = changed(old, new)

    assert any(words in mistake for mistake in mistakes_of(url, file)), mistakes_of(url, file)


def test_a_column_of_the_wrong_kind_is_named_with_its_line(
    url: str, changed: Callable[[str, str], Path]
) -> None:
    file = changed("    ships_by: versand_bis\n", "")
    spoilt = file.read_text("utf-8").replace("total: summe", "total: versand_bis")
    file.write_text(spoilt.replace("\nitems:", "\n  absent: [ships_by]\n\nitems:", 1), "utf-8")
    line = next(n for n, one in enumerate(file.read_text().splitlines(), 1) if "total: versand_bis" in one)

    assert mistakes_of(url, file) == [
        f"{line}: versand_bis holds days, and total is no such thing. Name another column."
    ]


def test_whole_numbers_for_money_raise_the_question_of_cents(
    url: str, changed: Callable[[str, str], Path]
) -> None:
    file = changed("amount: betrag", "amount: id")

    assert "If they are cents, write amount: {column: id, money: cents}." in mistakes_of(url, file)[0]


def test_every_word_without_a_meaning_is_named(url: str, spoil: Spoil) -> None:
    spoil("UPDATE bestellungen SET status = 'in_klaerung', zahlart = 'muscheln'")
    spoil("UPDATE zahlungen SET art = ''")
    line = next(n for n, one in enumerate(EXAMPLE.splitlines(), 1) if one == "      column: status")

    mistakes = mistakes_of(url)

    assert len(mistakes) == 3
    assert mistakes[0].startswith(f"{line}: status has 'in_klaerung'. Say under words what it means (placed,")
    assert "zahlart has 'muscheln'" in mistakes[1]
    assert "art has ''" in mistakes[2]


def test_a_customers_words_are_not_repeated_where_a_wrong_column_has_them(
    url: str, changed: Callable[[str, str], Path]
) -> None:
    file = changed("    colour: farbe\n", "")
    text = (
        file.read_text("utf-8")
        .replace("column: status", "column: mail", 1)
        .replace("email: mail ", "email: status ", 1)
    )
    file.write_text(text.replace("\nparcels:", "\n  absent: [colour]\n\nparcels:", 1), "utf-8")

    mistakes = mistakes_of(url, file)

    assert "mail has a text that is no word" in mistakes[0]
    assert "nora" not in "".join(mistakes)


def test_a_column_with_any_number_of_words_is_no_column_of_words(url: str, spoil: Spoil) -> None:
    for number in range(60):
        spoil(
            "INSERT INTO zahlungen (id, bestellung, am, betrag, art, text) SELECT "
            f"{9000 + number}, id, angelegt_am, 1, 'w{number}', 'x' FROM bestellungen"
        )

    assert "art has over 50 words" in mistakes_of(url)[0]


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE bestellungen SET bestellnr = 'TEE-A7'", "can't be read as an order number"),
        ("UPDATE bestellungen SET bestellnr = '20001'", "can't be read as an order number"),
        ("UPDATE bestellungen SET waehrung = '€'", "can't be read as a currency of three letters"),
        ("UPDATE bestellungen SET lieferung_land = 'D'", "can't be read as a country of two letters"),
        ("UPDATE bestellungen SET summe = 12.345", None),
    ],
)  # fmt: skip
def test_values_that_can_not_be_read_are_named(
    url: str, spoil: Spoil, statement: str, words: str | None
) -> None:
    spoil(statement)

    mistakes = mistakes_of(url)

    if words is None:
        assert len(mistakes) == ("sqlite" in url)  # PostgreSQL keeps two places, as the column says
        return
    assert words in mistakes[0]
    assert "in 1 of the newest 1 rows" in mistakes[0]


def test_a_number_that_two_orders_share_is_no_number(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/doubles.db"
    make_tables(url)
    engine = open_engine(url)
    with writing(engine) as connection:
        connection.execute(
            text("CREATE VIEW alle AS SELECT * FROM bestellungen UNION ALL SELECT * FROM bestellungen")
        )
        fill(connection, tuple(ORDERS.values())[:1])
    engine.dispose()
    file = tmp_path / "order_mapping.yml"
    file.write_text(EXAMPLE.replace("table: bestellungen", "table: alle"), "utf-8")

    assert "bestellnr is the same for several orders" in mistakes_of(url, file)[0]


def test_a_join_to_several_rows_is_named(url: str, spoil: Spoil, changed: Callable[[str, str], Path]) -> None:
    spoil("DROP VIEW IF EXISTS verteiler")
    spoil("CREATE VIEW verteiler AS SELECT * FROM adressen UNION ALL SELECT id, name, '1' FROM adressen")
    file = changed("table: adressen", "table: verteiler")

    assert "verteiler has several rows for one id" in mistakes_of(url, file)[0]
    spoil("DROP VIEW verteiler")


def test_rows_that_could_never_be_joined_are_named(url: str, changed: Callable[[str, str], Path]) -> None:
    join = mistakes_of(url, changed("table: adressen, column: id", "table: adressen, column: name"))
    items = mistakes_of(url, changed("order: bestellung\n    at: am", "order: art\n    at: am"))

    assert "adressen.name holds texts, and bestellungen.rechnung_an whole numbers" in join[0]
    assert "art is the column of order already" in items[0]


def test_a_database_without_tables_asks_whether_the_url_is_right(tmp_path: Path) -> None:
    (tmp_path / "nothing.db").touch()

    assert "is ORDERS_URL right?" in mistakes_of(f"sqlite:///{tmp_path}/nothing.db")[0]


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(OrderBookUnavailable, match="There is no file"):
        check_mapping(f"sqlite:///{tmp_path}/mistyped.db", load_mapping(MAPPING_FILE))

    assert list(tmp_path.iterdir()) == []


def test_a_database_that_is_away_is_no_mistake_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(OrderBookUnavailable):
        check_mapping(f"sqlite:///{tmp_path}/not/there.db", load_mapping(MAPPING_FILE))


LINES = EXAMPLE.splitlines()
PIECES = st.sampled_from(
    [
        "",
        "absent",
        "[]",
        "{}",
        "- x",
        "  columns: x",
        "    total: {}",
        "      words: {}",
        "  joins: {a: b}",
        "\t",
    ]
    + [line for line in LINES if line and not line.startswith("#")]
)


@given(
    st.lists(st.tuples(st.integers(0, len(LINES) - 1), PIECES | st.text(max_size=20)), min_size=1, max_size=4)
)
def test_whatever_a_file_says_it_fits_or_its_mistakes_have_lines(
    tea_sqlite_url: str, tmp_path_factory: pytest.TempPathFactory, swaps: list[tuple[int, str]]
) -> None:
    lines = list(LINES)
    for place, piece in swaps:
        lines[place] = piece
    file = tmp_path_factory.mktemp("any") / "order_mapping.yml"
    file.write_text("\n".join(lines), "utf-8", errors="replace")

    mistakes = mistakes_of(tea_sqlite_url, file)

    assert all(re.match(r"\d+: .+[.?]$", mistake) for mistake in mistakes), mistakes


def test_the_command_says_whether_it_fits(
    url: str, changed: Callable[[str, str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert mapped_check.main([str(MAPPING_FILE), url]) == 0
    assert "fits the database. Left to your team: nothing." in capsys.readouterr().out
    assert mapped_check.main([str(changed("total: summe", "total: sum")), url]) == 2
    assert "has no column 'sum'" in capsys.readouterr().err
    assert mapped_check.main([str(MAPPING_FILE), "mysql://x"]) == 2
