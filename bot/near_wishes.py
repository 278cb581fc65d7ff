"""Wishes that are near one another: when two clauses say one of them, and when each says its own.

What one answer tells, or what is done with the other, is one matter. Other near wishes are two only where
each is asked for in so many words, or where different things are told of.
"""

from __future__ import annotations

import re

from actions.order_talk.help_pages import HELP_PAGES
from actions.order_talk.matters import PROBLEM, REPORTS, Matter
from bot.clauses import Cut, Form, Joint, form_of, form_of_part, points_back

ASK_FOR_IT = frozenset({Form.ASKS, Form.WISHES})
LOOSE = frozenset({Joint.COMMA, Joint.NONE})
"""What stands between clauses that mostly say one thing."""

_ONE_ANSWER = (
    frozenset(
        {Matter.STATUS, Matter.PARCELS, Matter.ARRIVAL, Matter.LATENESS, Matter.MISSING, "ask_to_be_told"}
    ),
    frozenset({Matter.CANCEL, Matter.REFUND, Matter.ITEMS}),
    frozenset({Matter.RETURN, Matter.EXCHANGE, Matter.REFUND, PROBLEM, *REPORTS}),
    frozenset({Matter.REFUND, Matter.REFUND_PLACE}),
    frozenset({Matter.CHARGE, Matter.DOUBLE_CHARGE, Matter.FAILED_PAYMENT, Matter.REFUND}),
    frozenset({Matter.FAILED_PAYMENT, Matter.REFUND_PLACE}),
    frozenset({Matter.CANCEL, Matter.UNDO}),
    frozenset({Matter.ADDRESS, Matter.UNDO}),
)
"""In which one answer tells both, or the one is done with the other."""

_OFTEN_ONE = (
    frozenset({Matter.CANCEL, Matter.ITEMS, Matter.RETURN, Matter.EXCHANGE, PROBLEM, *REPORTS})
    | {Matter.CHARGE, Matter.DOUBLE_CHARGE, Matter.REFUND_PLACE},
    frozenset({Matter.LATENESS, Matter.REFUND}),
)
"""In which the one mostly tells why the other is asked for."""

_THING = re.compile(
    r"\b(?:the|my|our|one|two|three|some) (?:(?:of (?:the|my)|pairs? of) )?"
    r"(?!(?:one|ones|other|order|parcel|package|packet|box|delivery|wrong|right|same|whole|thing|stuff)s?\b)"
    r"([^\W\d]{3,})"
)


def belong_together(first: str, second: str, cut: Cut | None) -> bool:
    """Whether two wishes are one matter. Without a `cut`, how they are said is not known."""
    both = {first, second}
    if cut is not None and both <= REPORTS:
        is_more_missing = Matter.MISSING in both and cut.joint is Joint.ALSO
        return not (is_more_missing or are_of_two_things(cut))
    if any(both <= together for together in _ONE_ANSWER):
        return True
    is_often_one = (both <= _OFTEN_ONE[0] and Matter.REFUND_PLACE in both) or both <= _OFTEN_ONE[1]
    return is_often_one and not (cut is not None and is_each_said(cut))


def is_each_said(cut: Cut) -> bool:
    """Both ask or wish; or both tell, and the second points to nothing that the first said."""
    forms = forms_of(cut)
    if {*forms} <= ASK_FOR_IT:
        return True
    return forms == (Form.TELLS, Form.TELLS) and cut.joint not in LOOSE and not points_back(cut.second)


def are_of_two_things(cut: Cut) -> bool:
    """ "The cup is broken and the plate is missing": each clause names a thing that the other does not."""
    first, second = (set(_THING.findall(part.casefold())) for part in (cut.first, cut.second))
    return bool(first and second) and not first & second and cut.joint not in LOOSE


def is_page_of(page: str, matter: str, near: tuple[str, ...], cut: Cut | None) -> bool:
    """Whether the page answers what is wished beside it. `near`: what the wish's words could be about.

    Where both are asked for in so many words, only the page that tells of the wish itself.
    """
    are_both_asked = cut is not None and {*forms_of(cut)} <= ASK_FOR_IT
    is_of_wish = matter not in HELP_PAGES or page == HELP_PAGES[matter][0]
    return page in near and (is_of_wish or not are_both_asked)


def forms_of(cut: Cut) -> tuple[Form, Form]:
    """Behind a comma as the whole reads; elsewhere a part asks where one of its clauses does."""
    form = form_of if cut.joint in LOOSE else form_of_part
    return form(cut.first), form(cut.second)
