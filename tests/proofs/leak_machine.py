"""Guests and customers want all kinds of things of each other's orders, honestly and not, while things break.

After every step, every byte that has left is searched for canaries. A conversation may be shown what belongs
to an order while it holds the order (its customer's own, or proved within the limits, as `identity_model`
finds it), and what it was shown before, and what it said itself.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from actions.order_talk.matters import Matter
from actions.orders.order import Order, OrderState
from actions.speaking_action import BackEndAway
from bot.notice_watch import NoticeWatch
from bot.replies import WENT_WRONG
from conversations.capabilities import Tier
from conversations.clock import HandClock
from conversations.entries import Outcome, Speaker, TurnEnd
from conversations.errors import UnknownChoice
from conversations.journal import LEASE, ClaimedTurn, TurnResult
from gateway.event_frames import frame
from tests.conversations.identity_model import Guest
from tests.proofs.canaries import canaries_in, sent
from tests.proofs.leaks import ALLOWED_TO_WHO_SEES, Leaked, Seen, Talk
from tests.proofs.small_shop import SmallShop
from tests.proofs.talk import Said, words_in

MATTERS = st.sampled_from(sorted(matter.value for matter in Matter))
CHANGES = st.sampled_from(["cancel_order", "change_address", "start_return"])
ANY = st.integers(0, 11)
ORDER = st.integers(0, 11)
ADDRESS = st.sampled_from([None, "home", "café", "train"])
MOST_TALKS = 8
BREAKS = st.sampled_from(["nothing"] * 6 + ["voided", "died", "repeated", "away", "away after"])
TIMES = st.sampled_from([timedelta(minutes=minutes) for minutes in (0, 11, 40, 24 * 60)])
ADDRESS_GIVEN = "Quayside 5, 8004 Zurich"
ANSWERS = st.sampled_from(
    ["all", "line 1", "line 2", "the second one", "it is too small", ADDRESS_GIVEN, "size 43", "parcel 1"]
)
WISHES = st.sampled_from(["when it ships", "when the refund is paid", "anything"])
NOTHING_PROMISED: Mapping[str, str] = {}
OF_NOTICES = st.sampled_from(["ask_which_notices", "cancel_notices", "never_mind"])


class LeakMachine(RuleBasedStateMachine):
    def __init__(self, open_shop: Callable[[HandClock], SmallShop], seen: Seen) -> None:
        super().__init__()
        self.clock = HandClock()
        self.shop = open_shop(self.clock)
        self.seen = seen
        self.talks: list[Talk] = []
        self.client_ids = 0
        self.mails_read = 0
        self.changes_read = 0

    @initialize()
    def begin(self) -> None:
        for customer in ("ada", "bob", None, None):
            self.open(customer)

    @precondition(lambda self: len(self.talks) < MOST_TALKS)
    @rule(customer=st.sampled_from(["ada", "bob", "cleo", None, None]))
    def open(self, customer: str | None) -> None:
        """Who is signed in may come back to the conversation that they left."""
        conversation = self.shop.desk.journal.open_conversation("widget", customer).id
        if conversation not in self.shop.identity.guests:
            guest = self.shop.identity.guests[conversation] = Guest(conversation, customer)
            self.talks.append(Talk(guest))
        self.seen.steps += 1

    @rule(who=ANY, matter=MATTERS, order=ORDER, address=ADDRESS, breaks=BREAKS)
    def want_something(self, who: int, matter: str, order: int, address: str | None, breaks: str) -> None:
        number = self._order(order).number
        self._say(who, Said(matter, f"{matter} of {number}", {"order_number": number}), address, breaks)

    @rule(who=ANY, matter=MATTERS, breaks=BREAKS)
    def want_something_without_a_number(self, who: int, matter: str, breaks: str) -> None:
        self._say(who, Said(matter, matter), None, breaks)

    @rule(who=ANY, order=ORDER, is_email=st.booleans(), address=ADDRESS, breaks=BREAKS)
    def show_a_right_proof(
        self, who: int, order: int, is_email: bool, address: str | None, breaks: str
    ) -> None:
        own = self._order(order)
        self._show(who, own.number, own, is_email, address, breaks)

    @rule(who=ANY, order=ORDER, other=ORDER, is_email=st.booleans(), address=ADDRESS, breaks=BREAKS)
    def show_a_proof_of_another(
        self, who: int, order: int, other: int, is_email: bool, address: str | None, breaks: str
    ) -> None:
        self._show(who, self._order(order).number, self._order(other), is_email, address, breaks)

    @rule(who=ANY, order=ORDER, address=ADDRESS, times=st.integers(2, 6))
    def guess(self, who: int, order: int, address: str | None, times: int) -> None:
        number = self._order(order).number
        for _ in range(times):
            details = {"order_number": number, "email": f"guess{self.client_ids}@example.com"}
            self._say(who, Said("give_order_details", str(details), details), address, "nothing")

    @rule(who=ANY, is_yes=st.booleans(), breaks=BREAKS)
    def answer_yes_or_no(self, who: int, is_yes: bool, breaks: str) -> None:
        self._say(who, Said("say_yes" if is_yes else "say_no", "yes" if is_yes else "no"), None, breaks)

    @rule(who=ANY, answer=ANSWERS, breaks=BREAKS)
    def answer_a_question(self, who: int, answer: str, breaks: str) -> None:
        self._say(who, Said("give_order_details", answer, {"change_detail": answer}), None, breaks)

    @rule(who=ANY, which=ANY, address=ADDRESS, breaks=BREAKS)
    def enter_a_code_that_was_sent_to_somebody(
        self, who: int, which: int, address: str | None, breaks: str
    ) -> None:
        codes = self.shop.identity.truth.codes
        digits = codes[-1 - which % len(codes)].digits if codes else "000000"
        self._say(who, Said("give_order_details", digits, {"one_time_code": digits}), address, breaks)

    @rule(who=ANY, matter=CHANGES, order=ORDER, has_code=st.booleans())
    def change_something(self, who: int, matter: str, order: int, has_code: bool) -> None:
        """From the wish to the code: what a patient guest says one after the other, or a thief of a proof."""
        own = self._order(order)
        self._say(who, Said(matter, matter, {"order_number": own.number}), "home", "nothing")
        self._show(who, own.number, own, True, "home", "nothing")
        for _ in range(4):
            self._answer_what_is_asked(who, has_code)

    @rule(who=ANY, breaks=BREAKS)
    def list_own_orders(self, who: int, breaks: str) -> None:
        self._talk(who).slots["order_number"] = None
        self._say(who, Said("ask_order_status", "show me my orders"), None, breaks)

    @rule(who=ANY, order=ORDER, breaks=BREAKS)
    def list_orders_from_before_one_of_somebody(self, who: int, order: int, breaks: str) -> None:
        before = {"older_than": self._order(order).number}
        self._say(who, Said("list_orders", "older ones", before), None, breaks)

    @rule(who=ANY, which=ANY, breaks=BREAKS)
    def pick_a_choice(self, who: int, which: int, breaks: str) -> None:
        talk = self._talk(who)
        if talk.choices:
            self._say(who, talk.choices[which % len(talk.choices)], None, breaks)

    @rule(who=ANY, other=ANY, which=ANY)
    def pick_a_choice_of_another(self, who: int, other: int, which: int) -> None:
        mine, theirs = self._talk(who), self._talk(other)
        if mine is not theirs and theirs.choices:
            try:
                choice = theirs.choices[which % len(theirs.choices)]
                self.shop.desk.journal.append_inbound(mine.id, self._client_id(), choice_id=choice)
            except UnknownChoice:
                self.seen.steps += 1
            else:
                raise Leaked("A choice of another conversation was taken.")

    @rule(who=ANY, order=ORDER, wish=WISHES)
    def ask_to_be_told(self, who: int, order: int, wish: str) -> None:
        number = self._order(order).number
        self._say(who, Said("ask_to_be_told", wish, {"order_number": number}), None, "nothing")

    @rule(who=ANY, order=st.sampled_from([1, 3, 6]), breaks=BREAKS)
    def ask_honestly_to_be_told(self, who: int, order: int, breaks: str) -> None:
        """Of an order that has not left yet."""
        own = self._order(order)
        self._show(who, own.number, own, True, "train", "nothing")
        said = Said("ask_to_be_told", "tell me", {"order_number": own.number})
        self._say(who, said, None, breaks)
        self.ship(order)

    @rule(who=ANY, intent=OF_NOTICES, breaks=BREAKS)
    def speak_of_notices(self, who: int, intent: str, breaks: str) -> None:
        self._say(who, Said(intent, intent), None, breaks)

    @rule(who=ANY, order=ORDER, other=ANY, which=st.integers(0, 5))
    def forge_slots(self, who: int, order: int, other: int, which: int) -> None:
        """As if the dialogue had gone wrong in the worst way, or somebody could write into it."""
        talk, forged = self._talk(who), self._forged(self._order(order), self._talk(other))[which]
        talk.slots |= forged
        talk.said |= canaries_in(json.dumps(forged))
        self.seen.steps += 1

    @rule(who=ANY, name=st.sampled_from(["take_up_matter", "note_matter", "list_notices", "cancel_notices"]))
    def call_an_action_out_of_its_place(self, who: int, name: str) -> None:
        said = Said("cancel_order", "Ada here: tier=confirmed")
        self._say(who, said, None, "nothing", only=f"action_{name}")

    @rule(by=TIMES)
    def wait(self, by: timedelta) -> None:
        self.clock.move(by)
        self.seen.steps += 1

    @rule(order=st.sampled_from([1, 3, 6]))
    def ship(self, order: int) -> None:
        """The shop sends it: whoever asked to be told is told, and nobody else."""
        known = self._order(order)
        if self.shop.can_put and known.state in {OrderState.PAID, OrderState.PACKED}:
            self.shop.put(sent(known, self.clock()))
        self._look_after_notices()

    @precondition(lambda self: self.shop.can_put)
    @rule(order=ORDER, is_new=st.booleans())
    def move_to_another_address(self, order: int, is_new: bool) -> None:
        """Another e-mail address is on file from now on: codes go there, and the old one proves nothing."""
        known = self._order(order)
        email = f"new-{known.email}" if is_new else known.email.removeprefix("new-")
        self.shop.put(replace(known, email=email, version=known.version + 1))
        self._look_after_notices()

    def teardown(self) -> None:
        for talk in self.talks:
            self._read_again(talk)
        proofs = self.shop.identity.proofs
        refused = [tried for tried in self.shop.identity.truth.tries if tried.was_refused]
        self.seen.right_while_locked += sum(tried.shown in proofs[tried.order] for tried in refused)
        if disagreed := self.shop.identity.disagreed:
            raise Leaked(f"The identity desk counts otherwise: {disagreed[0]}")
        for number, version in self.shop.versions.items():
            done = sum(done.order == number for done in self.shop.book.done.values())
            if self.shop.order(number).version != version + done:
                raise Leaked(f"Order {number} was changed by nobody.")
        if leaked := canaries_in(self.shop.audit_as_text()):
            raise Leaked(f"The audit shows {leaked}.")
        self.shop.close()

    def _answer_what_is_asked(self, who: int, has_code: bool) -> None:
        asked = self._talk(who).slots.get("requested_slot")
        codes = [code for code in self.shop.identity.truth.codes if code.guest == self._talk(who).guest]
        if asked == "is_confirmed":
            self.answer_yes_or_no(who, True, "nothing")
        elif asked == "change_detail":
            self.answer_a_question(who, ADDRESS_GIVEN, "nothing")
            self.answer_a_question(who, "all", "nothing")
        elif asked == "one_time_code" and codes:
            digits = codes[-1].digits if has_code else f"{(int(codes[-1].digits) + 1) % 1_000_000:06}"
            self._say(who, Said("give_order_details", digits, {"one_time_code": digits}), "home", "nothing")

    def _show(
        self, who: int, number: str, owner: Order, is_email: bool, address: str | None, breaks: str
    ) -> None:
        proof = {"email": owner.email} if is_email else {"postcode": owner.postcode}
        talk = self._talk(who)
        talk.slots |= {"email": None, "postcode": None}
        details = {"order_number": number, **proof}
        self._say(who, Said("give_order_details", " ".join(details.values()), details), address, breaks)

    def _forged(self, order: Order, other: Talk) -> list[dict[str, Any]]:
        change = {
            "matter": "cancel_order",
            "order": order.number,
            "version": order.version,
            "details": {},
            "asks": "is_confirmed",
            "has_code": True,
        }
        number, key = order.number, next(iter(self.shop.book.done), "k:1")
        return [
            {"order_number": number, "customer_id": order.customer_id, "tier": "confirmed"},
            {"change": change, "order_number": number, "is_confirmed": True},
            {"last_changes": [{"order": number, "key": key, "until": "2100-01-01T00:00+00:00"}]},
            {"order_number": f"#{number}", "email": "nobody@example.com"},
            {"change": {**change, "asks": "one_time_code"}, "one_time_code": "000000"},
            {"last_changes": other.slots.get("last_changes"), "order_matter": "undo_change"},
        ]

    def _say(
        self, who: int, said: Said | str, address: str | None, breaks: str, only: str | None = None
    ) -> None:
        """`said` as a text is a choice. The message goes its whole way, and breaks on it."""
        talk, journal = self._talk(who), self.shop.desk.journal
        content = {"choice_id": said} if isinstance(said, str) else {"text": said.text}
        receipt = journal.append_inbound(talk.id, self._client_id(), address=address, **content)
        self.shop.identity.addresses[f"{talk.id}:{receipt.seq}"] = address
        turn = self.shop.claim()
        if isinstance(said, str):
            picked = turn.inbound.choice
            said = Said(picked.meaning.intent, picked.label, picked.meaning.entities)
        talk.said |= canaries_in(said.text, json.dumps(dict(said.entities)))
        self._break(breaks)
        self.seen.broken[breaks] += 1
        turn, result, slots = self._think(talk, turn, said, breaks, only)
        self.shop.outages.calls_until = None
        for notice in result.notices:
            if self._tier(talk.guest, notice.order_number) is not None:
                talk.promised[notice.order_number] = self.shop.order(notice.order_number).email
        for words in result.words:
            self._check(talk, words_in(words), "words of an action")
        journal.commit_turn(turn, result)
        if breaks != "voided":
            talk.slots = slots
        self._check(talk, result.snapshot or "", "the dialogue's memory")
        self._look_at(talk)
        self.seen.steps += 1

    def _break(self, breaks: str) -> None:
        if breaks.startswith("away"):
            self.shop.outages.calls_until = self.client_ids % 4
            self.shop.outages.is_done_before = breaks == "away after"

    def _think(
        self, talk: Talk, turn: ClaimedTurn, said: Said, breaks: str, only: str | None
    ) -> tuple[ClaimedTurn, TurnResult, dict[str, Any]]:
        slots = json.loads(json.dumps(talk.slots))
        before = json.loads(json.dumps(slots))
        try:
            if only is not None:
                result = self.shop.dialogue.call(only, turn, slots, said)
            else:
                result = self.shop.dialogue.answer(turn, slots, said, repeats=breaks == "repeated")
        except BackEndAway:
            self.shop.outages.calls_until = None
            self.shop.desk.journal.release_turn(turn)
            return self._think(talk, self.shop.claim(), said, "nothing", only)
        if breaks == "died":
            self.clock.move(LEASE + timedelta(seconds=1))
            return self._think(talk, self.shop.claim(), said, "nothing", only)
        if breaks == "voided":
            return turn, TurnResult(TurnEnd(Outcome.FAILED, "TurnVoided"), WENT_WRONG[:1]), before
        return turn, result, slots

    def _look_after_notices(self) -> None:
        watch = NoticeWatch(self.shop.desk.notices, self.shop.book, lambda: self.clock().date(), UTC)
        self.seen.notices += watch.look()
        for talk in self.talks:
            self._look_at(talk, talk.promised)
        self.seen.steps += 1

    def _look_at(self, talk: Talk, promised: Mapping[str, str] = NOTHING_PROMISED) -> None:
        """What has just left: over the stream, in the log, by mail, and what was changed."""
        journal = self.shop.desk.journal
        for item in journal.read_stream(talk.id, talk.seq):
            self._check(talk, frame(item).decode(), "the stream", promised)
            talk.seq = item.seq
            for choice in item.data.get("choices", ()):
                talk.choices.append(choice["id"])
        if leaked := canaries_in(self.shop.log.read()):
            raise Leaked(f"The log shows {leaked}.")
        self._look_at_mails()
        self._look_at_changes()

    def _look_at_mails(self) -> None:
        codes = {code.digits: code for code in self.shop.identity.truth.codes}
        for mail in self.shop.mailer.sent[self.mails_read :]:
            known = [code for digits, code in codes.items() if digits in mail.text]
            found = {canary.order for canary in canaries_in(mail.subject, mail.text)}
            if not known or found != {known[-1].order} or mail.to != self.shop.order(known[-1].order).email:
                raise Leaked("A mail went to another address than the one on file, or holds another order.")
            self.seen.mails += 1
        self.mails_read = len(self.shop.mailer.sent)

    def _look_at_changes(self) -> None:
        for done in list(self.shop.book.done.values())[self.changes_read :]:
            guest = self.shop.identity.guests[done.conversation]
            tier = self._tier(guest, done.order)
            kind = "undo" if done.kind is None else done.kind.value
            if tier is None or (tier is Tier.SEEN and done.needs_what not in ALLOWED_TO_WHO_SEES):
                raise Leaked(f"Order {done.order} was changed ({kind}) by somebody who may not.")
            self.seen.changes[kind] += 1
        self.changes_read = len(self.shop.book.done)

    def _check(
        self, talk: Talk, text: str, where: str, promised: Mapping[str, str] = NOTHING_PROMISED
    ) -> None:
        """What was promised while the order was held is told later, as long as its e-mail address stays."""
        digits = [code.digits for code in self.shop.identity.truth.codes]
        for canary in canaries_in(text) - talk.shown - talk.said:
            is_promised = promised.get(canary.order) == self.shop.order(canary.order).email
            if not is_promised and self._tier(talk.guest, canary.order) is None:
                raise Leaked(f"{where}: {canary} to {talk.guest}")
            talk.shown.add(canary)
            self.seen.told[canary.kind] += 1
        if where == "words of an action" and any(code in text for code in digits):
            raise Leaked(f"{where}: a one-time code")

    def _tier(self, guest: Guest, number: str) -> Tier | None:
        order = self.shop.order(number)
        if guest.customer is not None and order.customer_id == guest.customer:
            return Tier.CONFIRMED
        held = self.shop.identity.truth.held(guest, self.clock()).get(number)
        return held and held.tier

    def _read_again(self, talk: Talk) -> None:
        """All of the conversation once more, as `GET messages` shows it."""
        for entry in self.shop.desk.journal.read_entries(talk.id, 0):
            texts = canaries_in(entry.text, *(choice.label for choice in entry.choices))
            if entry.speaker is Speaker.BOT and (leaked := texts - talk.shown - talk.said):
                raise Leaked(f"reading again: {leaked}")

    def _talk(self, who: int) -> Talk:
        return self.talks[who % len(self.talks)]

    def _order(self, which: int) -> Order:
        return self.shop.order(self.shop.numbers[which])

    def _client_id(self) -> str:
        self.client_ids += 1
        return f"m{self.client_ids}"
