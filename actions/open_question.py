"""What is said to a customer who does not answer a form's question: it is explained, as they need it.

The form asks its question again right after. What explains a number or a proof asks for it as well
(`has_just_asked`), so that no form asks once more beside it; everything else here is no question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.asked_words import shortened
from actions.change_wordings import CODE_COMES
from actions.order_talk.own_words import asks_another_way, has_no_number, speaks_of_code
from actions.speaking_action import Button, Events, button, talk_to_person
from actions.told import Told
from conversations.attempt_limits import CODE_LASTS, MOST_TRIES_OF_A_CODE

_EXPLAINED = {
    "order_number": (
        "I need the number to find the order: which one does your confirmation e-mail show? "
        "If you can't find it, a person can help, or say “never mind”.",
        "Without the number I can't find the order. What does the e-mail say that we sent right after you "
        "ordered? You can also ask for a person, or say “never mind”.",
        "I can only go on with the number: do you have it? A person may find the order by other details.",
    ),
    "email": (
        "I compare the e-mail address or the postcode with the order, so that nobody else reads about it. "
        "Which one did you give us? Say “never mind” to leave it, or ask for a person.",
        "An e-mail address looks like name@example.com. Which one did you order with? "
        "Say “never mind” to leave it, or ask for a person.",
        "I can only go on with the address: which one is it? "
        "A person can prove by other details that it is your order.",
    ),
    "postcode": (
        "The postcode is the one that you gave us when you ordered. Say “never mind” to leave it, "
        "or ask for a person.",
        "I compare the postcode with the one on the order. The e-mail address will do as well.",
        "I can only go on with the postcode or the address. A person can prove it by other details.",
    ),
    "change_detail": (
        "I need that to go on. In your own words is fine; say “never mind” to leave it, or ask for a person.",
        "Without it I can't go on. Say “never mind” to leave everything as it is, or ask for a person.",
        "I can only go on with an answer to that. A person can do it with you as well.",
    ),
    "is_confirmed": (
        "Nothing happens without your yes. Say “yes”, or “no” to leave everything as it is.",
        "I only go on when you say “yes”; with “no” all stays as it is. A person can help, too.",
        "Still nothing was changed. A “yes” or a “no” is all I need, or a person can take over.",
    ),
    "one_time_code": (
        "The code has six digits and is in an e-mail that we have just sent to the address of the order. "
        "Look in the junk mail, too. Say “never mind” to leave it, or ask for a person.",
        "Without the six digits nothing is changed, so that nobody else can do it for you. "
        "Say “never mind” to leave it, or ask for a person.",
        "I can only go on with the code from the e-mail. A person can prove by other details that it is you.",
    ),
}
_NO_ANSWER = {
    "order_number": (
        "“{said}” is no order number: that looks like 10042. Which one does your confirmation e-mail show? "
        "You can also ask for a person, or say “never mind”.",
        "I see no order number in “{said}”. What does the e-mail say that we sent right after you ordered?",
    ),
    "email": (
        "“{said}” doesn't look like an e-mail address to me: that looks like name@example.com. "
        "Which one did you order with? Say “never mind” to leave it, or ask for a person.",
        "I see no e-mail address in “{said}”. Which one did you order with?",
    ),
}
_WHY = {
    "order_number": (
        "The number tells me which order it is: I can't look for one by a name. "
        "If you'd rather not, say “never mind”, or ask for a person.",
        "An order has no other name here than its number. A person may find it by other details.",
        "There is no more to it: by its number I find the order, and by nothing else. A person can do more.",
    ),
    "email": (
        "An order number alone could be guessed. The address shows me that the order is yours, so that "
        "nobody else reads what you bought and where it goes.",
        "I compare it with the address on the order, to be sure that I tell only you. "
        "If you'd rather not write it here, a person can make sure in another way.",
        "There is no more to it: whoever knows number and address may read about the order, and nobody else. "
        "A person can make sure in another way.",
    ),
}
_WHY |= {
    "change_detail": (
        "What you write goes to those who look after it, so that they need not ask you again. "
        "If you'd rather not, say “never mind”, or ask for a person.",
        "It belongs to what I am to do for you: without it, somebody would have to guess.",
        "There is no more to it: I can't go on without an answer. A person can do it with you.",
    ),
    "is_confirmed": (
        "I ask so that nothing happens that you did not want. Say “yes”, or “no” to leave everything as "
        "it is.",
        "Because it changes your order, I do it only when you say “yes”.",
        "I change nothing that nobody said yes to. A person can help, too.",
    ),
    "one_time_code": (
        "Number and address may be known to others as well. The code shows that it is really you who changes "
        "the order.",
        "Whoever reads the mails of the order's address may change it, and nobody else: that is what it "
        "is for.",
        "There is no more to it: the code protects your order. A person can make sure in another way.",
    ),
}
_NOT_AT_HAND = {
    "order_number": (
        "The number is in the e-mail that we sent right after you ordered; search your mails for “order”. "
        "If you can't find it, a person can look for the order by other details.",
        "Without the number I can't look, but a person can: they find the order by other details.",
    ),
    "email": (
        "It is the address at which our confirmation arrived. If you can't tell which one that was, "
        "a person can make sure by other details that the order is yours.",
        "Then a person is the better way: they can make sure by other details that the order is yours.",
    ),
}
_NOT_AT_HAND["one_time_code"] = (
    "The e-mail can take a minute, and sometimes it lies among the junk mail. I can also send another one.",
    "It went to the address that the order was placed with. If you can't read it, a person can make sure "
    "in another way that it is you.",
    "Without the code I can't go on. I can send a new one, or a person can help.",
)
_BY_MAIL_ONLY = (
    "The code goes by e-mail only, to the address that the order was placed with. "
    "If you can't read that one, a person can make sure in another way that it is you.",
    "No other address and no telephone gets it, so that nobody else can ask for it. A person can help.",
    "There is no other way for the code than that mail. A person can make sure that it is you.",
)
_CODE_LASTS = (
    f"A code is good for {CODE_LASTS.seconds // 60} minutes and {MOST_TRIES_OF_A_CODE} tries. "
    "After that I send a new one.",
    f"It can be typed for {CODE_LASTS.seconds // 60} minutes; then a new one is needed, which I send you.",
    "When it is too old, I say so and send a new one.",
)
_HOW_LONG_GOOD = re.compile(r"\b(?:valid|expires?|good for|too old|how long|until when)\b", re.IGNORECASE)
_BY_NAME = re.compile(
    r"\b(?:look|find|search|check|see)\w*\b.*\b(?:by|with|via|under|using|from) (?:my |the |a )?"
    r"(?:last |full |sur)?(?:name|e-?mail|mail|address|phone|telephone)\b",
    re.IGNORECASE,
)
"""Whether an order can be found without its number."""

_ASKS_WHY = re.compile(
    r"^(?:but |and |ok(?:ay)?,? )*(?:why(?: not| that| this| though)?|what for|how come)\W*$"
    r"|\b(?:why|what|how come|how so)\b.*\b(?:(?:do|would|should|must) (?:you|i) "
    r"(?:need|want|ask|require|give|tell|write)|(?:is|are) (?:that|this|it) (?:needed|necessary|required))"
    r"|\bdo (?:you|i) (?:really )?(?:need|have|want) "
    r"(?:to (?:give|tell|know|write|prove|show)|that|it|this|my)\b"
    r"|\bwhat(?: is|['’]?s) (?:that|this|it|(?:the|my|this|that) [\w-]+(?: address| number)?) "
    r"(?:needed |good )?for\b"
    r"|\bis (?:that|this|it) (?:really )?(?:needed|necessary|required|safe)\b",
    re.IGNORECASE,
)
_DETAIL = (
    r"(?:code|digits|it|that|this|them|one|ones|number|nr|e-?mails?|mail|address|confirmation|which|what"
    r"|any ?more)"
)
_HAS_NONE = re.compile(
    r"\b(?:(?:don['’]?t|do not|can(?:not|['’]?t)|can not|no longer|didn['’]?t|haven['’]?t|never)(?: \w+)? "
    r"(?:know|have|find|remember|recall|see|got|get|had)|forg[eo]t(?:ten)?|lost|deleted"
    rf"|where (?:do|can|could|would|is|does))(?: [\w-]+){{0,3}}? {_DETAIL}\b"
    r"|\b(?:no (?:idea|clue)|not sure|dunno|have none)\b"
    rf"|\b(?:(?:have|has|had|got|get|see|there(?: is|['’]s)|received?) )?no (?:\w+ )?{_DETAIL}\b"
    r"|\b(?:e-?mail|mail(?:box)?|inbox|address|account) (?:address )?(?:has |have |is |was |does )?(?:been )?"
    r"(?:changed|old|wrong|gone|dead|closed|full|not mine|not work\w*|no longer)\b"
    r"|\b(?:old|former|dead|wrong) (?:e-?mail|mail|address)\b"
    r"|\b(?:can(?:not|['’]?t)|can not|no longer) (?:access|open|reach|get (?:in ?to|at)|log in ?to) "
    r"(?:it|that|my|the)\b"
    r"|\bnothing (?:has |is |was )?(?:came|come|arrived|here|there|received|in my)\b"
    r"|\b(?:(?:don['’]?t|do not|can(?:not|['’]?t)) (?:know|remember|recall|find)|forg[eo]t(?:ten)?)\W*$",
    re.IGNORECASE,
)
_LONGEST = 12
_LIKE_AN_ANSWER = re.compile(r"\S*[\d@._-]\S*\S")
_COULD_BE_MEANT = re.compile(r"[\d@]|^\S+$")
"""What was perhaps written as a number or an address; words like "I am not at home" were not."""

_NOT_AN_ANSWER = frozenset({"ask_for_help", "ask_order_status", "say_no", "say_yes"})
_AT_A_LOSS = "say_something_unclear"
""" "How do you mean?", as it is heard."""


def is_about_open_question(tracker: Tracker) -> bool:
    """Whether it asks why, says that the answer is not at hand, or looks like one without being one."""
    text = tracker.latest_message.get("text") or ""
    if _intent(tracker.latest_message) in _NOT_AN_ANSWER:
        return True
    if len(text.split()) > _LONGEST:
        return False
    slot = _slot_meant(tracker)
    if slot in _NO_ANSWER and _intent(tracker.latest_message) == _AT_A_LOSS:
        return True
    if slot == "one_time_code" and (speaks_of_code(text) or asks_another_way(text)):
        return True
    if slot == "order_number" and (_BY_NAME.search(text) or has_no_number(text)):
        return True
    return bool(_ASKS_WHY.search(text) or _HAS_NONE.search(text) or _LIKE_AN_ANSWER.fullmatch(text.strip()))


def explain(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """What fits the message: why it is asked, where to find it, what an answer looks like."""
    slot = _slot_meant(tracker) or "order_number"
    topic, wordings = _explanation(slot, tracker)
    same = same_proof(tracker) if slot == "email" else []
    told = Told.of(tracker)
    events = told.tell(dispatcher, topic, wordings, [*same, talk_to_person()])
    is_asking = slot in _NO_ANSWER and topic.startswith((f"explained {slot}", f"no {slot}: "))
    if is_asking and not told.has_run_out(topic, wordings):
        form = (tracker.active_loop or {}).get("name")
        dispatcher.utter_message(json_message={"asks": form, "slot": slot})
    return events


def _slot_meant(tracker: Tracker) -> str | None:
    """What is said of the code that was announced with the question for a yes is about that code."""
    slot: str | None = tracker.get_slot("requested_slot")
    question = (tracker.get_slot("change") or {}).get("question") or {}
    is_announced = slot == "is_confirmed" and any(CODE_COMES in one for one in question.get("wordings") or ())
    text = tracker.latest_message.get("text") or ""
    is_asked = bool(_ASKS_WHY.search(text) or _HAS_NONE.search(text))
    return "one_time_code" if is_announced and is_asked and speaks_of_code(text) else slot


def has_just_asked(slot: str, tracker: Tracker) -> bool:
    """Whether the words before these, in this turn, explain what is asked for, and so ask for it."""
    spoken = (event for event in reversed(tracker.events) if event["event"] in {"user", "bot"})
    before = next(spoken, {})
    data = before.get("data") if before.get("event") == "bot" else None
    return bool(data) and (data.get("custom") or {}).get("slot") == slot


def same_proof(tracker: Tracker) -> list[Button]:
    """What proved another order may be tried again."""
    earlier = tracker.get_slot("earlier_proof")
    return [button("The same as before", "give_order_details", **earlier)] if earlier else []


def _explanation(slot: str, tracker: Tracker) -> tuple[str, Sequence[str]]:
    text = tracker.latest_message.get("text") or ""
    if slot == "one_time_code" and asks_another_way(text):
        return "by mail only", _BY_MAIL_ONLY
    if slot == "one_time_code" and _HOW_LONG_GOOD.search(text) and not _HAS_NONE.search(text):
        return "how long a code lasts", _CODE_LASTS
    if slot in _WHY and (_ASKS_WHY.search(text) or (slot == "order_number" and _BY_NAME.search(text))):
        return f"why {slot}", _WHY[slot]
    is_short_of_it = _HAS_NONE.search(text) or (slot == "order_number" and has_no_number(text))
    if is_short_of_it and slot in _NOT_AT_HAND:
        return f"not at hand {slot}", _NOT_AT_HAND[slot]
    said = None if _intent(tracker.latest_message) in _NOT_AN_ANSWER else shortened(text)
    if said is None or slot not in _NO_ANSWER or not _COULD_BE_MEANT.search(text.strip()):
        return f"explained {slot}", _EXPLAINED[slot]
    return f"no {slot}: {said}", [wording.format(said=said) for wording in _NO_ANSWER[slot]]


def _intent(message: Mapping[str, object]) -> object:
    intent = message.get("intent")
    return intent.get("name") if isinstance(intent, Mapping) else None
