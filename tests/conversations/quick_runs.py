"""Runs test functions on in-memory desks without pytest's machinery, hundreds of times a second."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product
from types import ModuleType
from typing import Any

from conversations.clock import HandClock
from conversations.desk import in_memory_desk, in_memory_identity
from conversations.in_memory_record import InMemoryRecord
from tests.conversations.proving import Office


def failing_test(modules: list[ModuleType]) -> str | None:
    """The name of the first test that fails; None when all of them pass."""
    for module in modules:
        for name, test in vars(module).items():
            if name.startswith("test_") and any(not _passes(module, test, case) for case in _cases(test)):
                return name
    return None


def _passes(module: ModuleType, test: Callable[..., None], case: dict[str, Any]) -> bool:
    given = _Given(module, dict(case))
    try:
        test(**{name: given.value_of(name) for name in inspect.signature(test).parameters})
    except (Exception, _failed_exception()):
        return False
    finally:
        given.clear_up()
    return True


def _failed_exception() -> type[BaseException]:
    import pytest

    return pytest.fail.Exception


def _cases(test: Callable[..., None]) -> Iterator[dict[str, Any]]:
    """Every combination of what `pytest.mark.parametrize` gives to this test."""
    marks = [mark for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize"]
    for chosen in product(*(mark.args[1] for mark in marks)):
        case: dict[str, Any] = {}
        for mark, values in zip(marks, chosen, strict=True):
            names = (
                [name.strip() for name in mark.args[0].split(",")]
                if isinstance(mark.args[0], str)
                else mark.args[0]
            )
            case.update(zip(names, [values] if len(names) == 1 else values, strict=True))
        yield case


@dataclass
class _Given:
    """What a test asks for by name: a case's value, an in-memory desk's part, or a fixture of its module."""

    module: ModuleType
    values: dict[str, Any]
    opened: list[Iterator[Any]] = field(default_factory=list)

    def value_of(self, name: str) -> Any:
        if name not in self.values:
            self.values[name] = self._made(name)
        return self.values[name]

    def clear_up(self) -> None:
        for fixture in self.opened:
            next(fixture, None)

    def _made(self, name: str) -> Any:
        if name == "clock":
            return HandClock()
        if name == "desk":
            return in_memory_desk(self.value_of("clock"))
        if name == "office":
            clock, record = self.value_of("clock"), InMemoryRecord()
            return Office(in_memory_desk(clock, record).journal, in_memory_identity(record, clock), clock)
        if name == "journal":
            return self.value_of("desk").journal
        if name == "conversation":
            return self.value_of("journal").open_conversation("widget")
        make = inspect.unwrap(getattr(self.module, name))
        made = make(**{needed: self.value_of(needed) for needed in inspect.signature(make).parameters})
        if not inspect.isgenerator(made):
            return made
        self.opened.append(made)
        return next(made)
