"""Visitors, customers, workers and support agents do as they please, through two gateways; the manners hold.

After every step everything that was said is read, and judged by `manners_model`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from conversations.clock import HandClock
from conversations.cue_ledger import Offer, WhoSawIt
from conversations.desk import Desk
from conversations.entries import Outcome, TurnEnd, Words
from conversations.errors import ConversationError, LeaseLost, OfferSpent, PermitRefused, UnknownOffer
from conversations.initiative import OfferOutcome
from conversations.journal import LEASE, ClaimedTurn, TurnResult
from conversations.notices import NoticeKind, NoticeToKeep
from conversations.ownership import Owner
from tests.conversations.manners_model import AskedNotice, Chat, Device, MadeOffer, Manners
from tests.conversations.offering import cue

COOL_DOWNS = {
    "payment_failed": timedelta(days=7),
    "search_empty": timedelta(days=1),
    "page_error": timedelta(days=45),
}
CUES = st.sampled_from(sorted(COOL_DOWNS))
CUSTOMERS = st.sampled_from([None, None, "ada", "bob"])
GATEWAY = st.sampled_from([0, 1])
ANY = st.integers(0, 5)
PERHAPS_ONE = st.none() | ANY
SELDOM = st.sampled_from([False, False, False, True])  # after it, little happens any more
AFTER = st.sampled_from([timedelta(0), timedelta(hours=12), timedelta(days=1), timedelta(days=8)])
ANSWERED = TurnEnd(Outcome.ANSWERED, "answered")
RESULTS = st.builds(
    TurnResult,
    end=st.just(ANSWERED),
    words=st.sampled_from([(), (Words("one"),), (Words("one"), Words("two"))]),
    new_owner=st.sampled_from([None, None, None, None, Owner.BOT, Owner.WAITING, Owner.CLOSED]),
    opts_out=st.sampled_from([False, False, False, False, True]),
    notices=st.lists(st.sampled_from([NoticeToKeep(kind, "10042") for kind in NoticeKind]), max_size=2).map(
        tuple
    ),
)
MOST_CHATS = 5
OWNERS = [Owner.SUPPORT_AGENT, Owner.SUPPORT_AGENT, Owner.BOT, Owner.WAITING, Owner.CLOSED]
TIMES = [
    timedelta(seconds=1),
    LEASE,
    timedelta(minutes=5),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=12),
    timedelta(days=1),
    timedelta(days=8),
    timedelta(days=30),
]


@dataclass(frozen=True)
class Shop:
    """Two gateways on one record, and a look at every conversation there is."""

    gateways: tuple[Desk, Desk]
    conversation_ids: Callable[[], set[str]]


class Steps:
    """How many steps were made, over all histories of a test."""

    def __init__(self) -> None:
        self.made = 0


class MannersMachine(RuleBasedStateMachine):
    def __init__(self, open_shop: Callable[[HandClock], Shop], steps: Steps) -> None:
        super().__init__()
        self.clock = HandClock()
        self.shop = open_shop(self.clock)
        self.steps = steps
        self.manners = Manners()
        self.claims: list[ClaimedTurn] = []
        self.told: list[str] = []

    def teardown(self) -> None:
        for desk in self.shop.gateways:
            desk.close()

    @initialize(customer=CUSTOMERS)
    def first_conversation(self, customer: str | None) -> None:
        self.customer_opens_the_chat(0, customer)

    # visitors

    @rule(
        at=GATEWAY, after=AFTER, device=st.sampled_from("xy"), customer=CUSTOMERS, name=CUES, chat=PERHAPS_ONE
    )
    def page_sees_a_cue(
        self, at: int, after: timedelta, device: str, customer: str | None, name: str, chat: int | None
    ) -> None:
        self.clock.move(after)
        self._consider(at, Device(device, customer, None if chat is None else self._chat(chat).id), name)

    @rule(at=GATEWAY, after=AFTER, device=st.sampled_from("xy"), customer=CUSTOMERS, name=CUES)
    def help_is_offered_and_wanted(
        self, at: int, after: timedelta, device: str, customer: str | None, name: str
    ) -> None:
        self.clock.move(after)
        if self._consider(at, Device(device, customer), name):
            self.visitor_accepts(1 - at, 0)

    def _consider(self, at: int, who: Device, name: str) -> bool:
        is_due = self.manners.may_be_offered(name, COOL_DOWNS[name], who, self.clock())
        answer = self._desk(at).ledger.consider(
            cue(name, cool_down=COOL_DOWNS[name]), WhoSawIt(who.name, who.customer, who.chat)
        )
        assert isinstance(answer, Offer) == is_due
        if isinstance(answer, Offer):
            self.manners.offers.append(MadeOffer(answer.id, who.name, who.customer, name, self.clock()))
        else:
            assert answer.permit is None
            assert answer.reason, "every refusal has its reason"
        return is_due

    @precondition(lambda self: self.manners.offers)
    @rule(at=GATEWAY, which=ANY)
    def visitor_accepts(self, at: int, which: int) -> None:
        offer = self._offer(which)
        if not offer.waits(self.clock()):
            self._is_refused(OfferSpent, lambda: self._desk(at).ledger.accept(offer.id, "widget"))
            return
        opened = self._desk(at).ledger.accept(offer.id, "widget")
        chat = Chat(opened.id, offer.customer, offer.device, offer.id)
        self.manners.chats[opened.id], offer.answer, offer.chat = chat, "yes", opened.id
        self.manners.writes_again(chat)
        self._read(chat)
        assert chat.asked == [2], "accepting is the customer's own message"

    @precondition(lambda self: self.manners.offers)
    @rule(at=GATEWAY, which=ANY, no=st.sampled_from([OfferOutcome.DECLINED, OfferOutcome.IGNORED]))
    def visitor_says_no(self, at: int, which: int, no: OfferOutcome) -> None:
        offer = self._offer(which)
        if offer.waits(self.clock()):
            self._desk(at).ledger.end(offer.id, no)
            offer.answer = "no"
        else:
            self._is_refused(OfferSpent, lambda: self._desk(at).ledger.end(offer.id, no))

    @precondition(lambda self: self.manners.offers)
    @rule(at=GATEWAY, which=ANY, really=SELDOM)
    def visitor_says_never(self, at: int, which: int, really: bool) -> None:
        if not really:
            return
        offer = self._offer(which)
        self._desk(at).ledger.end(offer.id, OfferOutcome.NEVER)
        offer.answer = offer.answer or "no"
        self.manners.never(offer)

    @rule(at=GATEWAY, outcome=st.sampled_from([OfferOutcome.DECLINED, OfferOutcome.NEVER]))
    def somebody_guesses_an_offer(self, at: int, outcome: OfferOutcome) -> None:
        self._is_refused(UnknownOffer, lambda: self._desk(at).ledger.end("guessed", outcome))
        self._is_refused(UnknownOffer, lambda: self._desk(at).ledger.accept("guessed", "widget"))

    # customers

    @precondition(lambda self: len(self.manners.chats) < MOST_CHATS)
    @rule(at=GATEWAY, customer=CUSTOMERS)
    def customer_opens_the_chat(self, at: int, customer: str | None) -> None:
        opened = self._desk(at).journal.open_conversation("widget", customer)
        self.manners.chats[opened.id] = Chat(opened.id, customer)

    @rule(at=GATEWAY, which=ANY, again=st.booleans())
    def customer_writes(self, at: int, which: int, again: bool) -> None:
        chat = self._chat(which)
        number = len(chat.asked) - (1 if again and chat.asked else 0)
        receipt = self._desk(at).journal.append_inbound(chat.id, f"message {number}", text="hello")
        if receipt.is_new:
            self.manners.writes_again(chat)

    @rule(at=GATEWAY, which=ANY, really=SELDOM)
    def customer_wants_to_be_left_alone(self, at: int, which: int, really: bool) -> None:
        if not really:
            return
        chat = self._chat(which)
        self._desk(at).ledger.opt_out(chat.id)
        self.manners.stop(chat)

    # the worker

    @rule(at=GATEWAY)
    def worker_claims(self, at: int) -> None:
        turn = self._desk(at).journal.claim_turn("worker")
        if turn is not None:
            chat = self.manners.chats[turn.conversation_id]
            assert chat.owner in {"bot", "waiting"}
            assert turn.inbound.seq == chat.asked[len(chat.finished)]
            self.claims.append(turn)

    @rule(at=GATEWAY, result=RESULTS, cancels=PERHAPS_ONE)
    def worker_answers(self, at: int, result: TurnResult, cancels: int | None) -> None:
        """The usual way: one turn after the other, none lost."""
        claims = len(self.claims)
        self.worker_claims(at)
        if len(self.claims) > claims:
            self.worker_commits(at, 0, result, cancels)

    @precondition(lambda self: self.claims)
    @rule(at=GATEWAY, which=ANY, result=RESULTS, cancels=PERHAPS_ONE)
    def worker_commits(self, at: int, which: int, result: TurnResult, cancels: int | None) -> None:
        """A claim may be committed long after its worker lost it, or twice."""
        turn = self.claims[-1 - which % len(self.claims)]
        chat = self.manners.chats[turn.conversation_id]
        known = sorted(self.manners.notices)
        result = replace(
            result, cancelled_notices=() if cancels is None else tuple(known[cancels : cancels + 1])
        )
        try:
            end = self._desk(at).journal.commit_turn(turn, result)
        except LeaseLost as lost:
            assert str(lost)
            return
        if end == ANSWERED:
            self._take_result(chat, result)
        else:
            assert (end.outcome, chat.items) == (Outcome.PASSED_ON, self._last_seq(chat)), (
                "all of it is dropped"
            )

    @precondition(lambda self: self.claims)
    @rule(which=ANY)
    def worker_crashes(self, which: int) -> None:
        del self.claims[-1 - which % len(self.claims)]

    @precondition(lambda self: self.manners.notices or self.told)
    @rule(at=GATEWAY, which=ANY)
    def it_happens(self, at: int, which: int) -> None:
        known = [*sorted(self.manners.notices), *self.told]
        notice_id = known[which % len(known)]
        is_due = self.manners.may_be_told(notice_id)
        seq = self._desk(at).notices.tell(notice_id, Words("It has happened."))
        assert (seq is not None) == is_due
        if is_due:
            self._read(self.manners.chats[self.manners.notices[notice_id].chat])
            del self.manners.notices[notice_id]
            self.told.append(notice_id)

    # the support team

    @rule(at=GATEWAY, which=ANY, owner=st.sampled_from(OWNERS))
    def owner_changes(self, at: int, which: int, owner: Owner) -> None:
        name = "Ana" if owner is Owner.SUPPORT_AGENT else None
        try:
            self._desk(at).journal.change_owner(self._chat(which).id, owner, name=name)
        except ConversationError as refusal:
            assert str(refusal)

    @rule(at=GATEWAY, which=ANY, name=st.sampled_from(["Ana", "Ana", "Ben"]), late=SELDOM)
    def support_agent_writes(self, at: int, which: int, name: str, late: bool) -> None:
        chat = self._chat(which)
        epoch = chat.times_owner_changed - late
        may_write = chat.person == name and not late and bool(chat.asked)
        write = self._desk(at).journal.append_support_words
        if may_write:
            write(chat.id, Words("Hello, Ana here."), name=name, epoch=epoch)
        else:
            self._is_refused(PermitRefused, lambda: write(chat.id, Words("Hello."), name=name, epoch=epoch))

    @rule(by=st.sampled_from(TIMES))
    def time_passes(self, by: timedelta) -> None:
        self.clock.move(by)

    # what always holds

    @invariant()
    def every_word_is_permitted(self) -> None:
        self.steps.made += 1
        seqs = self._desk(0).journal.last_seqs(self.manners.chats)
        for chat in self.manners.chats.values():
            if seqs[chat.id] != chat.items:
                self._read(chat)

    @invariant()
    def no_conversation_was_forced(self) -> None:
        assert self.shop.conversation_ids() == set(self.manners.chats)

    def _take_result(self, chat: Chat, result: TurnResult) -> None:
        before = len(chat.said_under)
        self._read(chat)
        assert len(chat.said_under) == before + len(result.words)
        if result.new_owner is Owner.CLOSED:
            assert (chat.owner == "closed") == (chat.asked == chat.finished), (
                "a goodbye closes, if it is the last word"
            )
        for notice_id in result.cancelled_notices:
            if self.manners.notices[notice_id].chat == chat.id:
                del self.manners.notices[notice_id]
        self._take_notices(chat, result)
        if result.opts_out:
            self.manners.stop(chat)

    def _take_notices(self, chat: Chat, result: TurnResult) -> None:
        """What the customer asked for waits once, beside what waited before, and nothing else does."""
        kept = {n.id: n for n in self.manners.notices.values() if n.chat == chat.id}
        wanted = {n.about for n in kept.values()} | {(n.kind.value, n.order_number) for n in result.notices}
        waiting = self._desk(0).notices.of_conversation(chat.id)
        abouts = [(notice.kind.value, notice.order_number) for notice in waiting]
        assert sorted(abouts) == sorted(wanted)
        assert set(kept) <= {notice.id for notice in waiting}
        for notice, about in zip(waiting, abouts, strict=True):
            self.manners.notices[notice.id] = AskedNotice(notice.id, chat.id, about)

    def _read(self, chat: Chat) -> None:
        for item in self._desk(0).journal.read_stream(chat.id, chat.items):
            chat.take(item, self.clock(), self.manners.notices)

    def _is_refused(self, error: type[ConversationError], call: Callable[[], Any]) -> None:
        try:
            call()
        except error as refusal:
            assert str(refusal), "every refusal has its reason"
        else:
            raise AssertionError(f"{error.__name__} was expected")

    def _last_seq(self, chat: Chat) -> int:
        return self._desk(0).journal.last_seqs([chat.id])[chat.id]

    def _desk(self, at: int) -> Desk:
        return self.shop.gateways[at]

    def _chat(self, which: int) -> Chat:
        """The latest is the likeliest."""
        chats = list(self.manners.chats.values())
        return chats[-1 - which % len(chats)]

    def _offer(self, which: int) -> MadeOffer:
        return self.manners.offers[-1 - which % len(self.manners.offers)]
