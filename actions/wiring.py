"""Which actions there are and what each works with: wired here, in one place."""

from __future__ import annotations

from datetime import date
from functools import partial

from rasa_sdk import Action

from actions.delivery_actions import ActionTellDeliveryOptions
from actions.faq.live_search import LiveSearch
from actions.faq.search import FaqSearch
from actions.faq_actions import ActionAnswerQuestion, ActionAnswerQuestionInForm
from actions.handoff_actions import (
    ActionAskForPerson,
    ActionDeclinePerson,
    ActionDropMatter,
    ActionSayGoodbye,
)
from actions.mail.mailer import Mailer
from actions.notice_actions import ActionCancelNotices, ActionListNotices, ActionWantNotice, NoticesOf
from actions.order_access import CustomerOf, OrderAccess
from actions.order_actions import (
    ActionAskForNumber,
    ActionForgetMatter,
    ActionForgetOrder,
    ActionNoteMatter,
    ActionTakeUpMatter,
    OrderTeller,
)
from actions.order_changes import ActionAskForCode, ActionAskForDetail, ActionAskToConfirm, OrderChanges
from actions.orders.order_book import OrderBook
from actions.orders.shop import Shop
from actions.smalltalk_actions import (
    ActionReturnToForm,
    ActionStartOver,
    ActionTakeNo,
    ActionTakeYes,
)
from conversations.identity import IdentityDesk


def all_actions(
    order_book: OrderBook,
    faq: LiveSearch | FaqSearch,
    customer_of: CustomerOf,
    notices_of: NoticesOf,
    identity: IdentityDesk,
    mailer: Mailer,
    shop: Shop,
    help_url: str = "",
) -> list[Action]:
    """`shop` knows the terms, the calendar and the time that the order book goes by as well; `help_url` is
    where the pages of the help entries are, "" when they have no address."""
    access = OrderAccess(order_book, identity, customer_of)
    teller = OrderTeller(partial(_today, shop), shop.zone)
    changes = OrderChanges(order_book, access, identity, mailer, shop)
    today = partial(_today, shop)
    return [
        ActionAskForCode(),
        ActionAskForDetail(),
        ActionAskForNumber(order_book, access),
        ActionAskToConfirm(),
        ActionDropMatter(),
        ActionNoteMatter(access, teller),
        ActionTakeUpMatter(access, teller, changes, notices_of),
        ActionAnswerQuestion(faq, today, help_url),
        ActionAnswerQuestionInForm(faq, today, help_url),
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
        ActionTellDeliveryOptions(shop.terms, today),
        ActionWantNotice(),
    ]


def _today(shop: Shop) -> date:
    return shop.now().astimezone(shop.zone).date()
