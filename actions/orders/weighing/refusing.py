"""How a refusal is put together: where the order stands, what follows from it, and what else is possible."""

from actions.orders.weighing.answers import Refused
from actions.orders.weighing.case import Case
from actions.orders.weighing.standing_facts import Three, standing_facts
from actions.orders.weighing.ways_out import WayOut


def refused_as_it_stands(case: Case, follows: Three, way_out: WayOut) -> Refused:
    """`follows`: after "so", as a sentence before a colon, after "and"."""
    facts = standing_facts(case)
    return refused(
        (
            f"{facts[0]}, so {follows[0]}.",
            f"{follows[1]}: {facts[1]}.",
            f"It is still like this: {facts[2]}, and {follows[2]}.",
        ),
        way_out,
    )


def refused(why: Three, way_out: WayOut) -> Refused:
    """`why` in whole sentences; a person is offered in the last wording and in the steps."""
    words = way_out.words
    return Refused(
        (
            f"{why[0]} {words[0]}",
            f"{why[1]} {words[1]}",
            f"{why[2]} {words[2]} A person from our team can look at it with you.",
        ),
        way_out.instead,
    )
