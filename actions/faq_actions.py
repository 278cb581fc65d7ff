"""Answers from the shop's help pages, and says plainly when there is none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.faq.entry import TALK_TO_PERSON, TRACK_ORDER, FaqEntry
from actions.faq.search import LIKELY, SURE, FaqSearch
from actions.speaking_action import Button, Events, SpeakingAction, button, picked_entity, talk_to_person
from actions.told import Told

_MOST_CHOICES = 3

NOT_KNOWN = "not_known"
"""What the worker reads as: the turn ends with a question that nobody here can answer (`bot/turn.py`)."""

_NOT_KNOWN = (
    "I don't have an answer to that, and I'd rather not guess. "
    "Could you put it another way, or would you like to talk to a person?",
    "I can't find that in our help pages either. Which other words would you use for it? "
    "A person from our team can help, too.",
    "That is not in our help pages, I'm afraid. A person from our team will know.",
)
_THIS_ONE = (
    "I'm not sure that I know this. The nearest I have is “{title}” Is it that?",
    "The only thing I have near to that is “{title}” Otherwise a person will know.",
)
_WHICH = (
    "Which of these do you mean?",
    "I'm not sure which you mean. Is it one of these?",
    "One of these, perhaps?",
    "The nearest that I have is this. Does one of them fit?",
)


class ActionAnswerQuestion(SpeakingAction):
    """An answer, a question which entry is meant, or the plain word that it is not known."""

    is_quick = True

    def __init__(self, faq: FaqSearch, today: Callable[[], date]) -> None:
        self._faq = faq
        self._today = today

    def name(self) -> str:
        return "action_answer_question"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        slug = picked_entity(tracker, "faq_entry")
        if slug is not None:
            return self._answer(self._faq.entry(slug), dispatcher, tracker)
        found = self._faq.search(tracker.latest_message.get("text") or "", today=self._today())
        if found and found[0].score >= SURE:
            return self._answer(found[0].entry, dispatcher, tracker)
        likely = [match.entry for match in found if match.score >= LIKELY][:_MOST_CHOICES]
        return _ask_which(likely, dispatcher, tracker) if likely else _say_not_known(dispatcher, tracker)

    def _answer(self, entry: FaqEntry, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        told = Told.of(tracker)
        steps = [self._step(step) for step in entry.next if not told.was_told(f"faq {step}")]
        return _tell(entry, steps or [talk_to_person()], dispatcher, tracker)

    def _step(self, step: str) -> Button:
        if step == TALK_TO_PERSON:
            return talk_to_person()
        if step == TRACK_ORDER:
            return button("Where is my order?", "ask_order_status")
        return button(self._faq.entry(step).title, "ask_question", faq_entry=step)


class ActionAnswerQuestionInForm(SpeakingAction):
    """A side question is answered when the answer is sure; else the open question is explained.

    The form asks its question again right after, so nothing here ends in a question of its own.
    """

    is_quick = True

    def __init__(self, faq: FaqSearch, today: Callable[[], date]) -> None:
        self._faq = faq
        self._today = today

    def name(self) -> str:
        return "action_answer_question_in_form"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        slug = picked_entity(tracker, "faq_entry")
        if slug is not None:
            return _tell(self._faq.entry(slug), [], dispatcher, tracker)
        found = self._faq.search(tracker.latest_message.get("text") or "", today=self._today())
        if found and found[0].score >= SURE:
            return _tell(found[0].entry, [], dispatcher, tracker)
        return _explain_question(dispatcher, tracker)


_EXPLAINED = {
    "order_number": (
        "I need the number to find the order: it stands in your confirmation e-mail. "
        "If you can't find it, a person can help, or say “never mind”.",
        "Without the number I can't find the order. It is in the e-mail we sent right after you ordered. "
        "You can also ask for a person, or say “never mind”.",
        "I can only go on with the number. A person may find the order by other details.",
    ),
    "email": (
        "That doesn't look like an e-mail address to me. I compare it with the one on the order, so that "
        "nobody else reads about it. Say “never mind” to leave it, or ask for a person.",
        "An e-mail address looks like name@example.com. It has to be the one that you ordered with. "
        "Say “never mind” to leave it, or ask for a person.",
        "I can only go on with the address. A person can prove by other details that it is your order.",
    ),
}


def _explain_question(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    slot = tracker.get_slot("requested_slot") or "order_number"
    return Told.of(tracker).tell(dispatcher, f"explained {slot}", _EXPLAINED[slot], [talk_to_person()])


def _tell(entry: FaqEntry, steps: list[Button], dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    nothing_more = (
        f"That is all our help pages say about “{entry.title}” If it does not settle it, "
        "a person from our team can look at it with you."
    )
    wordings = (entry.answer, entry.in_other_words, nothing_more)
    return Told.of(tracker).tell(dispatcher, f"faq {entry.slug}", wordings, steps)


def _ask_which(entries: list[FaqEntry], dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    buttons = [button(entry.title, "ask_question", faq_entry=entry.slug) for entry in entries]
    if len(entries) == 1:
        wordings = [wording.format(title=entries[0].title) for wording in _THIS_ONE]
        topic = f"is it {entries[0].slug}"
        return Told.of(tracker).tell(dispatcher, topic, wordings, [*buttons, talk_to_person()])
    return Told.of(tracker).tell(dispatcher, "which entry", _WHICH, [*buttons, talk_to_person()])


def _say_not_known(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    dispatcher.utter_message(json_message={"requests": NOT_KNOWN})
    return Told.of(tracker).tell(dispatcher, "not known", _NOT_KNOWN, [talk_to_person()])
