"""Which actions there are and what each works with: wired here, in one place."""

from __future__ import annotations

from datetime import date
from functools import partial

from rasa_sdk import Action

from actions.change_questions import ActionAskForCode, ActionAskForDetail, ActionAskToConfirm
from actions.delivery_actions import ActionTellDeliveryOptions
from actions.faq.live_search import LiveSearch
from actions.faq.search import FaqSearch
from actions.faq_actions import ActionAnswerQuestion, ActionAnswerQuestionInForm
from actions.handoff.outlook import Reception
from actions.handoff_actions import (
    ActionAskForPerson,
    ActionDeclinePerson,
    ActionDropMatter,
    ActionSayGoodbye,
)
from actions.mail.mailer import Mailer
from actions.notice_actions import ActionCancelNotices, ActionListNotices, NoticesOf
from actions.notice_wishes import ActionWantNotice
from actions.order_access import CustomerOf, OrderAccess
from actions.order_actions import (
    ActionForgetMatter,
    ActionForgetOrder,
    ActionNoteMatter,
    ActionTakeUpMatter,
)
from actions.order_changes import OrderChanges
from actions.order_lists import ActionAskForNumber, ActionListOrders, OrderList
from actions.order_teller import OrderTeller
from actions.orders.order_book import OrderBook
from actions.orders.shop import Shop
from actions.problem_actions import ActionAskWhatIsWrong
from actions.proof_actions import ActionAskForProof
from actions.smalltalk_actions import (
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
    reception: Reception,
    help_url: str = "",
) -> list[Action]:
    """`shop` knows the terms, the calendar and the time that the order book goes by as well; `help_url` is
    where the pages of the help entries are, "" when they have no address."""
    access = OrderAccess(order_book, identity, customer_of)
    today = partial(_today, shop)
    orders = OrderList(order_book, access, today)
    teller = OrderTeller(shop)
    changes = OrderChanges(order_book, access, identity, mailer, shop)
    return [
        ActionAskForCode(),
        ActionAskForDetail(),
        ActionAskForNumber(orders),
        ActionAskForProof(),
        ActionAskToConfirm(),
        ActionAskWhatIsWrong(),
        ActionNoteMatter(access, orders, teller),
        ActionTakeUpMatter(access, orders, teller, changes, notices_of),
        ActionAnswerQuestion(faq, today, help_url),
        ActionAnswerQuestionInForm(faq, today, help_url),
        ActionAskForPerson(reception),
        ActionCancelNotices(notices_of),
        ActionDeclinePerson(),
        ActionDropMatter(),
        ActionForgetMatter(),
        ActionForgetOrder(),
        ActionListNotices(notices_of),
        ActionListOrders(orders),
        ActionSayGoodbye(identity, reception),
        ActionStartOver(),
        ActionTakeNo(),
        ActionTakeYes(),
        ActionTellDeliveryOptions(shop.terms, today),
        ActionWantNotice(access, orders, teller, notices_of),
    ]


def _today(shop: Shop) -> date:
    return shop.now().astimezone(shop.zone).date()
