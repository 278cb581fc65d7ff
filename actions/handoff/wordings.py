"""What is said to who asks for a person, waits for one, or leaves word. Each in several wordings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from actions.handoff.opening_hours import OpeningHours
from actions.handoff.outlook import Outlook
from actions.handoff.spoken_times import clock_time, day_and_time, length


def asked(outlook: Outlook, hours: OpeningHours) -> Sequence[str]:
    """The first time, and again while they wait."""
    if not outlook.is_somebody_there:
        return _asked_while_closed(outlook, hours)
    return (
        f"I've asked our team to join this chat. {_expectation(outlook, hours)} Everything you wrote stays "
        f"here for them.{_call(outlook, hours)} While you wait, what can I look up for you?",
        f"Our team knows that you are waiting. {_expectation(outlook, hours)}{_call(outlook, hours)} "
        "Is there anything I can find out for you meanwhile?",
        f"You are still in line for a person, and your place is kept. {_expectation(outlook, hours)} "
        "Would you like to add something that will help them when they join?",
    )


def asked_again(outlook: Outlook, hours: OpeningHours) -> Sequence[str]:
    """After the wish was taken back."""
    if not outlook.is_somebody_there:
        back = _back(outlook, hours)
        return (
            f"You are in line again. Our team is back {back}; {_answered_where()} "
            "Would you like to leave a message for them?",
            f"Our team is asked again, for when they are back {back}. What should they know?",
            f"In line once more. Nobody is there before {_opens(outlook, hours)}; {_answered_where()} "
            "What can I look up for you until then?",
        )
    return (
        f"I've asked our team again. {_expectation(outlook, hours)} What can I look up for you until then?",
        f"You are in line for a person once more. {_expectation(outlook, hours)} "
        "What should they know when they join?",
        f"Our team is asked again, and your messages are kept for them. {_expectation(outlook, hours)} "
        "What can I do for you meanwhile?",
    )


def asked_without_systems(outlook: Outlook, hours: OpeningHours) -> Sequence[str]:
    """While nothing can be looked up: the same honest figures, and little promised meanwhile."""
    if not outlook.is_somebody_there:
        back = _back(outlook, hours)
        return (
            f"Nobody from our team is there now: they are back {back}. You are in line for them, and what "
            f"you write stays here.{_write(hours)} Some of our systems are away, too, so I can look up "
            "little meanwhile. What should our team know?",
            f"Our team is back {back}. Your place is kept, and so is what you write.{_write(hours)} "
            "What else should they know?",
        )
    return (
        f"I've asked our team to join this chat. {_expectation(outlook, hours)} Some of our systems are away "
        f"right now, so I can look up little meanwhile.{_call(outlook, hours)} What should our team know?",
        f"You are in line for a person, and your place is kept. {_expectation(outlook, hours)}"
        f"{_call(outlook, hours)} What else should they know?",
    )


def nobody_came(
    asked_at: datetime, now: datetime, hours: OpeningHours, *, is_somebody_there: bool
) -> Sequence[str]:
    """Told once to who has waited as long as was promised, or until the team left."""
    asked = f"You asked for a person {day_and_time(asked_at, now, hours.zone)}"
    if not is_somebody_there:
        back = day_and_time(hours.opens_at(now), now, hours.zone)
        return (
            f"{asked}, and our team has left without getting to you. I'm sorry. They are back {back}, "
            f"and you keep your place: {_answered_where()}{_other_ways(hours)}",
            f"{asked}. Nobody could join before our team left, I'm sorry. They go on {back}; "
            f"{_answered_where()}{_other_ways(hours)}",
        )
    return (
        f"{asked}, and nobody from our team could join yet. I'm sorry. You keep your place in line, but I "
        f"can't say when it will be your turn.{_other_ways(hours)}",
        f"{asked}, and nobody from our team is free yet. I'm sorry. Your place is kept, and I don't know how "
        f"long it still takes.{_other_ways(hours)}",
    )


def message_wanted(hours: OpeningHours) -> Sequence[str]:
    return (
        "What should our team know? Write it in one message, and add an e-mail address if they may answer "
        "you there.",
        "What shall I keep for our team? Put an e-mail address into it if you want the answer there.",
        "And which message shall I keep for our team?",
    )


def message_kept(outlook: Outlook, hours: OpeningHours, address: str | None) -> Sequence[str]:
    """`address` is where the customer said that they may be answered."""
    when = "" if outlook.is_somebody_there else f" when they are back {_back(outlook, hours)}"
    if address is None:
        return (
            f"I've kept that for our team. They read it{when} and answer in this chat. To get the answer by "
            "e-mail as well, write me an address. What else should they know?",
            "That stands here for our team as well. Is there an e-mail address to which they may answer?",
            "Kept with the rest of your words for our team. What would you like to add?",
        )
    return (
        f"Noted: our team may answer you at {address}, or here in this chat{when}. "
        "What else should they know?",
        f"That is kept for our team, too, with {address} for the answer. Would you like to add anything?",
        f"Our team finds it here, and {address} beside it. What can I look up for you meanwhile?",
    )


ADDRESS_KEPT = (
    "Our team may answer you at {address}, or here in this chat.",
    "{address} stands here for the answer of our team.",
)


def message_ended(outlook: Outlook, hours: OpeningHours, address: str | None) -> Sequence[str]:
    """For who has nothing to add to what they left."""
    where = f"at {address}, or in this chat" if address else "in this chat"
    when = "" if outlook.is_somebody_there else f" when they are back {_back(outlook, hours)}"
    return (
        f"Then our team has all of it, and answers {where}{when}. What can I look up for you meanwhile?",
        f"All right, nothing more for our team. They answer {where}{when}. What can I do until then?",
    )


def goodbye_in_line(outlook: Outlook, hours: OpeningHours, address: str | None) -> Sequence[str]:
    """For who leaves while what they left waits for an answer."""
    where = f"at {address}, or in this chat" if address else "in this chat, to be read when you open it again"
    when = "" if outlook.is_somebody_there else f" They are back {_back(outlook, hours)}."
    return (
        f"Goodbye. You stay in line for our team, and they answer {where}.{when}",
        f"Bye for now. Your place in line is kept, and the answer comes {where}.{when}",
        f"All the best. Our team still answers {where}.{when}",
    )


def _asked_while_closed(outlook: Outlook, hours: OpeningHours) -> Sequence[str]:
    back = _back(outlook, hours)
    return (
        f"Nobody from our team is there now: they are back {back}. You are in line, and "
        f"{_answered_where()}{_write(hours)} Would you like to leave a message?",
        f"Our team is still away, and back {back}. Your place is kept.{_write(hours)} "
        "Would you like to leave them a message, with an e-mail address for the answer?",
        f"Before {_opens(outlook, hours)} nobody can join this chat. What you write is kept for our team. "
        "Would you like to add something that helps them?",
    )


def still_waiting(outlook: Outlook, hours: OpeningHours) -> Sequence[str]:
    """For who asks whether anybody is there."""
    if not outlook.is_somebody_there:
        return (
            f"I'm here, and you are still in line for our team: they are back {_back(outlook, hours)}. "
            f"{_place(outlook.place)} Nothing of what you wrote is lost; {_answered_where()}",
            f"It is still me, and before {_opens(outlook, hours)} nobody else.{_other_ways(hours)}",
        )
    return (
        f"I'm still here, and nobody from our team has joined yet. {_expectation(outlook, hours)} "
        "I can look something up for you meanwhile.",
        f"Still nobody is free, I'm sorry. Our team sees that you wait.{_other_ways(hours)}",
    )


def _expectation(outlook: Outlook, hours: OpeningHours) -> str:
    """The place in line, how long it usually takes, and what happens if nobody comes."""
    if outlook.closes_at is None:
        return (
            f"{_place(outlook.place)} It is outside our hours, but somebody from our team is here right now. "
            f"If they can't join, our team is back {_back(outlook, hours)}."
        )
    usual = (
        f"Usually it takes about {length(outlook.usual)}."
        if outlook.usual is not None
        else "I have no reliable figure for how long it takes."
    )
    return f"{_place(outlook.place)} {usual} {_promise(outlook, hours)}"


def _place(place: int) -> str:
    return "You are the first in line." if place == 1 else f"You are number {place} in line."


def _promise(outlook: Outlook, hours: OpeningHours) -> str:
    if outlook.due_at <= outlook.now:
        return f"It takes longer than the {length(hours.promised)} that we aim for, I'm sorry."
    if outlook.due_at == outlook.closes_at:
        return (
            f"They leave at {clock_time(outlook.due_at, hours.zone)}: if nobody has joined by then, "
            f"I tell you here, and they are back {_back(outlook, hours)}."
        )
    return f"If nobody has joined by {clock_time(outlook.due_at, hours.zone)}, I tell you here."


def _back(outlook: Outlook, hours: OpeningHours) -> str:
    return day_and_time(outlook.opens_at, outlook.now, hours.zone)


def _opens(outlook: Outlook, hours: OpeningHours) -> str:
    return _back(outlook, hours).removeprefix("on ").replace(" at ", ", ")


def _answered_where() -> str:
    return "they answer in this chat, or by e-mail if you leave an address."


def _call(outlook: Outlook, hours: OpeningHours) -> str:
    return f" You can also call {hours.phone}." if hours.phone and outlook.closes_at else ""


def _write(hours: OpeningHours) -> str:
    return f" You can also write to {hours.email}." if hours.email else ""


def _other_ways(hours: OpeningHours) -> str:
    """For who can't wait: calls are taken only while the team is there, so both are named with care."""
    ways = [f"write to {hours.email}"] if hours.email else []
    ways += [f"call {hours.phone} in our hours"] if hours.phone else []
    return f" You can also {' or '.join([*ways, 'leave a message here'])}."
