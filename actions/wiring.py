"""Which actions there are and what each works with: wired here, in one place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, tzinfo

from rasa_sdk import Action

from actions.faq.search import FaqSearch
from actions.faq_actions import ActionAnswerQuestion, ActionAnswerQuestionInForm
from actions.handoff_actions import (
    ActionAskForPerson,
    ActionDeclinePerson,
    ActionDropMatter,
    ActionSayGoodbye,
)
from actions.notice_actions import ActionCancelNotices, ActionListNotices, ActionWantNotice, NoticesOf
from actions.order_actions import (
    ActionForgetMatter,
    ActionForgetOrder,
    ActionTellOrderStatus,
    CustomerOf,
)
from actions.orders.order_book import OrderBook
from actions.smalltalk_actions import (
    ActionReturnToForm,
    ActionStartOver,
    ActionTakeNo,
    ActionTakeYes,
)


def all_actions(
    order_book: OrderBook,
    faq: FaqSearch,
    customer_of: CustomerOf,
    notices_of: NoticesOf,
    today: Callable[[], date],
    zone: tzinfo,
) -> list[Action]:
    """`today` is the day in the shop's calendar, whose time zone is `zone`."""
    return [
        ActionAnswerQuestion(faq, today),
        ActionAnswerQuestionInForm(faq, today),
        ActionAskForPerson(),
        ActionCancelNotices(notices_of),
        ActionDeclinePerson(),
        ActionDropMatter(),
        ActionForgetMatter(),
        ActionForgetOrder(),
        ActionListNotices(notices_of),
        ActionReturnToForm(),
        ActionSayGoodbye(),
        ActionStartOver(),
        ActionTakeNo(),
        ActionTakeYes(),
        ActionTellOrderStatus(order_book, customer_of, notices_of, today, zone),
        ActionWantNotice(),
    ]
