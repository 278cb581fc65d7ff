"""A complaint or a praise is always welcome, whatever the order's state."""

from actions.orders.changes import Feedback, RecordFeedback
from actions.orders.weighing.answers import Possible
from actions.orders.weighing.case import Case

_THANKS = {
    Feedback.COMPLAINT: "Thank you for telling us, and we are sorry. Your words stand with order {number}, "
    "and a person reads them.",
    Feedback.PRAISE: "Thank you, that is good to hear. Your words stand with order {number}, "
    "where our team reads them.",
}

_COST = {
    Feedback.COMPLAINT: "Telling us costs nothing; what it has cost you, a person from our team looks at.",
    Feedback.PRAISE: "This costs nothing.",
}
_SORRY = {Feedback.COMPLAINT: "I'm sorry about that. ", Feedback.PRAISE: ""}


def weigh_feedback(case: Case, change: RecordFeedback) -> Possible:
    number = case.order.number
    return case.possible(
        sentence=f"{_SORRY[change.feedback]}I will put your words down with order {number} for our team to "
        f"read. {_COST[change.feedback]}",
        done=_THANKS[change.feedback].format(number=number),
        says_undo=False,
    )
