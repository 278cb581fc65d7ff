"""How a turn may end without a question and without next steps: the customer has closed, and says so."""

from collections.abc import Mapping

ENDINGS: Mapping[str, frozenset[str]] = {
    "goodbye": frozenset({"ask_to_be_left_alone", "say_goodbye"}),
    "acknowledgement": frozenset({"say_goodbye", "say_thanks"}),
}
"""The values of `ends`, and the intents with which a customer closes so that this ending fits."""


def allowed() -> str:
    """The values, as a finding names them."""
    return " or ".join(ENDINGS)
