"""Anger: heard, not argued with, and a person is offered. A calm complaint is answered as calmly."""

from __future__ import annotations

import re

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.speaking_action import Events, leave_message, talk_to_person
from actions.told import Told

_OATHS = (
    r"(?:stupid|dumb|damn|bloody|fucking|shitty|crap\w*) ?\w*|idiots?|morons?|wtf|bullshit"
    r"|(?:this|you|it) sucks?|(?:screw|damn|sod) (?:you|this|it)|go to hell"
    r"|for (?:god|christ|heaven|fuck)'?s? sake"
)
_FEELINGS = (
    r"angry|furious|livid|enraged|infuriat\w+|annoyed|frustrat\w+|fed up|sick (?:and tired )?of|had enough"
    r"|(?:i|we) hate|hate (?:you|this|it)|pissed|(?:lost|los(?:e|ing)) (?:my |all )?patience"
    r"|driv(?:es?|ing) (?:me|us) (?:mad|crazy|nuts|insane|up the wall)|never (?:order|buy|shop)\w* here again"
)
_VERDICTS = (
    r"outrag\w+|ridiculous|disgrac\w+|unacceptable|pathetic|useless|incompetent|appalling|disgusting"
    r"|unbelievable|worst (?:shop|service|store|bot)"
    r"|(?:terrible|horrible|awful|lousy) \w* ?(?:service|shop|bot)"
    r"|joke of a \w+|(?:is|what) an? (?:complete |total |bad )?(?:joke|scam|rip-?off)|is insane|not funny"
    r"|shame on you|liars?|thieves|crooks|(?:wast(?:e|ing)) (?:of )?(?:my |our )?time"
)
_AGAIN = (
    r"(?:second|third|fourth|fifth|hundredth) time (?:that )?i (?:ask|say|tell|write|explain|have to)\w*"
    r"|you (?:just )?(?:keep|kept) (?:saying|asking|repeating|telling|sending)"
    r"|(?:nobody|no one) (?:cares|listens|helps|answers|bothers)"
)
_SIGNS = "[\U0001f620\U0001f621\U0001f624\U0001f92c\U0001f4a2\U0001f595\U0001f47f\U0001f44e]|>:\\("
_ANGRY = re.compile(rf"\b(?:{_OATHS}|{_FEELINGS}|{_VERDICTS}|{_AGAIN})\b|!!!|{_SIGNS}", re.IGNORECASE)
_NO_REAL_QUESTION = re.compile(
    r"\b(?:are you (?:kidding|joking|serious|having a laugh)|is this (?:some kind of |supposed to be )?a joke"
    r"|what is wrong with you|how hard can (?:it|this) be)\b",
    re.IGNORECASE,
)
_SORRY = (
    "I'm sorry, this should not be so hard. A person from our team can take over: just say so. "
    "I go on as well if you like.",
    "I hear you, and I'm sorry. I won't argue: somebody from our team can take this over from me.",
    "I'm sorry that it is still not right. A person can look at it with you, and may see what I don't.",
)
_SORRY_FOR_A_COMPLAINT = (
    "I'm sorry to hear that. I take it down for our team; if you would rather tell a person, just say so.",
    "I'm sorry about that, and our team reads it. Somebody from it can join you here, too.",
    "Thank you for saying it, and I'm sorry. A person can look at it with you if you like.",
)
_SORRY_WHILE_WAITING = (
    "I'm sorry. Our team reads what you write here when they join, and your place is kept.",
    "I hear you, and I'm sorry that it takes so long. Your words stand here for our team.",
    "I'm sorry that it is still not right. Our team will read this, too.",
)


def is_angry(text: str) -> bool:
    """A question wants its answer, however it is put; but some are none."""
    if _NO_REAL_QUESTION.search(text):
        return True
    return "?" not in text and _ANGRY.search(text) is not None


def say_sorry(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Without a question of its own: what is open is asked after it."""
    told = Told.of(tracker)
    if tracker.get_slot("waits_for_person"):
        return told.tell(dispatcher, "sorry while they wait", _SORRY_WHILE_WAITING, [leave_message()])
    if not is_angry(tracker.latest_message.get("text") or ""):
        return told.tell(dispatcher, "sorry for a complaint", _SORRY_FOR_A_COMPLAINT, [talk_to_person()])
    return told.tell(dispatcher, "sorry", _SORRY, [talk_to_person()])
