"""Who owns the floor: the rules themselves, without a journal."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.entries import Outcome
from conversations.errors import OwnerChangeRefused
from conversations.ownership import Owner, Ownership

ALLOWED = {
    ("bot", "waiting"),
    ("bot", "support_agent"),
    ("bot", "closed"),
    ("waiting", "bot"),
    ("waiting", "support_agent"),
    ("waiting", "closed"),
    ("support_agent", "bot"),
    ("support_agent", "waiting"),
    ("support_agent", "closed"),
    ("closed", "bot"),
}
owners = st.sampled_from(Owner)
names = st.none() | st.text(min_size=1, max_size=5)
changes = st.lists(st.tuples(owners, names), max_size=30)


def changed_by(wishes: list[tuple[Owner, str | None]]) -> list[Ownership]:
    """Every ownership that the wishes lead through; refused ones change nothing."""
    history = [Ownership()]
    for owner, name in wishes:
        try:
            history.append(history[-1].changed_to(owner, name))
        except OwnerChangeRefused:
            continue
    return history


@pytest.mark.parametrize("before", Owner)
@pytest.mark.parametrize("after", Owner)
def test_the_owner_changes_in_ten_ways_and_no_other(before: Owner, after: Owner):
    name = "Ana" if after is Owner.SUPPORT_AGENT else None
    if (before, after) in ALLOWED:
        assert Ownership(before, 3).changed_to(after, name) == Ownership(after, 4, name)
    else:
        with pytest.raises(OwnerChangeRefused, match=f"from {before} to {after}"):
            Ownership(before, 3).changed_to(after, name)


@given(changes)
def test_each_change_raises_the_epoch_by_one(wishes):
    assert [ownership.epoch for ownership in changed_by(wishes)] == list(range(len(changed_by(wishes))))


@given(changes)
def test_a_support_agent_has_a_name_and_nobody_else_has_one(wishes):
    for ownership in changed_by(wishes):
        assert (ownership.name is not None) == (ownership.owner is Owner.SUPPORT_AGENT)


def test_a_conversation_passes_to_a_colleague_and_not_to_oneself():
    ana = Ownership(Owner.SUPPORT_AGENT, 3, "Ana", "a1")
    assert ana.passed_to("Ana", "a2") == Ownership(Owner.SUPPORT_AGENT, 4, "Ana", "a2")
    for before in (ana, Ownership(), Ownership(Owner.WAITING), Ownership(Owner.CLOSED)):
        with pytest.raises(OwnerChangeRefused):
            before.passed_to("Ana", "a1")


def test_nobody_but_a_person_has_an_account():
    with pytest.raises(OwnerChangeRefused):
        Ownership().changed_to(Owner.WAITING, agent_id="a1")


@given(changes)
def test_a_closed_conversation_is_given_to_nobody_but_the_bot(wishes):
    history = changed_by(wishes)
    following = [after for before, after in pairwise(history) if before.owner is Owner.CLOSED]
    assert all(ownership.owner is Owner.BOT for ownership in following)


@given(changes)
def test_the_bot_answers_for_itself_and_for_who_waits_only(wishes):
    for ownership in changed_by(wishes):
        assert ownership.lets_the_bot_answer == (ownership.owner in {"bot", "waiting"})


@given(changes, st.none() | owners)
def test_a_turn_of_the_bot_silences_the_bot_only_by_a_goodbye(wishes, asked):
    before = changed_by(wishes)[-1]
    if not before.lets_the_bot_answer:
        return
    try:
        after = before.after_turn(asked)
    except OwnerChangeRefused:
        assert asked is Owner.SUPPORT_AGENT
    else:
        assert after.lets_the_bot_answer == (asked is not Owner.CLOSED)
        assert after.owner == (asked or before.owner)


@pytest.mark.parametrize(
    ("owner", "reason"),
    [(Owner.SUPPORT_AGENT, "support_agent_owns"), (Owner.CLOSED, "conversation_closed")],
)
def test_what_the_bot_may_not_answer_is_passed_on_with_the_reason(owner: Owner, reason: str):
    end = Ownership(owner).end_of_waiting
    assert (end.outcome, end.reason) == (Outcome.PASSED_ON, reason)
