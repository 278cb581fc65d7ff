"""What a short question asks further of what was just told of an order: "and how long?", "does it cost "
"extra?"

Such a question names no matter of its own: what was told does. One table, read from above: what was told,
what is asked about it, and what answers: a fact of the order, one of its matters, or a help page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from actions.order_talk.matters import Matter

_LATELY = 2  # answers
_LONGEST = 20  # words
_BEGINS = (
    r"(?:(?:and|so|but|ok|okay|then|oh|hm+|well|also|right|no|yes|sorry|wait|please|thanks|ah|great"
    r"|lovely|good|nice|cool|fine|(?:leave|forget) it|never mind) )*"
)
_ENDS = (
    r"(?: (?:then|now|please|too|though|tho|again|at all|as well|anyway|still|roughly|exactly"
    r"|at the latest|at most|for (?:that"
    r"|this|it)))*"
)
_IT = r"(?:it|that|this|they|them|these|those|one)"
_SHORT = (
    (re.compile(r"\bcan(?:not|['’]?t)\b"), "can not"),
    (re.compile(r"\bwon['’]?t\b"), "will not"),
    (re.compile(r"\b(is|are|was|has|have|had|do|does|did|would|could|should)n['’]?t\b"), r"\1 not"),
    (
        re.compile(r"\b(it|that|there|what|who|where|when|why|how|everything|nothing)(?:['’]s|s['’]?(?= ))"),
        r"\1 is",
    ),
    (re.compile(r"['’](?:ll|d)\b"), " will"),
    (re.compile(r"['’](?:ve|m|re)\b"), ""),
)


class Further(StrEnum):
    """A fact of the order that only what was told before makes a question for."""

    ASIDE = "what the bank has set aside"
    WHICH_CHARGE = "which of two sums was charged"
    TAKEN = "whether anything is taken"
    PAY_UNTIL = "until when it can be paid, and what happens then"
    DELIVERY_ONCE = "whether each parcel costs delivery"
    DELIVERY_OF_IT = "how much of it is for delivery"
    ALL_BACK = "whether all of the money goes back"
    PART_HERE = "what can be done with the part that is still here"
    HELD_BACK = "whether one parcel can wait for the other"
    NOT_SENT = "why it has not left yet"
    ON_TIME = "whether a change makes it later"
    SURE = "whether the day is sure"
    TO_PAY = "what is left to pay"
    TOGETHER = "whether all of it comes"
    FASTER = "whether it can come earlier"
    WHOLE_OR_PART = "whether a part can be refused, or sent back"

    @property
    def matter(self) -> Matter:
        """The question about an order that this belongs to."""
        return _MATTERS[self]


_MATTERS = {
    Further.ASIDE: Matter.DOUBLE_CHARGE,
    Further.WHICH_CHARGE: Matter.DOUBLE_CHARGE,
    Further.TAKEN: Matter.CHARGE,
    Further.PAY_UNTIL: Matter.FAILED_PAYMENT,
    Further.DELIVERY_ONCE: Matter.CHARGE,
    Further.DELIVERY_OF_IT: Matter.CHARGE,
    Further.ALL_BACK: Matter.REFUND_PLACE,
    Further.PART_HERE: Matter.PARCELS,
    Further.HELD_BACK: Matter.PARCELS,
    Further.NOT_SENT: Matter.LATENESS,
    Further.ON_TIME: Matter.ARRIVAL,
    Further.SURE: Matter.ARRIVAL,
    Further.TO_PAY: Matter.CHARGE,
    Further.TOGETHER: Matter.PARCELS,
    Further.FASTER: Matter.LATENESS,
    Further.WHOLE_OR_PART: Matter.REFUND_PLACE,
}


class _Told(StrEnum):
    """What an answer was about, by its words."""

    ASIDE = r"\bset aside\b"
    UNPAID = (
        r"\bdid not go through\b|\bwaiting for your\b|(?<!of )\b[Oo]rder \d+ is not paid\b|\bkept until\b"
        r"|\bhas (?:not reached us yet|reached us yet)\b|\bkeep your items\b|\bwaits for its payment\b"
    )
    CHARGE = rf"^(?:{Matter.CHARGE}|{Matter.DOUBLE_CHARGE}) "
    BACK = r"\bback to your\b|\bgoes back\b|\bpaid back\b|\brefund\b|\bmoney comes back\b"
    PARCELS = r"\bcomes in \d+ parcels\b|\b[Pp]arcel \d\b|\bA part of order\b|^faq split-delivery\b"
    PART_LEFT = (
        r"\bcomes in \d+ parcels\b|\bstill being packed\b|\b[Pp]arcel \d\b|\bA part of order\b|^refused "
    )
    REFUSED = r"^(?:\d+ )?refused "
    ITEMS_STAY = r"\bitems can't be changed\b|\btake (?:anything|items) (?:off|out)\b"
    RETURN = r"\breturn(?:ed)?\b|\bsend it back\b|^faq return"
    DONE = r"^(?:\d+ )?(?:done|term) "
    CANCELLED = r"\b(?:is|was) cancelled\b|\bI will cancel\b"
    DAY = (
        r"^(?!.*\breturn of order\b).*(?:\bshould (?:now )?(?:arrive|be with you)\b|\bout for delivery\b"
        r"|\bthe new day is\b|\bis on its way\b)"
    )
    LATE = r"\bis late\b"
    DOOR = r"\brefuse\b|\brefused at the door\b"
    ADDRESS = rf"^{Matter.ADDRESS_NOW} |\bits address any more\b"
    HERE = r"\bleaves us\b|\bstill being packed\b|\bpacked and waiting\b"
    ORDER = r"^(?:order |ask_|report_)"


class _Asked(StrEnum):
    """The whole question, without what leads into it."""

    GONE = (
        r"(?:when|how long|until when|what day).*\b(?:disappear\w*|gone|vanish\w*|go(?:es)? away"
        r"|free[ds]?|releas\w*"
        r"|drop\w* (?:off|out)|clear\w*|lifted|come off)\b.*"
    )
    STILL_SHOWS = (
        r"(?:(?:my|the) (?:bank|card|account|statement|app|paypal)\b.*\b(?:shows?|says?|has|sees?|lists?)\b.*"
        r"|(?:why|what)\b.*\b(?:pending|reserved|blocked|held|on hold|set aside|shows?)\b.*"
        r"|(?:i|it|there|the \w+|€?\d+.*)\b.*\b(?:pending|reserved|blocked|on hold"
        r"|taken from my account)\b.*)"
    )
    WHICH_REAL = (
        r"(?:which|what)(?: (?:one|sum|amount|charge|of (?:them|those|these|the two)))* is"
        r"(?: the)? (?:real|true|right|correct|valid|actual)(?: one)?|(?:is|are) (?:either|any|one"
        r"|both) (?:of .*)?real.*"
    )
    TAKEN = (
        r"(?:(?:will|do|am|would|was|were|did|have|has|is|are|does|can)\b.*"
        r"\b(?:charged|charge me|take\w* (?:anything|something|any money|the money)|(?:anything|something"
        r"|money) (?:be |been "
        r"|get |gets |is |was )*(?:taken|charged)|(?:have to|must|need to) (?:\w+ )?pay (?:anything"
        r"|something|it|for it))\b.*"
        r"|(?:nothing|no money)\b.*\b(?:taken|charged|to pay)\b.*)"
    )
    HOW_LONG = (
        r"(?:(?:for |and )?how (?:long|many (?:more )?days|much time|many weeks)|until when|till when"
        r"|by when|by what (?:day|date)"
        r"|what(?: is)? (?:the|my|your) (?:deadline|last day|limit))(?:(?: \w+){0,2} (?:i|we|me|us|you|it"
        r"|that)\b(?!.*\b(?:deliver|take|arriv|send|ship|leave|come|pack))"
        r"(?: \w+){0,6})?"
        r"|(?:can|could|may) (?:i|we) (?:\w+ )?pay (?:on|tomorrow|next|later|until|in|at)\b.*"
    )
    NOT_PAID = (
        r"(?:what )?(?:happens |will happen |is )?(?:to (?:it|(?:the|my) \w+) )?if (?:i|it|that|this"
        r"|nothing|my bank"
        r"|(?:the|my) (?:money|payment|transfer|bank))\b.*\b(?:not|nothing|late|forget|miss|never|slow\w*"
        r"|wait)\b.*"
        r"|.*\botherwise\b.*|(?:will|do|can|would|am|how long)\b.*\b(?:lose|keep|hold"
        r"|reserve)\b.*\b(?:items?|it|them|things|order|goods)\b.*"
        r"|(?:will|do|does|are|is|can)\b.*\b(?:items|things|goods|order|it|they)\b.*\b(?:stay|kept"
        r"|reserved|held|safe)\b.*"
    )
    IF_NOT = (
        r"(?:what )?(?:happens |will happen |is |do i do |now )?(?:if|when) (?!i\b|we\b|you\b|nobody"
        r"|no one).*"
        r"\b(?:not|never|late|nothing|passes|goes by)\b.*"
        r"|(?:what )?(?:happens |do i do )?if (?:i|we) (?:do not|never) (?:get|receive|see) (?:it|them"
        r"|the money)"
    )
    IF_LOST = r"(?:what )?(?:happens |is |now )?(?:if|when) .*\b(?:lost|missing|stolen|disappears)\b.*"
    SUM = (
        r"(?:how much|what (?:sum|amount|price)|which (?:sum|amount)|what is the (?:sum|amount|price|total))"
        r"(?: (?:is|it|that|to|do|will|would|i|pay|get|have|need|owe|transfer|money|the|in|all"
        r"|all in all|be))*"
    )
    DELIVERY_TWICE = (
        r"(?:do|does|will|would|must|have|is|are|am|so|what about|isn|did)\b.*\b(?:twice|double|each|both"
        r"|two|extra|second|separate\w*"
        r"|per parcel|again|more)\b.*"
    )
    DELIVERY_OF_IT = (
        r"(?:(?:is|was|does|are|do|will|would|can|with|without|incl\w*|plus|how much|what|including)\b.*)?"
        r"(?:the |my )?\b(?:deliver\w*|shipping|postage|p ?p)\b(?: (?:costs?|fees?|charges?|price|included"
        r"|in (?:it|that|there|this)|part of (?:it|that|this)|also|back|inclusive|contained|was|is|cost"
        r"|on (?:it|that)|of (?:it|that)|then))*"
    )
    COSTS_MORE = (
        rf"(?:(?:does|will|would|did|is|was|has) (?:{_IT}|there|(?:the )?\w+ (?:one|parcel|part|box))\b.*"
        r"\b(?:costs?|free|fee|charge|extra|more|anything)\b.*"
        r"|(?:is there |any |are there )+(?:extra )?(?:fee|charge|cost|postage|shipping)s?\b.*)"
    )
    ALL_OF_IT = (
        rf"(?:is|was|will|would|do|does|did)? ?(?:{_IT} |i |you |be |get |have )*(?:really )?(?:all"
        rf"|everything|both|the (?:whole|full)"
        rf" (?:lot|thing|sum|amount|price|money|order)|the lot|the full (?:price|amount|sum)|every (?:cent"
        rf"|penny|bit)|in full)"
        rf"(?: of (?:{_IT}|(?:the|my) \w+(?: \w+)?))?(?: back| refunded| there| come| comes| coming)?"
        r"|(?:less|minus) (?:anything|something|a fee|fees)"
        r"|.*\b(?:anything|something|any of it|a fee|fees)\b.*\b(?:deduct\w*|kept|keep|taken off|held back"
        r"|subtracted)(?: (?:from|of) (?:it|that))?"
    )
    BOTH_COME = (
        r"(?:(?:do|does|will|is|are|so) )*(?:(?:they|it) )?(?:both|all|each|every one"
        r"|everything)(?: of (?:them|those"
        r"|these|it|the \w+|my \w+))?"
        r"(?: (?:is|are|come|comes|coming|arrive|arriving|in (?:it|there|the parcel)|there|together"
        r"|on the way))*"
        r"|(?:does|do|is|are)\b.*\b(?:include[sd]?|cover\w*|both|for all)\b.*"
    )
    HELD = (
        r".*\b(?:(?:hold|keep|wait)\w*\b.*\b(?:back|until|till|for the|with (?:it|the|that)|together)"
        r"|(?:send|ship|put|deliver|pack|combine|bring|get|have)\w*\b.*\b(?:together|in (?:one|a single"
        r"|the same) (?:parcel|box|package|go)"
        r"|at (?:the same time|once)|in one go))\b.*"
    )
    THE_REST = (
        r"(?!.*\b(?:orders?|never|missing|arrived|when)\b)(?:the |that |my )?"
        r"(?:\w+ )?(?:part|parcel|one|half|bit|box|rest|package)(?: (?:that|which|you|of it|can|could"
        r"|may)\b.*)?"
        r"|(?!.*\b(?:orders?|never|missing|arrived|when)\b)(?:what|how|can|could|is|do|would|only|just|maybe)\b.*"
        r"\b(?:part|parcel|one|half|bit|box|rest|package|packet|stuff|other)\b.*"
    )
    NOT_SENT = (
        r"(?:why|how come)\b(?!.*\b(?:at once|together)\b).*\bnot\b.*\b(?:sent|shipped|left|leaving|posted"
        r"|on (?:its|the) way|gone"
        r"|dispatched|out|go|send|moving"
        r"|underway)\b.*"
    )
    LATER_FOR_IT = (
        r"(?:does|will|would|is|could|did)\b.*\b(?:delay\w*|slow\w*|hold (?:it|that|things|my \w+)? ?up"
        r"|later|longer|affect\w*|on time"
        r"|still (?:come|arrive|leave|be)|put (?:it|that) back)\b.*"
    )
    SURE = (
        r"(?:(?:is|are|can|how|for|really|do|will) )*(?:(?:that|it|you|this|i|they|the \w+) )?(?:\w+ )?"
        r"(?:sure|certain|definite\w*|guarantee\w*|promise\w*|reliable|rely on (?:it|that)|fixed"
        r"|for certain|for sure)"
        r"(?: (?:is|are|it|that|this|about|of|day|date|to|come|be|there|on|monday|tomorrow))*"
    )
    HOUR = (
        r"(?:at |around |roughly |about )*(?:what|which) (?:time|hour)s?\b(?!.*\b(?:open|close|shop|team"
        r"|office|call)).*"
        r"|(?:in the )?(?:morning or (?:the )?afternoon|am or pm).*"
        r"|(?:is|will|does|do|can)\b.*\b(?:morning|afternoon|noon|evening)"
    )
    RETURN_LATER = (
        r"(?:can|could|may|would|will|do|am)\b.*\b(?:return|send)\b.*\b(?:later|afterwards|after that"
        r"|when (?:it|they)|once (?:it|they)"
        r"|back|instead|one|some)\b.*"
    )
    WHERE_TO = (
        r"(?:(?:back )?to (?:where|which \w+|what \w+)|(?:which|what) (?:account|card)\b.*"
        r"|where (?:does|will|do|is|are) (?:it|that|(?:the|my) money|you|they) (?:go|going|be|sent|paid"
        r"|send|pay)\b.*)"
    )
    WHY = (
        r"(?:why|how come|what (?:happened|went wrong|is (?:the )?(?:reason|matter|wrong)|is going on"
        r"|is up))(?: (?:is|was|that|it|this|so|not|with|to|did|happen|late|then))*"
    )
    ARGUES = (
        r"(?:(?:you|i|we|they) can not\b.*\b(?:although|though|even|when|but|if|while|as)\b.*"
        r"|(?:but |although |even though )?(?:(?:it|they|you|that|everything|(?:the|my) \w+)\b.*\bstill\b.*"
        r"\b(?:here|there|have|has|warehouse|store|shop|with you|not (?:left|gone|sent))\b.*))"
    )
    EARLIER = (
        r"(?:(?:nothing|not|no chance|any (?:chance|way)|can|could|is there|would|will|any)\b.*"
        r"\b(?:before|earlier|sooner|faster|quicker|first class|priority|in time for|by (?:\w+day|tomorrow"
        r"|then))\b.*"
        r"|(?:i|we) need (?:it|them|(?:the|my) \w+) (?:by|before|on|for|sooner|earlier|faster)\b.*)"
    )
    OLD_ADDRESS = (
        r".*\b(?:go|goes|going|come|coming|sent|deliver\w*|headed)\b.*\b(?:old|wrong|previous|same|new"
        r"|right|other)"
        r" (?:address|place|one|house|flat)"
    )
    CHANGE_IT = (
        r"(?:can|could|would|will|please|do) ?(?:you |i |we )?(?:please |also )*(?:change|update"
        r"|correct) (?:it|that|this)(?: one)?(?: also)?"
    )
    WHOLE_OR_PART = (
        r".*\b(?:whole|entire|complete|all)\b.*\bor\b.*\b(?:only|just|part|some|single|one)\b.*"
        r"|.*\b(?:only|just)\b.*\bor\b.*\b(?:whole|entire|everything|all)\b.*"
    )
    WHAT_NOW = (
        r"(?:what|where)(?: (?:can|do|should|must|shall|could|am) i)?(?: (?:do|supposed to do))?(?: (?:now"
        r"|then|instead|about (?:it|that)))*(?: i .*)?"
    )


@dataclass(frozen=True, slots=True)
class Row:
    """`answer`: a fact, a matter that is told as it is, or the slug of a help page behind `faq `."""

    told: tuple[_Told, ...]
    asked: _Asked
    answer: Further | Matter | str


TERM = "term"
"""What was said of the change: its cost, its money, its days (`terms_asked.py`)."""

_AGAIN = "again"
"""What was refused is told in other words, with what can be done instead."""

_ROWS = (
    Row((_Told.ASIDE, _Told.UNPAID, _Told.CHARGE), _Asked.GONE, Further.ASIDE),
    Row((_Told.UNPAID,), _Asked.STILL_SHOWS, Further.ASIDE),
    Row((_Told.ASIDE, _Told.CHARGE, _Told.UNPAID), _Asked.WHICH_REAL, Further.WHICH_CHARGE),
    Row((_Told.UNPAID, _Told.ASIDE), _Asked.NOT_PAID, Further.PAY_UNTIL),
    Row((_Told.BACK,), _Asked.IF_NOT, "faq refund-times"),
    Row((_Told.DAY, _Told.LATE, _Told.HERE), _Asked.IF_NOT, "faq late-delivery"),
    Row((_Told.DAY, _Told.LATE, _Told.HERE), _Asked.IF_LOST, "faq missing-parcel"),
    Row((_Told.PARCELS,), _Asked.HELD, Further.HELD_BACK),
    Row((_Told.PARCELS,), _Asked.DELIVERY_TWICE, Further.DELIVERY_ONCE),
    Row((_Told.PARCELS,), _Asked.COSTS_MORE, Further.DELIVERY_ONCE),
    Row((_Told.BACK,), _Asked.DELIVERY_OF_IT, Further.ALL_BACK),
    Row((_Told.CHARGE, _Told.ASIDE, _Told.UNPAID), _Asked.DELIVERY_OF_IT, Further.DELIVERY_OF_IT),
    Row((_Told.BACK,), _Asked.ALL_OF_IT, Further.ALL_BACK),
    Row((_Told.CANCELLED, _Told.UNPAID), _Asked.TAKEN, Further.TAKEN),
    Row((_Told.UNPAID,), _Asked.SUM, Further.TO_PAY),
    Row((_Told.BACK,), _Asked.SUM, Matter.REFUND_PLACE),
    Row((_Told.UNPAID,), _Asked.HOW_LONG, Further.PAY_UNTIL),
    Row((_Told.BACK,), _Asked.WHERE_TO, Matter.REFUND_PLACE),
    Row((_Told.BACK,), _Asked.HOW_LONG, Matter.REFUND_PLACE),
    Row((_Told.RETURN, _Told.ITEMS_STAY), _Asked.HOW_LONG, "faq return-deadline"),
    Row((_Told.REFUSED,), _Asked.RETURN_LATER, "faq return-deadline"),
    Row((_Told.DONE,), _Asked.LATER_FOR_IT, Further.ON_TIME),
    Row((_Told.DONE,), _Asked.COSTS_MORE, TERM),
    Row((_Told.PART_LEFT,), _Asked.THE_REST, Further.PART_HERE),
    Row((_Told.DAY, _Told.HERE), _Asked.BOTH_COME, Further.TOGETHER),
    Row((_Told.DAY,), _Asked.HOUR, Matter.ARRIVAL),
    Row((_Told.DAY, _Told.LATE), _Asked.SURE, Further.SURE),
    Row((_Told.LATE,), _Asked.WHY, Matter.LATENESS),
    Row((_Told.UNPAID,), _Asked.WHY, Matter.FAILED_PAYMENT),
    Row((_Told.DOOR,), _Asked.WHOLE_OR_PART, Further.WHOLE_OR_PART),
    Row((_Told.DONE, _Told.ADDRESS), _Asked.OLD_ADDRESS, Matter.ADDRESS_NOW),
    Row((_Told.ADDRESS,), _Asked.CHANGE_IT, Matter.ADDRESS),
    Row((_Told.DAY, _Told.LATE, _Told.HERE), _Asked.EARLIER, Further.FASTER),
    Row((_Told.REFUSED,), _Asked.WHY, _AGAIN),
    Row((_Told.REFUSED,), _Asked.ARGUES, _AGAIN),
    Row((_Told.REFUSED,), _Asked.WHAT_NOW, _AGAIN),
    Row((_Told.ORDER,), _Asked.NOT_SENT, Further.NOT_SENT),
)
_ASKED = {one: re.compile(one.value) for one in _Asked}
_TOLD = {one: re.compile(one.value) for one in _Told}
_STILL_HERE = re.compile(
    r"\b(?:not (?:been )?(?:\w+ )?(?:left|sent|shipped|posted|gone|out|dispatched)|still (?:here|there"
    r"|with you|at yours|have)"
    r"|you (?:still )?have|other|second|rest|remaining|last)\b"
)


def asked_further(text: str, told: Sequence[str]) -> Further | Matter | str | None:
    """What answers `text`, after the answers under these topics (`actions/told.py`), the latest last."""
    words = _plain(text)
    if not words or len(words.split()) > _LONGEST:
        return None
    asked = [one for one, sign in _ASKED.items() if sign.fullmatch(words)]
    for topic in [one for one in told if not one.startswith("utter_")][: -_LATELY - 1 : -1]:
        for row in _ROWS:
            is_told = row.asked in asked and any(_TOLD[one].search(topic) for one in row.told)
            if is_told and (row.answer is not Further.PART_HERE or _STILL_HERE.search(words)):
                return row.answer
    return None


def _plain(text: str) -> str:
    words = text.casefold()
    for short, full in _SHORT:
        words = short.sub(full, words)
    words = " ".join(re.sub(r"[^\w\s€-]", " ", words).split())
    return re.sub(rf"{_ENDS}$", "", re.sub(rf"^{_BEGINS}", "", words)).strip()
