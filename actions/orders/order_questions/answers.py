"""The shape of an answer: three wordings of the same facts, and what may come next."""

from dataclasses import dataclass

from actions.orders.next_steps import MOST, NextStep

_A_PERSON = "If that does not settle it, a person from our team can look into it with you."


@dataclass(frozen=True, slots=True)
class Answer:
    """`wordings`: the answer, the same in other words or detail, and the last, which offers a person."""

    wordings: tuple[str, str, str]
    next_steps: tuple[NextStep, ...]


def answer(first: str, again: str, brief: str, *steps: NextStep) -> Answer:
    """`brief` is a whole sentence; a person is always among the steps."""
    offered = (*steps[: MOST - 1], NextStep.TALK_TO_PERSON)
    return Answer((first, again, f"{brief} {_A_PERSON}"), tuple(dict.fromkeys(offered)))
