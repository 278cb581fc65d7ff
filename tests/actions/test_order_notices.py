"""What can be promised about an order, by what was wished."""

from datetime import date

import pytest

from actions.order_notices import kind_for
from actions.order_talk.notice_wished import Wish, wish_in
from actions.orders.demo_orders import demo_orders
from conversations.notices import NoticeKind

ORDERS = {order.number: order for order in demo_orders(date(2026, 11, 21))}


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("tell me when it ships", Wish.SHIPPED),
        ("ping me when it has left", Wish.SHIPPED),
        ("Tell me when the refund is paid", Wish.REFUNDED),
        ("let me know when the money is sent", Wish.REFUNDED),
        ("write me when it gets here", Wish.ARRIVED),
        ("tell me when it is out for delivery", Wish.ARRIVED),
        ("keep me posted", Wish.ANYTHING),
    ],
)
def test_a_wish_is_known_by_its_words(text, wish):
    assert wish_in(text) is wish


@pytest.mark.parametrize(
    ("number", "wish", "kind"),
    [
        ("10057", Wish.SHIPPED, NoticeKind.ORDER_SHIPPED),
        ("10057", Wish.ANYTHING, NoticeKind.ORDER_SHIPPED),
        ("10057", Wish.ARRIVED, None),
        ("10057", Wish.REFUNDED, None),
        ("10011", Wish.REFUNDED, NoticeKind.REFUND_PAID),
        ("10011", Wish.ANYTHING, NoticeKind.REFUND_PAID),
        ("10011", Wish.SHIPPED, None),
        ("10042", Wish.ANYTHING, None),
    ],
)
def test_only_what_was_wished_and_is_still_to_come_is_promised(number, wish, kind):
    assert kind_for(ORDERS[number], wish) is kind
