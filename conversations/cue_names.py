"""Which cues there are, and which there will never be: a cue is a need for help, not somebody's presence."""

import re
from difflib import get_close_matches

KNOWN_CUES = (
    "payment_failed",
    "form_rejected",
    "search_empty",
    "coupon_rejected",
    "page_error",
    "rage_click",
    "order_overdue",
)

_LOOKING = "Looking around in a shop is no call for help; nobody jumps over the counter at it."
_FORBIDDEN = {
    "page_view": _LOOKING,
    "page_load": _LOOKING,
    "time_on_page": "Whoever reads slowly, or is away, needs no help.",
    "time_on_site": "Whoever takes their time needs no help.",
    "scroll_depth": "Scrolling is reading.",
    "scroll": "Scrolling is reading.",
    "exit_intent": "Whoever wants to leave may leave.",
    "exit": "Whoever wants to leave may leave.",
    "mouse_leave": "Whoever wants to leave may leave.",
    "idle": "Whoever does nothing asks for nothing.",
    "inactivity": "Whoever does nothing asks for nothing.",
    "cart_value": "How much somebody might spend says nothing about whether they need help.",
    "cart_total": "How much somebody might spend says nothing about whether they need help.",
    "cart_abandoned": "Not buying is no mistake that needs help.",
    "returning_visitor": "Coming back is no call for help, and Deskbell keeps no record of visits.",
    "returning_customer": "Coming back is no call for help, and Deskbell keeps no record of visits.",
    "visit": "Arriving is no call for help, and Deskbell keeps no record of visits.",
    "purchase": "Whoever has just bought something has what they came for.",
    "checkout_completed": "Whoever has just bought something has what they came for.",
}


def why_not(name: str) -> str | None:
    """Why there is no cue of this name, with what to do; None when there is one."""
    if name in KNOWN_CUES:
        return None
    nearest = _nearest(name)
    if nearest in _FORBIDDEN:
        reason = _FORBIDDEN[nearest]
        return f"Deskbell has no cue {name!r}, and will not have one. {reason} Remove it."
    known = f"Did you mean {nearest}?" if nearest else f"Use one of: {', '.join(KNOWN_CUES)}."
    return f"There is no cue {name!r}. {known}"


def _nearest(name: str) -> str | None:
    """`pageViews`, `exit-intent` and `on idle` are what they look like."""
    spelled = {_plain(known): known for known in (*_FORBIDDEN, *KNOWN_CUES)}
    plain = _plain(name)
    inside = next((spelled[short] for short in spelled if short in plain), None)
    near = get_close_matches(plain, spelled, n=1, cutoff=0.75)
    return inside or (spelled[near[0]] if near else None)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())
