"""How the parts of a message are heard: by the NLU, and by the search in the help pages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from rasa.core.channels.channel import UserMessage
from rasa.shared.core.trackers import DialogueStateTracker

from actions.faq.follow_up import PART_OF_PAGE, page_told
from actions.faq.search import Found
from actions.order_talk.close_wishes import close_wishes
from actions.order_talk.help_pages import matter_in_talk
from actions.order_talk.items_named import says_what_stays, without_what_stays
from actions.order_talk.matters import Matter
from actions.order_talk.mentions import MENTIONS, Mentions, named_before
from actions.order_talk.naming import speaks_of_age
from actions.order_talk.own_words import is_question
from actions.order_talk.wanted import IN_EXCHANGE
from bot.agent import DeskbellAgent
from bot.hearing import heard_in_context
from bot.hearing.choices import is_undo_offered
from bot.hearing.details import with_order_unnamed
from bot.hearing.guesses import (
    asked_beside_a_page,
    before_an_order,
    called_back,
    merely_asked,
    of_ones_own,
)
from bot.hearing.parses import (
    SURE_ENOUGH,
    SURE_OF_ANOTHER,
    UNHEARD,
    Parse,
    confidence_of,
    has,
    intent_of,
    latest_topic,
    text_of,
    value_of,
    with_intent,
    with_mentions_apart,
)
from bot.hearing.told_of_item import told_of_item, where_it_travels
from bot.leaning import leaning_on_page
from bot.response_variations import TOLD_SLOT
from bot.two_matters import SURE_OF_A_PART, SURE_OF_OTHER_FORMS, Wish, is_sure

WISHES = frozenset(Matter) | {"ask_to_be_told", "cancel_notices", "ask_for_another_order"}
_OF_PAGES = UNHEARD | {"ask_question", "ask_about_delivery_options"}
_OF_NO_ORDER = UNHEARD | {"ask_question", "ask_about_other_things", "choose_from_list"}
_WHERE_IT_IS = (Matter.STATUS, Matter.PARCELS, Matter.ARRIVAL)
_MOST_HEARD = 12
_ONES_OWN = re.compile(r"\b(?:(?:my|our) (?!money)\w+|mine|orders?|ordered)\b", re.IGNORECASE)
_KEEPS = re.compile(r"\b(?:keep\w*|stays?|staying|remains?|(?:can|may|should|shall) come)\b", re.IGNORECASE)
_YES_BUT = re.compile(r"^\W*(?:(?:yes|yeah|ok|okay|sure|well|fine|no|hm+)\W+)*but\W+", re.IGNORECASE)


class Ear:
    """Hears the parts of one message; Rasa is asked about the same words only once."""

    def __init__(
        self,
        agent: DeskbellAgent,
        tracker: DialogueStateTracker,
        today: date,
        *,
        is_vouched_for: bool = False,
    ) -> None:
        self._agent = agent
        self._tracker = tracker
        self._today = today
        self._is_vouched_for = is_vouched_for
        self._parses: dict[str, Parse] = {}
        self._heard: dict[str, Parse] = {}
        self._parts: dict[str, Parse] = {}
        self._found_for: dict[str, Found] = {}

    async def hear(self, text: str) -> Parse:
        """ "Yes, but where is it now?" asks where it is, and says no yes."""
        if text not in self._heard:
            self._heard[text] = await self._hear(text)
        return self._heard[text]

    async def _hear(self, text: str) -> Parse:
        is_answering = self._tracker.active_loop_name is not None
        is_in_talk = is_answering or is_undo_offered(self._tracker)
        words = _YES_BUT.sub(_gap, text) if is_answering and is_question(text) else text
        heard = merely_asked(await self._understood(words), is_in_talk=is_in_talk)
        heard = self._asked_beside(heard)
        heard = where_it_travels(heard) if is_answering else told_of_item(called_back(heard))
        return {**heard, "text": text}

    def _asked_beside(self, heard: Parse) -> Parse:
        """ "Do I have to sign for it?", where a parcel was told: the help page of the matter in talk answers,
        where it is surer than what the question was heard as.
        """
        leaning = leaning_on_page(heard, self._tracker, self._agent.pages, self._today)
        if leaning is not None:
            return leaning
        if has(heard, "order_number") or heard.get(MENTIONS) or not is_question(text_of(heard)):
            return heard
        if _is_asked_of_page(heard, self._tracker):
            return with_intent(heard, "ask_question")
        slots = (TOLD_SLOT, "change", "spoken_of")
        matter = matter_in_talk(*(self._tracker.get_slot(slot) for slot in slots))
        is_clear = confidence_of(heard) >= SURE_OF_ANOTHER and intent_of(heard) not in _OF_NO_ORDER
        if matter is None or is_clear:
            return heard
        found = self._agent.pages.found(heard, self._today, matter)
        sureness = 0.0 if intent_of(heard) in _OF_NO_ORDER else confidence_of(heard)
        is_surer = found.answer is not None and found.matches[0].score > sureness
        if found.answer is None or not is_surer or not self._agent.pages.tells_of(found.answer, matter):
            return heard
        return with_intent(heard, "ask_question")

    @property
    def is_in_talk(self) -> bool:
        """Whether what was said before decides what the message means."""
        return self._tracker.active_loop_name is not None or bool(self._tracker.get_slot("order_number"))

    async def part(self, text: str) -> Parse:
        """As `hear`; where nothing was said before, as what it means alone."""
        if text not in self._parts:
            self._parts[text] = await self._alone(text)
        return self._parts[text]

    async def _alone(self, text: str) -> Parse:
        heard = await self.hear(text)
        if self.is_in_talk:
            return heard
        alone = heard_in_context(heard, self._tracker, self._today)
        return alone if self._is_vouched_for else before_an_order(alone, self._tracker)

    def side_by_side(self, first: Parse, second: Parse) -> tuple[Parse, Parse]:
        """What each means beside the other, where nothing was said before."""
        if self.is_in_talk:
            return first, second
        first, second = self._leaning(first, second), self._leaning(second, first)
        if self._is_vouched_for:
            return first, second
        are_of_pages = [self.wish(part).page is not None for part in (first, second)]
        if are_of_pages == [True, False]:
            second = asked_beside_a_page(second, self._tracker)
        elif are_of_pages == [False, True]:
            first = asked_beside_a_page(first, self._tracker)
        return first, second

    def _leaning(self, part: Parse, beside: Parse) -> Parse:
        """ "Is a return free, and how many days are there?": where the page of a question is in doubt, one
        that tells of the matter beside it is the likelier.
        """
        wish, other = self.wish(part), self.wish(beside)
        is_asked = is_question(text_of(part)) and wish.number is None
        is_certain = is_sure(wish) and (wish.page is None or wish.page_confidence >= SURE_OF_OTHER_FORMS)
        if not is_asked or is_certain or not is_sure(other) or not wish.near:
            return part
        matter = other.page or other.intent
        found = self._agent.pages.found(part, self._today, matter)
        sureness = 0.0 if wish.intent in _OF_NO_ORDER else wish.confidence
        sureness = max(sureness, wish.page_confidence)
        if found.answer is None or found.matches[0].score <= sureness:
            return part
        if wish.page is None and found.answer.slug != wish.near[0]:
            return part
        if not self._agent.pages.tells_of(found.answer, matter):
            return part
        entry = {"entity": "faq_entry", "value": found.answer.slug, "start": 0, "end": 0}
        return {**with_intent(part, "ask_question"), "entities": [*part["entities"], entry]}

    def has_heard_enough(self) -> bool:
        """Each text that is heard takes some ms, and a message may have any number of clauses."""
        return len(self._parses) >= _MOST_HEARD

    def wishes(self, *parts: Parse) -> list[Wish]:
        """What parts are beside each other: pages count for a wish about an order only beside a page."""
        heard = [self.wish(part) for part in parts]
        if not any(wish.page for wish in heard):
            return heard
        return [
            wish if wish.near else self._with_pages(wish, part)
            for wish, part in zip(heard, parts, strict=True)
        ]

    def wish(self, part: Parse) -> Wish:
        """What the part is, with the pages that the search finds for a question."""
        items = Mentions.of(part.get(MENTIONS)).items
        if intent_of(part) == Matter.EXCHANGE:  # what goes back, and not what shall come for it
            items = tuple(named_before(part.get(MENTIONS), text_of(part), IN_EXCHANGE))
        wish = Wish(
            intent_of(part),
            _sureness_of_kind(part),
            value_of(part, "order_number"),
            bool(part["entities"]),
            items=frozenset(() if says_what_stays(text_of(part)) else items),
            is_doubted=bool(close_wishes(part)),
        )
        return self._with_pages(wish, part) if wish.intent in _OF_PAGES else wish

    def _with_pages(self, wish: Wish, part: Parse) -> Wish:
        told = part.get(PART_OF_PAGE) or {}
        if (slug := value_of(part, "faq_entry") or told.get("slug")) is not None:
            return replace(wish, page=slug, page_confidence=1.0, near=(slug,))
        found = self._found(part)
        likely = found.choices if found.answer is None else (found.answer,)
        near = tuple(entry.slug for entry in likely)
        wish = replace(wish, near=near)
        if wish.intent not in _OF_PAGES:
            return wish
        if found.answer is None:
            return replace(wish, is_doubted=wish.is_doubted or bool(near))
        intent = "ask_question" if wish.intent in UNHEARD else wish.intent
        return replace(wish, intent=intent, page=found.answer.slug, page_confidence=found.matches[0].score)

    def _found(self, part: Parse) -> Found:
        text = text_of(part)
        if text not in self._found_for:
            self._found_for[text] = self._agent.pages.found(part, self._today)
        return self._found_for[text]

    async def _understood(self, text: str) -> Parse:
        """A number, or what is kept, drowns the wish beside it, so it is heard with "my order" in its place,
        or without it, too."""
        heard = await self._parsed(text)
        is_one_of_several = bool(self._tracker.get_slot("listed_orders")) or speaks_of_age(text)
        plainer = with_order_unnamed(heard, is_listed=is_one_of_several) or _without_what_stays(text)
        if plainer is None:
            return heard
        wish = await self._parsed(plainer)
        sure = SURE_ENOUGH if self._tracker.active_loop_name is None else SURE_OF_ANOTHER
        is_wish = intent_of(wish) in WISHES and confidence_of(wish) >= sure
        if not is_wish or (intent_of(heard) in WISHES and confidence_of(heard) >= confidence_of(wish)):
            return heard
        return {**heard, "intent": wish["intent"]}

    async def _parsed(self, text: str) -> Parse:
        if text not in self._parses:
            message = UserMessage(text=text, sender_id=self._tracker.sender_id)
            parsed = await self._agent.processor.parse_message(message, self._tracker)
            parsed = of_ones_own(parsed, self._tracker)
            self._parses[text] = with_mentions_apart(_with_places_of(text, parsed))
        return self._parses[text]


def _is_asked_of_page(heard: Parse, tracker: DialogueStateTracker) -> bool:
    """ "When is it charged?", right after a help page, of a customer who has spoken of no order."""
    topic = latest_topic(tracker)
    is_page_told = page_told(topic) is not None and not tracker.get_slot("order_number")
    if not is_page_told or tracker.active_loop_name or _ONES_OWN.search(text_of(heard)):
        return False
    is_asked = intent_of(heard) in set(Matter) and Matter(intent_of(heard)).is_question
    return is_asked or (intent_of(heard) in {*Matter, "choose_from_list"} and _is_weak(heard))


def _sureness_of_kind(part: Parse) -> float:
    """Where an order is, and where its parcels are, ask for much the same: who wants one is sure to want
    either."""
    if intent_of(part) not in _WHERE_IT_IS:
        return confidence_of(part)
    ranked = {one["name"]: one["confidence"] for one in part.get("intent_ranking", ())}
    return max(confidence_of(part), sum(ranked.get(one, 0.0) for one in _WHERE_IT_IS))


def _is_weak(heard: Parse) -> bool:
    return confidence_of(heard) < SURE_OF_A_PART


def _without_what_stays(text: str) -> str | None:
    """ "Cancel the jackets and keep the rest": "cancel the jackets and"."""
    left = " ".join(without_what_stays(text).split()) if _KEEPS.search(text) else ""
    return left if left != " ".join(text.split()) and re.search(r"[^\W\d_]{3,}", left) else None


def _gap(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _with_places_of(text: str, parsed: Parse) -> Parse:
    """Rasa strips a text (`channel.py:63`), and counts places from there."""
    before = len(text) - len(text.lstrip())
    entities = [
        {**one, "start": one["start"] + before, "end": one["end"] + before} for one in parsed["entities"]
    ]
    return {**parsed, "entities": entities}
