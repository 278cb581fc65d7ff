"""Which tier covers which, and which capability counts when there are several."""

from datetime import UTC, datetime, timedelta

import pytest

from conversations.capabilities import LASTS, Capability, Tier, best_of_each_order

SOON, LATER = (datetime(2030, 1, 1, hour, tzinfo=UTC) for hour in (10, 11))


@pytest.mark.parametrize(
    ("held", "needed", "covers"),
    [
        (Tier.SEEN, Tier.SEEN, True),
        (Tier.SEEN, Tier.CONFIRMED, False),
        (Tier.CONFIRMED, Tier.SEEN, True),
        (Tier.CONFIRMED, Tier.CONFIRMED, True),
    ],
)
def test_who_may_change_an_order_may_see_it_and_not_the_other_way_round(
    held: Tier, needed: Tier, covers: bool
):
    assert held.covers(needed) is covers


def test_seeing_lasts_an_hour_and_changing_half_of_it():
    assert [LASTS[tier] for tier in Tier] == [timedelta(hours=1), timedelta(minutes=30)]


def test_of_each_order_the_best_capability_counts():
    seen, seen_again = Capability("1", Tier.SEEN, SOON), Capability("1", Tier.SEEN, LATER)
    confirmed, other = Capability("2", Tier.CONFIRMED, SOON), Capability("2", Tier.SEEN, LATER)

    assert best_of_each_order([seen, other, seen_again, confirmed]) == [seen_again, confirmed]
    assert best_of_each_order([seen_again, confirmed, seen, other]) == [seen_again, confirmed]
    assert best_of_each_order([]) == []
