"""Moments and days as shops keep them: with and without time zone, as text, or in seconds since 1970."""

from datetime import UTC, date, datetime, time, tzinfo
from typing import Any

from actions.orders.mapped_storage import Storage


def moment_of(raw: Any, zone: tzinfo) -> datetime | None:
    """In UTC; a value without time zone is meant in `zone`. Raises ValueError for anything else."""
    if raw is None or raw == "":
        return None
    if isinstance(raw, datetime):
        return (raw if raw.tzinfo else raw.replace(tzinfo=zone)).astimezone(UTC)
    if isinstance(raw, date):
        return datetime.combine(raw, time(), zone).astimezone(UTC)
    if isinstance(raw, str):
        text = raw.strip()
        return moment_of(float(text) if _is_number(text) else datetime.fromisoformat(text), zone)
    if isinstance(raw, bool):
        raise ValueError("a switch is no moment")
    return _since_1970(raw)


def day_of(raw: Any, zone: tzinfo) -> date | None:
    """A day of the calendar; a moment is the day that it has in `zone`. Raises ValueError."""
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    moment = moment_of(raw, zone)
    return moment and moment.astimezone(zone).date()


def raw_moment(moment: datetime, storage: Storage, zone: tzinfo, *, has_times: bool) -> Any:
    """What a column of `storage` keeps; `has_times`: the database knows times, and not only texts."""
    if storage in (Storage.WHOLE, Storage.EXACT, Storage.FLOAT):
        return int(moment.timestamp())
    local = moment.astimezone(zone)
    if storage is Storage.DAY:
        return local.date() if has_times else local.date().isoformat()
    if storage is Storage.ZONED and has_times:
        return moment.astimezone(UTC)
    naive = local.replace(tzinfo=None)
    return naive if has_times and storage is Storage.MOMENT else naive.isoformat(" ")


def raw_day(day: date, storage: Storage, zone: tzinfo, *, has_times: bool) -> Any:
    if storage in (Storage.TEXT, Storage.ANY) or (storage is Storage.DAY and not has_times):
        return day.isoformat()
    if storage is Storage.DAY:
        return day
    return raw_moment(datetime.combine(day, time(), zone), storage, zone, has_times=has_times)


def _is_number(text: str) -> bool:
    return text.isascii() and text.replace(".", "", 1).isdigit() and "-" not in text and len(text) > 8


def _since_1970(seconds: Any) -> datetime:
    try:
        return datetime.fromtimestamp(float(seconds), UTC)
    except (OverflowError, OSError, TypeError) as exc:
        raise ValueError("no moment") from exc
