"""What an answer to a question about a change says: of the detail that was asked for, and of others."""

from __future__ import annotations

from actions.change_turn import ChangeTurn
from actions.order_talk import details as talk
from actions.order_talk.corrections import adds_items, corrected
from actions.order_talk.first_words import of_what_was_ordered, said_already
from actions.order_talk.how_many import how_many_apart, says_only_how_many
from actions.order_talk.matters import Matter
from actions.order_talk.own_words import begins_a_correction, says_nothing_new
from actions.order_talk.reasons import reason_told
from actions.order_talk.shall_hold import taken_off_by

_BESIDE_PIECES = frozenset({talk.Detail.REASON, talk.Detail.WANTED, talk.Detail.NOTE})
"""With the answer to these it may be said how many of what was named before are meant."""

_FEWEST_ASIDE = 3  # words


def heard_in_answer(turn: ChangeTurn, question: talk.Question, words: str) -> talk.Details | None:
    """The details to be put with what is known; None where the words hold none."""
    if (known := _put_right_before(turn, question, words)) is not None:
        return known
    counted, rest = how_many_apart(words) if question.detail in _BESIDE_PIECES else ("", words)
    pieces = _pieces(turn, counted) if counted and talk.needs_items(turn.matter) else {}
    if not pieces:
        return _answer(turn, question, words)
    if question.detail is talk.Detail.NOTE:
        rest = "" if says_only_how_many(words) else words  # the team reads it as it was said
    elif not rest and reason_told(words) is not None:
        rest = words  # "one of them is torn"
    return {**((_answer(turn, question, rest) or {}) if rest else {}), **pieces}


def told_beside(
    matter: Matter, question: talk.Question, details: talk.Details, words: str
) -> talk.Details | None:
    """ "Since 3 weeks!", where it was asked which parcel: the team reads it with the rest."""
    is_told = len(words.split()) >= _FEWEST_ASIDE and not says_nothing_new(words)
    if matter is not Matter.MISSING or question.detail is not talk.Detail.PARCEL or not is_told:
        return None
    return {"note": f"{details.get('note', '')}; {words.strip()}".strip("; ")[: talk.LONGEST_NOTE]}


def _put_right_before(turn: ChangeTurn, question: talk.Question, words: str) -> talk.Details | None:
    """ "No wait, the sandals", where the reason is asked for: another item is meant."""
    is_more = question.detail is not talk.Detail.ITEMS and adds_items(turn.order, words)
    if not (begins_a_correction(words) or is_more):
        return None
    known = corrected(turn.matter, turn.order, turn.details, words)
    is_of_another = known is not None and question.detail.value not in known
    return known if is_of_another and turn.details else None


def _pieces(turn: ChangeTurn, counted: str) -> talk.Details:
    """ "Just one", of what was named before or is named now."""
    fewer = corrected(turn.matter, turn.order, turn.details, counted) or {}
    return {name: fewer[name] for name in ("items", "each") if fewer.get(name)}


def _answer(turn: ChangeTurn, question: talk.Question, words: str) -> talk.Details | None:
    is_of_items = question.detail is talk.Detail.ITEMS
    is_of_wrong = turn.matter is Matter.WRONG and is_of_items
    of_item = of_what_was_ordered(words, turn.order.items) if is_of_wrong else words
    heard = turn.same_as_before(question.detail, words) or talk.read_answer(question, of_item, turn.order)
    if turn.matter is Matter.ITEMS and (taken := taken_off_by(words, turn.order.items)):
        heard = {"items": taken}
    if heard is None and question.detail is talk.Detail.ADDRESS:
        heard = talk.read_answer(question, turn.with_words_before(words), turn.order)
    beside = said_already(turn.matter, turn.order, [words])
    if heard is None and not beside:
        return None
    new = {name: value for name, value in beside.items() if name not in turn.details}
    return {**new, **(heard or {})}
