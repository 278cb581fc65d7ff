"""Which fact of an order a question asks for: one that was told a moment ago, or that its record shows.

Plain rules. What is asked for in general ("which carriers do you use?") is no fact of an order.
"""

from __future__ import annotations

import re
from enum import StrEnum

from actions.order_talk.matters import Matter
from actions.order_talk.own_words import is_question
from actions.order_talk.wanted import names_a_kind

_THE_ORDER = r"(?:it|that|this|them|they|everything|all(?: of (?:it|them|that))?|(?:my|the|this|that) \w+)"
_A_BOX = r"(?:parcels?|packages?|packets?|box(?:es)?|shipments?|deliver(?:y|ies))"
_THAT_BOX = rf"(?:(?:the|this|that|my) )?(?:\w+ )?(?:one|order|{_A_BOX})(?: \d)?"
_NO_ITEM = r"(?!.*\b(?:vat|tax|prices?|invoice|receipt)\b)"
_IS_IT = r"^(?:(?:and|so|but|ok|okay|then|all|both|together|in) )*(?:is|are|was|were)\b"


class Fact(StrEnum):
    CARRIER = "carrier"
    TOGETHER = "together"
    COUNT = "count"
    TO_PAY = "to pay"
    TOTAL = "total"
    PRICE = "price"
    NEW_ONE = "new one"
    WHEN_PAID = "when paid"
    FASTER = "faster"
    ELSEWHERE = "elsewhere"
    LESS_BACK = "less back"
    HOUR = "hour"
    DELIVERY_PAID = "delivery paid"
    CANCEL_COST = "cost of cancelling"

    @property
    def matter(self) -> Matter:
        """The question about an order that this fact belongs to."""
        return _MATTERS[self]


_MATTERS = {
    Fact.CARRIER: Matter.PARCELS,
    Fact.TOGETHER: Matter.PARCELS,
    Fact.COUNT: Matter.CONTENTS,
    Fact.TO_PAY: Matter.CHARGE,
    Fact.TOTAL: Matter.CHARGE,
    Fact.PRICE: Matter.CHARGE,
    Fact.NEW_ONE: Matter.ARRIVAL,
    Fact.WHEN_PAID: Matter.ARRIVAL,
    Fact.FASTER: Matter.LATENESS,
    Fact.ELSEWHERE: Matter.PARCELS,
    Fact.LESS_BACK: Matter.REFUND_PLACE,
    Fact.HOUR: Matter.ARRIVAL,
    Fact.DELIVERY_PAID: Matter.CHARGE,
    Fact.CANCEL_COST: Matter.CHARGE,
}


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_TOO_LITTLE = (
    r"(?:less|short|(?:too|so) (?:low|little|small)|wrong (?:amount|sum)"
    r"|not (?:all|everything|enough|the full)|(?:only|just) (?:a )?(?:part|half|some|partly|\d+)"
    r"|(?:does|is)(?: not|n['’]t) (?:match|right|correct|enough|all))"
)
_MONEY_BACK = r"(?:refund\w*|money back|(?:got|get|paid|received|gave|sent|came)(?: \w+){0,4} back)"
_GIVEN = r"(?:got|get|paid|received|gave|sent|came)"

_SIGNS = {
    Fact.LESS_BACK: _any_of(
        rf"\b{_MONEY_BACK}\b.*\b{_TOO_LITTLE}\b",
        rf"\b{_TOO_LITTLE}\b.*\b{_MONEY_BACK}\b",
        rf"\b{_GIVEN}\b.*\b{_TOO_LITTLE}\b.*\bback\b",
        rf"\bonly {_GIVEN}\b.*\b(?:half|part|some|\d+)\b.*\bback\b",
        r"\b(?:did|have|has)(?: not|n['’]?t) (?:refund\w*|paid?) (?:back )?"
        r"(?:all|everything|the (?:full|whole))\b",
    ),
    Fact.WHEN_PAID: _any_of(
        r"^(?=.*\b(?:when|how)\b).*\b(?:if|once|after|as soon as) i (?:\w+ )?(?:pay|transfer|send)\b",
        r"^(?=.*\b(?:when|how (?:long|soon|fast|quick\w*|many days))\b).*\bpa(?:y|id) (?:it )?"
        r"(?:today|now|tomorrow)\b",
    ),
    Fact.NEW_ONE: _any_of(
        r"\b(?:when|how long|how many days)\b.*\b(?:new (?:one|pair|size|item)s?|replacements?|exchange"
        r"|other (?:size|colou?r|pair)|right ones?)\b",
    ),
    Fact.CARRIER: _any_of(
        r"\b(?:which|what)(?:['’]?s| is)? (?:the )?(?:\w+ )?"
        r"(?:carrier|courier|parcel service|delivery service|company)\b(?! (?:do|does|are) you\b)",
        rf"\bwho(?:['’]?s| is| will)? (?:deliver\w*|bring\w*|ship\w*|carr(?:y|ies|ying)) {_THE_ORDER}\b",
        r"\bwho(?:['’]?s| is) (?:the|my) (?:carrier|courier)\b",
        r"\b(?:where|what|have|get|give|send|show|need|see|repeat|tell me)\b.*"
        r"\btracking (?:link|number|code|id|page)\b",
        r"\b(?:where|how|link|page)\b.*\b(?:to|i|can) (?:\w+ )?(?:track|follow) (?:it|(?:the|my) parcel)\b",
    ),
    Fact.TOGETHER: _any_of(
        rf"\bin (?:the same|one|a single|1) {_A_BOX}\b",
        rf"\b(?:same|one) {_A_BOX} (?:as|with|for)\b",
        r"^(?!.*\bhow much\b).*"
        r"\b(?:is|are|was|were|do|did|does|will|goes?|comes?|all|both|everything)\b.* together\b",
        rf"{_IS_IT}{_NO_ITEM}.* (?:in|inside|part of) (?:it|there|this|that|them|{_THAT_BOX})"
        r"(?: too| as well| now)*$",
    ),
    Fact.COUNT: _any_of(
        r"\bhow many (?!days|parcels|packages|boxes|working|times|hours|weeks|people|orders)\w+"
        r".*\b(?:in|inside|left|coming|get|getting|have|has|order(?:ed)?)\b",
    ),
    Fact.TO_PAY: _any_of(
        r"\b(?:how much|what)\b.*\b(?:have|need|left|got|remains?) (?:left )?to "
        r"(?:be )?(?:pay|paid|transfer|wire)\b",
        r"\b(?:how much|what)\b.*\b(?:do|must) i (?:still |now )?(?:owe|pay|transfer)\b",
        r"\b(?:how much|what)\b.*\b(?:is|still) (?:open|due|owed|outstanding|unpaid|to pay)\b",
        r"\bdo i (?:still )?owe\b|\b(?:anything|something) (?:left|still) to pay\b",
    ),
    Fact.HOUR: _any_of(
        r"^(?:and |so |but |ok |okay |well |then |thanks )*(?:at |around |roughly |about )*"
        r"(?:what|which) (?:time|hour)\b(?!.*\b(?:open|shop|team)\b)",
    ),
    Fact.DELIVERY_PAID: _any_of(
        r"\b(?:how much|what)\b.*\b(?:was|were|did|have i)\b.*\b(?:shipping|delivery|postage)\b",
        r"\b(?:how much|what)\b.*\b(?:shipping|delivery|postage)\b(?: costs?)? "
        r"(?:of|for|on|with|in) (?:(?:this|that|my|the) (?:order|one)|order|it|\d+)\b",
    ),
    Fact.CANCEL_COST: _any_of(
        r"\b(?:costs?|charged?|fees?|free|pay)\b.*\b(?:to cancel|cancell?ing|cancellation|if i cancel)\b",
        r"\b(?:cancell?ing|cancellation|to cancel|if i cancel)\b.*\b(?:costs?|charged?|fees?|free|pay)\b",
    ),
    Fact.PRICE: _any_of(
        r"\bhow much did i pay for (?:the|my|those|each)\b",
        r"\b(?:how much|what) did (?:the|my|those|each) (?:\w+ ){1,3}cost\b",
    ),
    Fact.TOTAL: _any_of(
        r"\b(?:what|how much)\b.*\b(?:total|in all|altogether|come to|sum of)\b",
        r"\bhow much\b.*\b(?:together|for (?:both|all|everything))\b",
    ),
    Fact.FASTER: _any_of(
        r"\bspeed (?:it|this|that|things) up\b",
        rf"\b(?:send|make|have|get|deliver|ship|upgrade|switch|change) {_THE_ORDER}\b.*\bexpress\b",
    ),
    Fact.ELSEWHERE: _any_of(
        r"\b(?:could|can|may|might|will) (?:a|the|my|our) neighbou?rs?\b.*\b(?:take|get|have|accept)\b",
        rf"\b(?:leave|give|hand|bring|drop) {_THE_ORDER}\b.*\b(?:neighbou?rs?|garage|shed|next door)\b",
        r"\b(?:deliver\w*|come|bring|brought|arrive|dropped|redeliver\w*)\b.*\b(?:another|(?:a )?different"
        r"|some other"
        r"|(?:a )?later) (?:day|date|time)\b",
        r"\b(?:can|could|may|might)\b.*\b(?:deliver(?:ed)?|come|brought)(?: it| them)? later\b",
        r"\b(?:can|could|may|how)\b.*\b(?:reschedule|postpone|(?:change|move|choose) the (?:day|date"
        r"|delivery day))\b",
        r"^(?!.*\b(?:invoice|bill|receipt|charge\w*)\b).*\b(?:want|need|prefer|like|rather|choose|pick)\b.*"
        r"\b(?:another|different|later) (?:delivery )?(?:day|date)\b",
    ),
}
_OF_SUMS = frozenset({Fact.TO_PAY, Fact.TOTAL, Fact.PRICE})
_ALSO_TOLD = frozenset({Fact.TOGETHER, Fact.NEW_ONE, Fact.CANCEL_COST})
"""Facts whose words may as well tell something: "I send it back when the new one is here"."""

_PRICE = re.compile(r"\b(?:how much|what)\b.*\b(?:was|were|did|cost|costs|price|paid|pay)\b")
_ALONE = re.compile(r"\b(?:alone|by itself|on its own|separately|each|apiece|a piece)\b")
_OTHER_COSTS = re.compile(
    r"\b(?:deliver\w*|shipping|postage|return\w*|label|express|refund\w*|back|exchange|wrap\w*|customs"
    r"|cancel\w*)\b"
)
_WHY_SPLIT = re.compile(
    rf"\b(?:why|how come)\b.*\b(?:split\w*|separate\w*|(?:two|three|several|more than one|\d) {_A_BOX}"
    r"|not (?:all )?together|not .*\b(?:at once|at the same time))\b|\bwhy\b.*n['’]t\b.*\bat (?:once"
    r"|the same time)\b"
)
_PAYS_TWICE = re.compile(
    r"\b(?:pay|charged?|costs?)\b(?=.*\b(?:twice|two times|double|extra|for each|for both)\b)"
    rf".*\b(?:shipping|delivery|postage|second (?:one|{_A_BOX})|other {_A_BOX}|{_A_BOX})\b"
    rf"|\b(?:second (?:one|{_A_BOX})|each (?:one|{_A_BOX})|other {_A_BOX})\b.*\bcosts?\b"
    r".*\b(?:extra|more|too)\b"
)
_WHICH_BOX = re.compile(
    rf"^(?:(?:and|so|but|ok|okay|then) )*(?:in )?(?:which|what) "
    rf"(?:one|of (?:them|these|those|the two)|{_A_BOX})\b"
)
_OTHER_BOX = re.compile(
    rf"\b(?:(?:the|my) (?:other|second|first|last|remaining) (?:one|half|part|{_A_BOX})|the rest)\b.*"
    r"\b(?:lef?t|leaves?|ship\w*|sent|comes?|coming|arriv\w*|pack\w*|here|there|way|deliver\w*)\b"
)
_WHICH_KIND = re.compile(
    r"^(?!.*\b(?:have|available|stock|another|other|new|fits?|should|recommend|need)\b)(?:(?:and|so|but) )*"
    r"(?:which|what) (?:size|colou?r)s? (?:is|are|was|were) (?:it|they|(?:the|my|those|these) \w+)"
)
_IS_IT_THE = re.compile(
    r"(?:(?:and|so|but) )*(?:is|are|was|were) (?:it|they|that|this|those|these) (?:the |a |in )?"
    r"(?:size )?\w+(?: (?:one|ones|pair))?$"
)
_INCLUDED = re.compile(r"\b(?:incl\w*|with|without|and) (?:the )?(?:delivery|shipping)\b")
_ALL_INVOICES = re.compile(
    r"\b(?:all|every|each)(?: (?:of|my|the|our|your|three|\d+))* (?:invoices?|bills?|receipts?)\b"
)
_SEVERAL_INVOICES = re.compile(r"\b(?:invoices|bills|receipts)\b")
_NO_TRACK = re.compile(
    r"\btracking\b.*\b(?:nothing|empty|blank|error|invalid|unknown|not found|no (?:info\w*|results?|data"
    r"|news|updates?|such)"
    r"|not|(?:does|do|is|has|have|did|was)n'?t)\b(?! (?:get|got|have|received?|been sent)\b)"
    r"|\bnot(?:hing)? .*\b(?:on|with|under|about|for) (?:the |that |this |my |your )?tracking\b"
    r"|\b(?:it|page|link|site|app) (?:still |only )?(?:shows?|says?|displays?) "
    r"(?:nothing|no (?:news|updates?|change))\b"
    r"|(?:\bno (?:\w+ )?(?:news|updates?|movement|change)|\bnothing new"
    r"|(?:\bnot|n'?t) (?:been )?(?:updated?|moved?|changed?)) since\b"
)
_NO_TRACK_OF_ELSE = re.compile(
    r"\b(?:says? (?!no)|said|left|deliver\w*|return|refund|e-?mail|yet sent|get|got|received?)(?:\b|(?<= ))"
)
_TOO_LATE = re.compile(r"\btoo late (?:for (?:that|this|it)|to (?:do (?:that|this|it)|change that))\b")


def fact_asked(text: str) -> Fact | None:
    """The first fact that the words ask for; None where they ask for none, or for something else."""
    words = " ".join(re.sub(r"[^\w\s'’-]", " ", text.casefold()).split())
    is_price = _PRICE.search(words) is not None and _ALONE.search(words) is not None
    signs = (fact for fact, sign in _SIGNS.items() if sign.search(words))
    found = Fact.PRICE if is_price else next(signs, None)
    if found in _OF_SUMS and _OTHER_COSTS.search(_INCLUDED.sub("", words)):
        return None
    is_asked = is_question(text) or re.search(_IS_IT, words) is not None
    return found if is_asked or found not in _ALSO_TOLD else None


def asks_which_box(text: str) -> bool:
    """ "Which one has the boots?": of an item that stands beside it."""
    return _WHICH_BOX.search(text.casefold().strip()) is not None


def asks_which_kind(text: str) -> bool:
    """ "What colour is my backpack?", "is it the blue one?": of what was ordered."""
    words = " ".join(re.sub(r"[^\w\s]", " ", text.casefold()).split())
    return _WHICH_KIND.search(words) is not None or (
        _IS_IT_THE.match(words) is not None and names_a_kind(words)
    )


def asks_of_other_box(text: str) -> bool:
    """ "Has the other one left yet?", where parcels were told."""
    words = text.casefold()
    is_asked = is_question(text) or re.match(r"\W*(?:and |so |but )*(?:has|have|is|are|was)\b", words)
    is_why = re.match(r"\W*(?:\w+ )?why\b", words) is not None
    return bool(is_asked) and not is_why and _OTHER_BOX.search(words) is not None


def asks_for_price(text: str) -> bool:
    """ "What did the tote cost?": of an item that somebody has bought."""
    words = text.casefold()
    return _PRICE.search(words) is not None and _OTHER_COSTS.search(words) is None


def asks_why_split(text: str) -> bool:
    """ "Why is it in two parcels?", "is shipping paid twice then?": the help pages know that."""
    words = text.casefold()
    is_of_costs = is_question(text) and _PAYS_TWICE.search(words) is not None
    return is_of_costs or _WHY_SPLIT.search(words) is not None


def finds_no_track(text: str) -> bool:
    """ "The tracking page shows nothing": whether the parcel is lost is what is feared."""
    words = " ".join(text.casefold().replace("’", "'").split())
    return _NO_TRACK.search(words) is not None and _NO_TRACK_OF_ELSE.search(words) is None


def asks_for_all_invoices(text: str, *, is_one_in_view: bool) -> bool:
    """Of all orders, or of those of a month, and not of the one in view."""
    signs = _ALL_INVOICES if is_one_in_view else _SEVERAL_INVOICES
    return signs.search(text.casefold()) is not None or _ALL_INVOICES.search(text.casefold()) is not None


def asks_whether_too_late(text: str) -> bool:
    """Whether what was just told can still be done."""
    return _TOO_LATE.search(text.casefold()) is not None
