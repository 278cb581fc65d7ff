"""Loosening any rule of identity makes a test fail: the limits, and what the in-memory desk refuses."""

from types import FunctionType, ModuleType

import pytest

from conversations import attempt_limits, capabilities, in_memory_identity, in_memory_identity_record
from conversations.attempt_limits import CodesSent, Failures
from conversations.capabilities import Tier
from conversations.in_memory_identity import InMemoryIdentityDesk
from conversations.in_memory_identity_record import InMemoryAttempt, InMemoryIdentityRecord
from conversations.message_ids import require_order_number
from tests.conversations import (
    test_attempt_limits,
    test_capabilities,
    test_identity_attempts,
    test_identity_capabilities,
    test_one_time_codes,
)
from tests.conversations.mutants import mutants_of, mutants_of_number
from tests.conversations.quick_runs import failing_test
from tests.conversations.test_mutations import named, survivors

TESTS = [
    test_attempt_limits,
    test_capabilities,
    test_identity_attempts,
    test_identity_capabilities,
    test_one_time_codes,
]
RULES = [
    Failures.lock.fget,  # type: ignore[attr-defined]
    Failures.lock_address.fget,  # type: ignore[attr-defined]
    CodesSent.is_enough.fget,  # type: ignore[attr-defined]
    Tier.covers,
    attempt_limits.crowd_of,
    capabilities._rank,
    require_order_number,
    InMemoryAttempt.has_failed.fget,  # type: ignore[attr-defined]
    InMemoryIdentityRecord.failures,
    InMemoryIdentityRecord.in_vain,
    InMemoryIdentityRecord.code_of,
    InMemoryIdentityRecord.live_code,
    InMemoryIdentityRecord.codes_sent,
    InMemoryIdentityRecord.end_codes,
    InMemoryIdentityRecord.held,
    InMemoryIdentityDesk.begin_attempt,
    InMemoryIdentityDesk.accept_attempt,
    InMemoryIdentityDesk.issue_code,
    InMemoryIdentityDesk.try_code,
    InMemoryIdentityDesk._try_now,
    InMemoryIdentityDesk.pass_for,
    InMemoryIdentityDesk.revoke,
    InMemoryIdentityDesk._asked,
]
NUMBERS = [
    (attempt_limits, "MOST_IN_A_CONVERSATION"),
    (attempt_limits, "MOST_FROM_AN_ADDRESS"),
    (attempt_limits, "MOST_ON_AN_ORDER"),
    (attempt_limits, "MOST_CODES_AN_HOUR"),
    (attempt_limits, "MOST_CODES_A_DAY"),
    (in_memory_identity_record, "ADDRESS_COUNTS_FOR"),
    (in_memory_identity_record, "ORDER_COUNTS_FOR"),
    (in_memory_identity, "CODE_LASTS"),
    (in_memory_identity, "MOST_TRIES_OF_A_CODE"),
]


def test_the_tests_pass_where_nothing_is_loosened():
    assert failing_test(TESTS) is None


@pytest.mark.parametrize("function", named(RULES))
def test_loosening_a_rule_makes_a_test_fail(function: FunctionType):
    assert survivors(list(mutants_of(function)), TESTS) == []


@pytest.mark.parametrize(("module", "name"), NUMBERS)
def test_another_number_makes_a_test_fail(module: ModuleType, name: str):
    assert survivors(list(mutants_of_number(module, name)), TESTS) == []
