"""Moments and days as shops keep them: with and without time zone, as text, or in seconds since 1970."""

import re
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any

from actions.orders.mapped_storage import Storage

_OFFSET = re.compile(r":\d\d(\.\d+)?[+-]\d\d:?\d\d$")


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


def raw_moment(moment: datetime, storage: Storage, zone: tzinfo, *, has_times: bool, like: Any = None) -> Any:
    """What a column of `storage` keeps; `has_times`: the database knows times, and not only texts.

    Where it keeps texts or what comes, a moment is spelt `like` another one of the shop's.
    """
    if not has_times and storage is Storage.MOMENT:
        storage = Storage.ANY
    if storage is Storage.ANY and isinstance(like, int | float):
        storage = Storage.WHOLE
    if storage in (Storage.WHOLE, Storage.EXACT, Storage.FLOAT):
        return int(moment.timestamp())
    local = moment.astimezone(zone)
    if storage is Storage.DAY:
        return local.date() if has_times else local.date().isoformat()
    if storage is Storage.ZONED and has_times:
        return moment.astimezone(UTC)
    if storage is Storage.MOMENT:
        return local.replace(tzinfo=None)
    return _spelt(moment, local, like if isinstance(like, str) else "")


def _spelt(moment: datetime, local: datetime, like: str) -> str:
    between = "T" if "T" in like else " "
    if like.endswith("Z"):
        return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(between)}Z"
    has_offset = bool(_OFFSET.search(like))
    return (local if has_offset else local.replace(tzinfo=None)).isoformat(between)


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
