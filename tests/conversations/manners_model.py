"""The manners once more, as plainly as they are told: what a customer may expect, kept by hand.

It imports none of the rules that it judges, and no number of theirs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

MINUTES_THAT_AN_OFFER_WAITS = 10
HOURS_OF_A_VISIT = 12
HOURS_THAT_A_CHAT_STAYS_OPEN = 24
DAYS_OF_A_NO = 30
OFFERS_IN_DAYS_OF_A_NO = 3


@dataclass
class Device:
    """Who sees a page: a device, who is signed in there, and the chat it remembers."""

    name: str
    customer: str | None = None
    chat: str | None = None


@dataclass
class MadeOffer:
    id: str
    device: str
    customer: str | None
    cue: str
    at: datetime
    answer: str = ""  # "", "yes" or "no"
    chat: str | None = None

    def waits(self, now: datetime) -> bool:
        return not self.answer and now < self.at + timedelta(minutes=MINUTES_THAT_AN_OFFER_WAITS)

    def is_of(self, who: Device) -> bool:
        return self.device == who.name or (who.customer is not None and self.customer == who.customer)


@dataclass
class AskedNotice:
    id: str
    chat: str
    about: tuple[str, str]


@dataclass
class Chat:
    """A conversation as its stream shows it, and the rules that every item of it is held to."""

    id: str
    customer: str | None = None
    device: str | None = None
    offer: str | None = None
    owner: str = "bot"
    times_owner_changed: int = 0
    person: str | None = None
    items: int = 0
    asked: list[int] = field(default_factory=list)
    finished: list[int] = field(default_factory=list)
    last_words_at: datetime | None = None
    said_under: list[tuple[str, str]] = field(default_factory=list)

    def take(self, item: Any, now: datetime, notices: dict[str, AskedNotice]) -> None:
        self.items += 1
        assert item.seq == self.items, "the stream has no gap"
        if item.kind == "message":
            self._take_words(item.data, notices)
            self.last_words_at = now
        elif item.kind == "turn":
            assert item.data["reason"], "every turn has its reason"
            assert item.data["seq"] in self.asked
            assert item.data["seq"] not in self.finished
            self.finished.append(item.data["seq"])
        elif item.kind == "owner":
            self.owner, self.person = item.data["owner"], item.data.get("name")
            self.times_owner_changed += 1

    def _take_words(self, data: Any, notices: dict[str, AskedNotice]) -> None:
        if data["speaker"] == "customer":
            assert data["because"] is None
            self.asked.append(data["seq"])
            return
        assert data["because"] is not None, "nobody speaks without a permit"
        kind, ref = data["because"]["kind"], data["because"]["ref"]
        assert (data["speaker"] == "support") == (kind == "support")
        getattr(self, f"_take_{kind}")(data["seq"], ref, notices)
        self.said_under.append((kind, ref))

    def _take_reply(self, _seq: int, ref: str, _notices: Any) -> None:
        assert int(ref) in self.asked, "a reply answers a message of this conversation"
        assert int(ref) not in self.finished, "a reply's permit is spent once"
        assert self.owner in {"bot", "waiting"}, "the bot is silent while a person has the floor"

    def _take_offer(self, seq: int, ref: str, _notices: Any) -> None:
        assert (seq, ref) == (1, self.offer), "an offer is the first entry of the conversation that it opened"

    def _take_notice(self, _seq: int, ref: str, notices: dict[str, AskedNotice]) -> None:
        assert ref in notices, "only what was asked for, and not cancelled or told, is told"
        assert notices[ref].chat == self.id, "where it was asked for"
        assert ("notice", ref) not in self.said_under
        assert self.owner != "support_agent", "nobody talks over a person"

    def _take_support(self, _seq: int, ref: str, _notices: Any) -> None:
        assert self.owner == "support_agent"
        assert ref == str(self.times_owner_changed), "a permit ends when its agent lets go"
        assert self.asked, "the customer writes first"

    def is_of(self, who: Device) -> bool:
        return (
            self.id == who.chat
            or self.device == who.name
            or (who.customer is not None and self.customer == who.customer)
        )

    def is_open(self, now: datetime) -> bool:
        if self.owner in {"waiting", "support_agent"}:
            return True
        spoke = self.last_words_at
        return (
            self.owner == "bot"
            and spoke is not None
            and now < spoke + timedelta(hours=HOURS_THAT_A_CHAT_STAYS_OPEN)
        )

    def names(self) -> Iterator[str]:
        """Everybody whom a "stop" in this conversation is about."""
        yield f"chat {self.id}"
        if self.customer is not None:
            yield f"customer {self.customer}"
        if self.device is not None:
            yield f"device {self.device}"


@dataclass
class Manners:
    chats: dict[str, Chat] = field(default_factory=dict)
    offers: list[MadeOffer] = field(default_factory=list)
    notices: dict[str, AskedNotice] = field(default_factory=dict)
    stops: set[str] = field(default_factory=set)
    nevers: set[str] = field(default_factory=set)

    def may_be_offered(self, cue: str, cool_down: timedelta, who: Device, now: datetime) -> bool:
        names = {f"device {who.name}", f"customer {who.customer}", f"chat {who.chat}"}
        if names & (self.stops | self.nevers):
            return False
        if any(chat.is_of(who) and chat.is_open(now) for chat in self.chats.values()):
            return False
        theirs = [offer for offer in self.offers if offer.is_of(who)]
        month = [offer for offer in theirs if now < offer.at + timedelta(days=DAYS_OF_A_NO)]
        return not (
            any(offer.waits(now) for offer in theirs)
            or any(offer.cue == cue and offer.answer != "yes" for offer in month)
            or any(offer.cue == cue and now < offer.at + cool_down for offer in theirs)
            or any(now < offer.at + timedelta(hours=HOURS_OF_A_VISIT) for offer in theirs)
            or len(month) >= OFFERS_IN_DAYS_OF_A_NO
        )

    def may_be_told(self, notice_id: str) -> bool:
        notice = self.notices.get(notice_id)
        if notice is None:
            return False
        chat = self.chats[notice.chat]
        return chat.owner != "support_agent" and not self.stops & set(chat.names())

    def stop(self, chat: Chat) -> None:
        self.stops |= set(chat.names())

    def writes_again(self, chat: Chat) -> None:
        self.stops -= set(chat.names())

    def never(self, offer: MadeOffer) -> None:
        self.nevers.add(f"device {offer.device}")
        if offer.customer is not None:
            self.nevers.add(f"customer {offer.customer}")
