"""Answers from the shop's help pages, and says plainly when there is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.anger import say_sorry
from actions.asked_words import shortened
from actions.change_asides import is_code_too_late, tell_code_too_late, tell_term
from actions.faq.entry import CHECK_PAYMENT, DONE_HERE, TALK_TO_PERSON, TRACK_ORDER, FaqEntry
from actions.faq.errors import NoSuchEntry
from actions.faq.follow_up import (
    PART_OF_PAGE,
    Part,
    follow_up,
    means_another,
    page_told,
    part_that_answers,
    topic_of,
)
from actions.faq.learned_guesses import guesses_of, look_up
from actions.faq.live_search import LiveSearch
from actions.faq.plain_text import plain_text
from actions.faq.search import FaqSearch, Found
from actions.handoff.angry_words import is_angry
from actions.handoff.who_answers import WHO_ANSWERS, WHO_ANSWERS_WHILE_WAITING, asks_who_answers
from actions.handoff_actions import is_waiting
from actions.open_question import explain, is_about_open_question
from actions.order_talk.close_wishes import WISH_NAMES, close_wishes, is_only_likely
from actions.order_talk.further_asked import FURTHER
from actions.order_talk.help_pages import ABOUT_DELIVERY, HELP_PAGES, matter_in_talk
from actions.order_talk.spoken_before import done_lately
from actions.order_talk.terms_asked import Term, term_asked
from actions.speaking_action import (
    Button,
    Events,
    SpeakingAction,
    button,
    meant_by_yes,
    picked_entity,
    talk_to_person,
)
from actions.told import Told

_MOST_CHOICES = 3

NOT_KNOWN = "not_known"
"""What the worker reads as: the turn ends with a question that nobody here can answer (`bot/turn.py`)."""

# {asked} is the customer's question in their own words: another question never gets the same text.
_NOT_KNOWN = (
    "I don't have an answer to {asked}, and I'd rather not guess. "
    "Could you put it another way, or would you like to talk to a person?",
    "Our help pages say nothing about {asked}. Which other words would you use for it? "
    "A person from our team can help, too.",
    "I looked for {asked} and found nothing that fits. A person from our team will know.",
    "I can't give you an answer to {asked} that I'd stand by. Shall a person look at it?",
    "About {asked} I know nothing, I'm afraid. A person from our team can tell you.",
)
_NOT_KNOWN_HERE = (
    "I don't have an answer to {asked}; a person from our team can find out.",
    "Our help pages say nothing about {asked}. A person from our team will know.",
    "I looked for {asked} and found nothing that fits; a person may know.",
)
_NOT_KNOWN_WHILE_WAITING = (
    "I don't have an answer to {asked}, and I'd rather not guess. It stays here for the person you wait for.",
    "Our help pages say nothing about {asked}. Who joins this chat sees that you asked it.",
    "I looked for {asked} and found nothing that fits. I leave it to the person who joins.",
)
_THIS_ONE = (
    "I'm not sure about {asked}. The nearest I have is “{title}” Is it that?",
    "The only thing I have near to {asked} is “{title}” Is that what you mean?",
)
_WHICH = (
    "I have more than one answer near to {asked}. Is it one of these?",
    "Which of these do you mean with {asked}?",
    "The nearest that I have to {asked} is this. Does one of them fit?",
)
_WHAT_THEN = (
    "Then I took {asked} for something else. What is it about? Perhaps it is one of these.",
    "Sorry, then what did you mean with {asked}? Other words will help me, or one of these.",
)
_QUESTION = re.compile(
    r"\?|^\W*(?:what|which|who|when|how|do|does|is|are|can|could|will|would|may|have|has)\b", re.IGNORECASE
)


class ActionAnswerQuestion(SpeakingAction):
    """An answer, a question which entry is meant, or the plain word that it is not known."""

    is_quick = True

    def __init__(self, faq: LiveSearch | FaqSearch, today: Callable[[], date], help_url: str = "") -> None:
        self._live = faq
        self._today = today
        self._help_url = help_url

    def name(self) -> str:
        return "action_answer_question"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        faq, slug = self._live.latest, picked_entity(tracker, "faq_entry")
        if slug is not None:
            with suppress(NoSuchEntry):  # the shop took it away after it was offered
                return self._answer(faq.entry(slug), dispatcher, tracker)
        if asks_who_answers(_text(tracker)):
            return _tell_who_answers(dispatcher, tracker)
        if (heard := _part_heard(faq, tracker)) is not None:
            return self._answer(heard.entry, dispatcher, tracker, heard.sentence)
        if is_code_too_late(tracker):
            return tell_code_too_late(dispatcher, tracker)
        if (last := _just_done(tracker)) and (term := _term_asked(tracker)) in last["terms"] and term:
            return tell_term(term, last, dispatcher, tracker, [talk_to_person()])
        found, topic = _found(faq, tracker, self._today()), _pages_of_topic(faq, tracker, self._today())
        if topic and means_another(_text(tracker)):
            return self._ask_what_was_meant(topic, dispatcher, tracker)
        asked = follow_up(_text(tracker)) if topic else None
        if asked is not None and (part := part_that_answers(asked, topic)):
            return self._answer(part.entry, dispatcher, tracker, part.sentence)
        if found.answer is not None and asked is None:
            return self._answer(found.answer, dispatcher, tracker)
        pages = (found.answer,) if found.answer is not None else found.choices
        wishes = close_wishes(tracker.latest_message) if Told.of(tracker).asked_last is None else []
        if wishes and (len(wishes) + len(pages) > 1 or is_only_likely(tracker.latest_message)):
            return _ask_which_wish(wishes, pages, dispatcher, tracker)
        if is_angry(tracker.latest_message.get("text") or ""):
            return say_sorry(dispatcher, tracker)
        if pages:
            return _ask_which(pages, dispatcher, tracker)
        return _say_not_known(_NOT_KNOWN, dispatcher, tracker)

    def _answer(
        self,
        entry: FaqEntry,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        sentence: str | None = None,
    ) -> Events:
        told = Told.of(tracker)
        steps = [self._step(step) for step in entry.next if not told.was_told(topic_of(step))]
        return _tell(entry, self._help_url, steps or [talk_to_person()], dispatcher, tracker, sentence)

    def _ask_what_was_meant(
        self, topic: Sequence[FaqEntry], dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Events:
        """Which other page answers the message before, or what the one that was told leads on to."""
        before = _message_before(tracker)
        asked = str(before.get("text") or "")
        found = look_up(self._live.latest, asked, guesses_of(before), self._today())
        likely = [match.entry for match in found.matches if match.entry != topic[0]]
        others = list(dict.fromkeys([*likely[: _MOST_CHOICES - 1], *topic[1:]]))[:_MOST_CHOICES]
        if not others:
            return self._answer(topic[0], dispatcher, tracker)
        buttons = [button(entry.title, "ask_question", faq_entry=entry.slug) for entry in others]
        return Told.of(tracker).tell_about(
            dispatcher, shortened(asked), _WHAT_THEN, [*buttons, talk_to_person()]
        )

    def _step(self, step: str) -> Button:
        if step == TALK_TO_PERSON:
            return talk_to_person()
        if step == TRACK_ORDER:
            return button("Where is my order?", "ask_order_status")
        if step == CHECK_PAYMENT:
            return button("Why did it fail for my order?", "report_failed_payment")
        if step in DONE_HERE:
            return button(WISH_NAMES[step], step)
        return button(self._live.latest.entry(step).title, "ask_question", faq_entry=step)


class ActionAnswerQuestionInForm(SpeakingAction):
    """A side question is answered when the answer is sure; else the open question is explained.

    The form asks its question again right after, so nothing here ends in a question of its own.
    """

    is_quick = True

    def __init__(self, faq: LiveSearch | FaqSearch, today: Callable[[], date], help_url: str = "") -> None:
        self._live = faq
        self._today = today
        self._help_url = help_url

    def name(self) -> str:
        return "action_answer_question_in_form"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        faq, slug = self._live.latest, picked_entity(tracker, "faq_entry")
        if slug is not None:
            with suppress(NoSuchEntry):
                return _tell(faq.entry(slug), self._help_url, [talk_to_person()], dispatcher, tracker)
        text = tracker.latest_message.get("text") or ""
        if asks_who_answers(text):
            return _tell_who_answers(dispatcher, tracker)
        if (heard := _part_heard(faq, tracker)) is not None:
            steps = [talk_to_person()]
            return _tell(heard.entry, self._help_url, steps, dispatcher, tracker, heard.sentence)
        change, term = tracker.get_slot("change"), tracker.latest_message.get(FURTHER)
        if change is not None and term in change.get("terms", {}):
            return tell_term(Term(term), change, dispatcher, tracker)
        if is_angry(text):
            return say_sorry(dispatcher, tracker)
        if is_about_open_question(tracker):
            return explain(dispatcher, tracker)
        found = _found(faq, tracker, self._today())
        if found.answer is not None:
            return _tell(found.answer, self._help_url, [talk_to_person()], dispatcher, tracker)
        if _QUESTION.search(text):
            return _say_not_known(_NOT_KNOWN_HERE, dispatcher, tracker)
        return explain(dispatcher, tracker)


def _tell_who_answers(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    if is_waiting(tracker):
        no_person = button("I no longer need a person", "decline_human")
        topic = "who answers, waiting"
        return Told.of(tracker).tell(dispatcher, topic, WHO_ANSWERS_WHILE_WAITING, [no_person])
    return Told.of(tracker).tell(dispatcher, "who answers", WHO_ANSWERS, [talk_to_person()])


def _text(tracker: Tracker) -> str:
    return tracker.latest_message.get("text") or ""


def _term_asked(tracker: Tracker) -> Term | None:
    """As it was heard after what was told, else by its words."""
    heard = tracker.latest_message.get(FURTHER)
    return Term(heard) if heard in set(Term) else term_asked(_text(tracker))


def _part_heard(faq: FaqSearch, tracker: Tracker) -> Part | None:
    """The sentence that the message was heard to ask for, after a page (`bot/leaning.py`)."""
    part = tracker.latest_message.get(PART_OF_PAGE)
    if part is None:
        return None
    with suppress(NoSuchEntry):
        return Part(faq.entry(part["slug"]), part["sentence"])
    return None


def _just_done(tracker: Tracker) -> Mapping[str, Any] | None:
    """The change that "how long does that take?" is asked of, with no page told since."""
    topics = [topic for topic in Told.of(tracker).times if not topic.startswith("utter_")]
    return done_lately(topics, tracker.get_slot("spoken_of"))


def _message_before(tracker: Tracker) -> Mapping[str, Any]:
    """As it was parsed; empty when there is none."""
    messages = [event for event in tracker.events if event["event"] == "user"]
    return {**messages[-2], **(messages[-2].get("parse_data") or {})} if len(messages) > 1 else {}


def _found(faq: FaqSearch, tracker: Tracker, today: date) -> Found:
    """With what is talked about as the likelier: a page, or a matter of an order."""
    message = tracker.latest_message
    slots = ("told", "change", "spoken_of")
    matter = matter_in_talk(*(tracker.get_slot(slot) for slot in slots))
    of_matter = faq.shelf.around(*HELP_PAGES.get(matter or "", ()))
    near = {entry.slug for entry in (*of_matter, *_pages_of_topic(faq, tracker, today))}
    return look_up(faq, message.get("text") or "", guesses_of(message), today, near)


def _pages_of_topic(faq: FaqSearch, tracker: Tracker, today: date) -> list[FaqEntry]:
    """The page that was told last, and those that it leads on to; empty when the last answer was another."""
    topics = [topic for topic in Told.of(tracker).times if not topic.startswith("utter_")]
    latest = topics[-1] if topics else ""
    slug = ABOUT_DELIVERY if latest.startswith("delivery ") else page_told(latest)
    return faq.shelf.valid_on(today).around(slug) if slug is not None else []


def _tell(
    entry: FaqEntry,
    help_url: str,
    steps: list[Button],
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    sentence: str | None = None,
) -> Events:
    """An answer ends with the address of its page, to keep it or pass it on.

    Where one `sentence` of it is the answer, that one is said in the place of the first.
    """
    nothing_more = (
        f"That is all our help pages say about “{entry.title}” If it does not settle it, "
        "a person from our team can look at it with you."
    )
    page = f"\n\n{help_url}/{entry.slug}" if help_url else ""
    answer = plain_text(entry.answer, help_url) if sentence is None else sentence
    said = [f"{text}{page}" for text in (answer, plain_text(entry.in_other_words, help_url))]
    wordings = (*said, nothing_more)
    return Told.of(tracker).tell(dispatcher, topic_of(entry.slug, sentence), wordings, steps)


def _ask_which_wish(
    wishes: Sequence[str], entries: Sequence[FaqEntry], dispatcher: CollectingDispatcher, tracker: Tracker
) -> Events:
    """Once: who asks again in other words gets no second question, but a page or a person."""
    buttons = [button(WISH_NAMES[wish], wish) for wish in wishes]
    if len(wishes) == 1 and not entries:
        wordings = [wording.replace("{title}", WISH_NAMES[wishes[0]]) for wording in _THIS_ONE]
        only = [meant_by_yes(buttons[0]), talk_to_person()]
        return Told.of(tracker).tell_about(dispatcher, _asked(tracker), wordings, only)
    pages = [button(entry.title, "ask_question", faq_entry=entry.slug) for entry in entries]
    choices = [*buttons, *pages][:_MOST_CHOICES]
    if "ask_for_human" not in wishes:
        choices.append(talk_to_person())
    return Told.of(tracker).tell_about(dispatcher, _asked(tracker), _WHICH, choices)


def _ask_which(entries: Sequence[FaqEntry], dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    buttons = [button(entry.title, "ask_question", faq_entry=entry.slug) for entry in entries]
    told, asked = Told.of(tracker), _asked(tracker)
    if len(entries) > 1:
        return told.tell_about(dispatcher, asked, _WHICH, [*buttons, talk_to_person()])
    wordings = [wording.replace("{title}", entries[0].title) for wording in _THIS_ONE]
    return told.tell_about(dispatcher, asked, wordings, [meant_by_yes(buttons[0]), talk_to_person()])


def _say_not_known(wordings: Sequence[str], dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    dispatcher.utter_message(json_message={"requests": NOT_KNOWN})
    if is_waiting(tracker):
        wordings = _NOT_KNOWN_WHILE_WAITING
    return Told.of(tracker).tell_about(dispatcher, _asked(tracker), wordings, [talk_to_person()])


def _asked(tracker: Tracker) -> str | None:
    return shortened(tracker.latest_message.get("text") or "")
