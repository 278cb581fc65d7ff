"""What the customer asks to be told later: promised, listed, taken back. Telling it is the worker's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.order_talk.notice_wished import Wish, wish_in
from actions.speaking_action import Events, SpeakingAction, button, picked_entity
from actions.told import Told
from conversations.notices import Notice, NoticeKind

NoticesOf = Callable[[str], Sequence[Notice]]
"""What the customer of a conversation still waits to be told."""

_WILL_TELL = {
    NoticeKind.ORDER_SHIPPED: "when order {number} is on its way",
    NoticeKind.REFUND_PAID: "when the refund for order {number} is paid",
}


class ActionListNotices(SpeakingAction):
    def __init__(self, notices_of: NoticesOf) -> None:
        self._notices_of = notices_of

    def name(self) -> str:
        return "action_list_notices"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        notices = self._notices_of(tracker.sender_id)
        if not notices:
            return Told.of(tracker).tell(dispatcher, "no notices", _NONE, [_where_is_my_order()])
        promised = _in_words(notices)
        wordings = (
            f"I'll write here {promised}. That is all I will write unasked.",
            f"You asked me to write {promised}; nothing else comes unless you write.",
            f"It is still the same: I write {promised}. A person can tell you more about it.",
        )
        return Told.of(tracker).tell(dispatcher, f"notices {promised}", wordings, [_never_mind_notices()])


class ActionCancelNotices(SpeakingAction):
    """Takes back what was promised: for the order or the thing that is named, else all of it."""

    def __init__(self, notices_of: NoticesOf) -> None:
        self._notices_of = notices_of

    def name(self) -> str:
        return "action_cancel_notices"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        notices = self._notices_of(tracker.sender_id)
        if not notices:
            return Told.of(tracker).tell(dispatcher, "no notices", _NONE, [_where_is_my_order()])
        meant = _meant(notices, tracker)
        if not meant:
            return _say_others_stay(notices, dispatcher, tracker)
        ids = [notice.id for notice in meant]
        dispatcher.utter_message(json_message={"cancelled_notices": ids})
        promised = _in_words(meant)
        wordings = (
            f"Done: I won't write {promised}. Ask me any time how it stands.",
            f"Cancelled again, so nothing comes {promised}. You can ask me how it stands.",
            f"Taken back once more: nothing comes {promised}.",
        )
        return Told.of(tracker).tell(
            dispatcher, f"cancelled notices {promised}", wordings, [_where_is_my_order()]
        )


_NONE = (
    "You haven't asked me to tell you anything, so I won't write unless you do.",
    "There is nothing that I would write to you about on my own.",
    "Still nothing: I only write when you do. A person can check that with you.",
)


_KINDS = {Wish.SHIPPED: NoticeKind.ORDER_SHIPPED, Wish.REFUNDED: NoticeKind.REFUND_PAID}


def _meant(notices: Sequence[Notice], tracker: Tracker) -> Sequence[Notice]:
    """Those that the message can mean: a named order or a named thing leaves the others alone."""
    number = picked_entity(tracker, "order_number")
    kind = _KINDS.get(wish_in(tracker.latest_message.get("text") or ""))
    return [
        notice for notice in notices if number in (None, notice.order_number) and kind in (None, notice.kind)
    ]


def _say_others_stay(notices: Sequence[Notice], dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    promised = _in_words(notices)
    wordings = (
        f"That was not promised, so I left everything as it is: I write here {promised}.",
        f"I never meant to write about that. What stays is that I write {promised}.",
    )
    return Told.of(tracker).tell(dispatcher, f"others stay {promised}", wordings, [_never_mind_notices()])


def _in_words(notices: Sequence[Notice]) -> str:
    said = [_WILL_TELL[notice.kind].format(number=notice.order_number) for notice in notices]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def _where_is_my_order() -> dict[str, str]:
    return button("Where is my order?", "ask_order_status")


def _never_mind_notices() -> dict[str, str]:
    return button("Don't tell me any more", "cancel_notices")
