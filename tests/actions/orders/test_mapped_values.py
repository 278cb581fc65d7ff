"""Values of a shop's own columns, there and back: whatever the column keeps, nothing is lost."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.orders.mapped_fields import FIELDS
from actions.orders.mapped_storage import Storage
from actions.orders.mapped_tables import MappedField, Place
from actions.orders.mapped_values import BoundField, UnreadableValue

ZONES = (ZoneInfo("UTC"), ZoneInfo("Europe/Berlin"), ZoneInfo("America/St_Johns"), ZoneInfo("Asia/Kathmandu"))
WHEN = (Storage.MOMENT, Storage.ZONED, Storage.TEXT, Storage.ANY, Storage.WHOLE)
SECONDS = st.integers(978_307_200, 2_145_916_800)  # the years 2001 to 2037
WORDS = {"1": "paid", "2": "packed", "3": "paid", "": "placed"}


def field(
    name: str, storage: Storage, zone: ZoneInfo = ZONES[0], has_times: bool = True, **more: Any
) -> BoundField:
    mapped = MappedField(FIELDS["orders"][name], Place(Path("f.yml"), 1), name, **more)
    return BoundField(mapped, storage, zone, has_times)


@given(st.integers(0, 10**9), st.sampled_from(Storage), st.booleans(), st.booleans())
def test_money_comes_back_to_the_cent(
    cents: int, storage: Storage, is_in_cents: bool, has_times: bool
) -> None:
    total = field("total", storage, has_times=has_times, is_in_cents=is_in_cents)

    assert total.read(total.write(cents)) == cents


@given(SECONDS, st.sampled_from(WHEN), st.sampled_from(ZONES), st.booleans())
def test_moments_come_back_wherever_the_clock_does_not_stand_twice(
    seconds: int, storage: Storage, zone: ZoneInfo, has_times: bool
) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)
    placed_at = field("placed_at", storage, zone, has_times)
    local = moment.astimezone(zone)
    is_twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()

    read = placed_at.read(placed_at.write(moment))

    assert read == moment or (is_twice and abs(read - moment).total_seconds() <= 3600)


@given(
    st.dates(date(2001, 1, 1), date(2037, 12, 31)),
    st.sampled_from((*WHEN, Storage.DAY)),
    st.sampled_from(ZONES),
    st.booleans(),
)
def test_days_come_back_in_every_calendar(
    day: date, storage: Storage, zone: ZoneInfo, has_times: bool
) -> None:
    ships_by = field("ships_by", storage, zone, has_times)

    assert ships_by.read(ships_by.write(day)) == day


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("2026-11-20 15:10:00", datetime(2026, 11, 20, 14, 10, tzinfo=UTC)),
        ("2026-11-20T15:10:00.5", datetime(2026, 11, 20, 14, 10, 0, 500_000, tzinfo=UTC)),
        ("2026-11-20T15:10:00Z", datetime(2026, 11, 20, 15, 10, tzinfo=UTC)),
        ("2026-11-20 15:10+05:30", datetime(2026, 11, 20, 9, 40, tzinfo=UTC)),
        ("1795270200", datetime(2026, 11, 21, 14, 10, tzinfo=UTC)),
        (1795270200, datetime(2026, 11, 21, 14, 10, tzinfo=UTC)),
        (date(2026, 7, 1), datetime(2026, 6, 30, 22, 0, tzinfo=UTC)),
        (datetime.fromisoformat("2026-07-01T12:00"), datetime(2026, 7, 1, 10, 0, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_as_shops_write_it(raw: Any, meant: datetime) -> None:
    assert field("placed_at", Storage.ANY, ZONES[1]).read(raw) == meant


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("placed_at", "0000-00-00 00:00:00"),
        ("placed_at", "yesterday"),
        ("placed_at", None),
        ("placed_at", True),
        ("placed_at", 10**30),
        ("total", "12,90"),
        ("total", "NaN"),
        ("total", "Infinity"),
        ("total", 12.345),
        ("total", b"12"),
        ("total", None),
        ("version", 1.5),
        ("currency", "Euro"),
        ("delivery_country", "D1"),
        ("number", "A-1"),
        ("number", "1" * 13),
        ("number", ""),
    ],
)
def test_what_is_no_such_thing_is_not_taken_for_one(name: str, raw: Any) -> None:
    with pytest.raises(UnreadableValue):
        field(name, Storage.ANY).read(raw)


@pytest.mark.parametrize(
    ("storage", "raw", "word", "written"),
    [
        (Storage.WHOLE, 2, "packed", 2),
        (Storage.WHOLE, 3, "paid", 1),
        (Storage.TEXT, "1   ", "paid", "1"),
        (Storage.TEXT, None, "placed", None),
        (Storage.TEXT, "", "placed", None),
    ],
)
def test_a_word_is_read_by_its_meaning_and_written_as_the_first_of_its_kind(
    storage: Storage, raw: Any, word: str, written: Any
) -> None:
    state = field("state", storage, words=WORDS)

    assert state.read(raw) == word
    assert state.write(word) == written
    assert not state.can_write("refunded")


def test_yes_and_no_can_be_words() -> None:
    state = field("state", Storage.SWITCH, words={"true": "paid", "false": "placed"})

    assert (state.read(True), state.read(False)) == ("paid", "placed")
    assert (state.write("paid"), state.write("placed")) == (True, False)


@pytest.mark.parametrize(
    ("storage", "text", "raw"),
    [
        (Storage.TEXT, "20001", "N-20001"),
        (Storage.WHOLE, "20001", None),
        (Storage.TEXT, "", None),
    ],
)
def test_a_number_is_looked_up_with_its_prefix(storage: Storage, text: str, raw: Any) -> None:
    assert field("number", storage, prefix="N-").looked_up(text) == raw


@pytest.mark.parametrize("text", ["nora", "1.5", "-1", "9" * 19, "٣", ""])
def test_a_text_that_a_column_of_numbers_can_not_hold_is_not_looked_up(text: str) -> None:
    assert field("customer_id", Storage.WHOLE).looked_up(text) is None
    assert field("customer_id", Storage.UUID).looked_up(text) is None


def test_uuids_and_decimals_can_name_customers_and_orders() -> None:
    uuid = "0a0b0c0d-0000-4000-8000-000000000001"

    assert field("customer_id", Storage.UUID).looked_up(uuid) == uuid
    assert field("number", Storage.EXACT).read(Decimal("20001")) == "20001"


@pytest.mark.parametrize(
    ("like", "written"),
    [
        ("2026-01-01 10:00:00", "2026-11-20 15:10:00"),
        ("2026-01-01T10:00:00", "2026-11-20T15:10:00"),
        ("2026-01-01T10:00:00.000Z", "2026-11-20T14:10:00Z"),
        ("2026-01-01 10:00:00+01:00", "2026-11-20 15:10:00+01:00"),
        (1767258000, 1795183800),
        (None, "2026-11-20 15:10:00"),
    ],
)
def test_a_moment_is_written_as_the_shop_spells_its_own(like: Any, written: Any) -> None:
    cancelled_at = field("cancelled_at", Storage.MOMENT, ZONES[1], has_times=False)
    moment = datetime(2026, 11, 20, 14, 10, tzinfo=UTC)

    assert cancelled_at.write(moment, like) == written
    assert cancelled_at.read(written) == moment
