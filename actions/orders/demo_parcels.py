"""The parcels of a demo order: who carries them, where they are, when they come."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from actions.orders.demo_journey import Journey, monday_for_sunday
from actions.orders.order import Item, PackedItem, Parcel, ParcelState
from actions.orders.order import OrderState as S


@dataclass(frozen=True, slots=True)
class Carrier:
    name: str
    letters: str

    def tracking_number(self, random: Random) -> str:
        return f"{self.letters}{random.randint(10**8, 10**9 - 1)}"

    def link(self, tracking_number: str) -> str:
        return f"https://track.example.org/{self.name.lower()}/{tracking_number}"


CARRIERS = (Carrier("Nordpost", "NP"), Carrier("Parcelo", "PL"), Carrier("Bluewing", "BW"))
_DELAYS = (
    "snow on the way through the mountains",
    "the parcel was sorted to the wrong depot",
    "a lorry broke down",
    "customs is checking the parcel",
    "more parcels than usual",
)
_PLACES = (
    None,
    "in your letter box",
    "with a neighbour",
    "at your door",
    "at the parcel shop in your street",
)
_STATES = {
    S.SHIPPED: ParcelState.SHIPPED,
    S.PARTLY_SHIPPED: ParcelState.SHIPPED,
    S.OUT_FOR_DELIVERY: ParcelState.OUT_FOR_DELIVERY,
    S.LATE: ParcelState.LATE,
}


def moment(day: date, hours: range, random: Random) -> datetime:
    """Some minute of that day within those hours, in UTC."""
    return datetime.combine(day, time(random.choice(hours), random.randrange(60)), tzinfo=UTC)


def parcels(state: S, items: tuple[Item, ...], way: Journey, random: Random) -> tuple[Parcel, ...]:
    """No parcel before the order left; two when it is split, or sometimes when it has several items."""
    if not (way.has_been(S.SHIPPED) or way.has_been(S.PARTLY_SHIPPED)):
        return ()
    boxes = _boxes(state, items, random)
    first, *others = (_parcel(number, box, state, way, random) for number, box in enumerate(boxes, start=1))
    if state is S.PARTLY_SHIPPED:
        others = [Parcel(box.number, ParcelState.PREPARING, box.items) for box in others]
    return (first, *others)


def _boxes(state: S, items: tuple[Item, ...], random: Random) -> list[tuple[PackedItem, ...]]:
    packed = [PackedItem(item.line, item.quantity) for item in items]
    is_split = state is S.PARTLY_SHIPPED or random.random() < 0.2
    if len(packed) < 2 or not is_split:
        return [tuple(packed)]
    return [tuple(packed[:1]), tuple(packed[1:])]


def _parcel(number: int, box: tuple[PackedItem, ...], state: S, way: Journey, random: Random) -> Parcel:
    carrier = random.choice(CARRIERS)
    tracking_number = carrier.tracking_number(random)
    left_on = way.days[S.SHIPPED] if way.has_been(S.SHIPPED) else way.days[S.PARTLY_SHIPPED]
    parcel_state = _STATES.get(state, ParcelState.DELIVERED)
    expected_on, delayed_from = _promise(parcel_state, way, random)
    is_delivered = parcel_state is ParcelState.DELIVERED
    return Parcel(
        number=number,
        state=parcel_state,
        items=box,
        carrier=carrier.name,
        tracking_number=tracking_number,
        tracking_link=carrier.link(tracking_number),
        shipped_at=moment(left_on, range(14, 18), random),
        expected_on=expected_on,
        delayed_from=delayed_from,
        delay_reason=random.choice(_DELAYS) if parcel_state is ParcelState.LATE else None,
        delivered_at=moment(way.days[S.DELIVERED], range(9, 17), random) if is_delivered else None,
        left_at=random.choice(_PLACES) if is_delivered else None,
    )


def _promise(state: ParcelState, way: Journey, random: Random) -> tuple[date | None, date | None]:
    """The day the carrier names now, and the day it named before."""
    if state is ParcelState.DELIVERED:
        return way.days[S.DELIVERED], None
    if state is ParcelState.OUT_FOR_DELIVERY:
        return way.today, None
    if state is ParcelState.LATE:
        missed = min(way.days[S.LATE], way.today - timedelta(days=1))
        new_day = monday_for_sunday(way.today + timedelta(days=random.randint(1, 3)))
        return (new_day if random.random() < 0.75 else None), missed
    return monday_for_sunday(way.today + timedelta(days=random.randint(1, 3))), None
