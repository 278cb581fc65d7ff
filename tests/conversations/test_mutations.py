"""Loosening any rule makes a test fail: of `initiative`, and of what the in-memory journal lets nobody do."""

from types import FunctionType

import pytest

from conversations import in_memory_cue_ledger, initiative, offers
from conversations.in_memory_conversation import InMemoryConversation
from conversations.in_memory_cue_ledger import InMemoryCueLedger
from conversations.in_memory_journal import InMemoryJournal
from conversations.in_memory_notices import InMemoryNoticeBook
from conversations.in_memory_record import InMemoryRecord
from conversations.ownership import Ownership
from tests.conversations import (
    test_cue_ledger,
    test_initiative,
    test_journal_appending,
    test_journal_leases,
    test_journal_ownership,
    test_journal_thumbs,
    test_journal_turns,
    test_notice_book,
    test_opt_outs,
    test_ownership,
    test_permits,
)
from tests.conversations.mutants import Mutant, mutants_of, mutants_of_number
from tests.conversations.quick_runs import failing_test

RULES = [initiative._no_offer, initiative.may_reply, initiative.may_tell_notice]
RULES += [initiative.PastOffer.is_waiting, initiative.PastOffer.is_a_no]
NUMBERS = ["A_NO_LASTS", "VISIT", "MOST_IN_A_VISIT", "MOST_IN_A_MONTH", "WAITING_LASTS"]
OF_THE_RULES = [test_initiative]
GATES = [
    InMemoryConversation.grant,
    InMemoryConversation.unspent,
    InMemoryConversation.permit,
    InMemoryConversation.spend,
    InMemoryConversation.write_words,
    InMemoryConversation.write_message,
    InMemoryConversation.end_turn,
    InMemoryJournal._write_turn,
    InMemoryJournal._mind_what_was_asked,
    InMemoryJournal._write_message,
    InMemoryJournal.append_support_words,
    InMemoryCueLedger.consider,
    InMemoryCueLedger.end,
    InMemoryCueLedger.accept,
    InMemoryCueLedger.accepted,
    InMemoryCueLedger.opt_out,
    InMemoryCueLedger._open,
    InMemoryNoticeBook.tell,
    InMemoryRecord.stop,
    InMemoryRecord.lift_stop,
    InMemoryRecord.keep_notice,
    InMemoryRecord.cancel_notice,
    Ownership.after_turn,
    in_memory_cue_ledger._is_about,
    in_memory_cue_ledger._may_be_open,
    offers.is_answered_again,
    offers.require_end,
]
OF_THE_GATES = [
    test_permits,
    test_cue_ledger,
    test_notice_book,
    test_opt_outs,
    test_journal_turns,
    test_journal_ownership,
    test_journal_appending,
    test_journal_leases,
    test_journal_thumbs,
    test_ownership,
]


def named(functions: list[FunctionType]) -> list[object]:
    return [pytest.param(function, id=function.__qualname__) for function in functions]


def survivors(mutants: list[Mutant], tests: list[object]) -> list[str]:
    assert mutants, "there is something to change"
    alive = []
    for mutant in mutants:
        with mutant.put_in_place():
            if failing_test(tests) is None:
                alive.append(mutant.what)
    return alive


def test_the_tests_pass_where_nothing_is_loosened():
    assert failing_test(OF_THE_RULES + OF_THE_GATES) is None


@pytest.mark.parametrize("function", named(RULES))
def test_loosening_a_rule_makes_a_test_fail(function: FunctionType):
    assert survivors(list(mutants_of(function)), OF_THE_RULES) == []


@pytest.mark.parametrize("name", NUMBERS)
def test_another_number_in_a_rule_makes_a_test_fail(name: str):
    assert survivors(list(mutants_of_number(initiative, name)), OF_THE_RULES) == []


@pytest.mark.parametrize("function", named(GATES))
def test_loosening_a_gate_makes_a_test_fail(function: FunctionType):
    assert survivors(list(mutants_of(function)), OF_THE_GATES) == []
