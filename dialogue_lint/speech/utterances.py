"""What an action says, in which words and with which choices, on every way through its code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dialogue_lint.finding import Place
from dialogue_lint.speech.choices import offers_choices
from dialogue_lint.speech.scope import Scope, Value
from dialogue_lint.speech.source import Function
from dialogue_lint.speech.texts import Texts, texts_of

_DISPATCHER = "dispatcher"
_WORDS = ("text", "response", "template")


@dataclass(frozen=True, slots=True)
class Utterance:
    """One message. `response` names the response that holds its words, if one does.

    `goes_on`: the same action always says more right after it.
    `is_apology`: said only after `except Exception`.
    """

    place: Place
    texts: Texts
    has_choices: bool
    goes_on: bool = False
    response: str | None = None
    is_apology: bool = False


def utterances_in(scope: Scope, goes_on: bool = False) -> Iterator[Utterance]:
    """Everything that a function says, itself and through the functions of ours that it calls."""
    if scope.function is not None:
        yield from _in_block(scope.function.body, scope, within=False, afterwards=goes_on)


def _in_block(body: list[ast.stmt], scope: Scope, within: bool, afterwards: bool) -> Iterator[Utterance]:
    """`within`: more is said later in this function; `afterwards`: more is said by its caller."""
    within = within and not isinstance(body[-1], ast.Return | ast.Raise)
    for index, statement in enumerate(body):
        more = within or any(_always_speaks(later, scope) for later in body[index + 1 :])
        for call in _calls(statement):
            yield from _in_call(call, scope, goes_on=more or afterwards)
        for block, is_apology in _blocks(statement):
            for said in _in_block(block, scope, more, afterwards):
                yield replace(said, is_apology=True) if is_apology else said


def _blocks(statement: ast.stmt) -> Iterator[tuple[list[ast.stmt], bool]]:
    """The blocks below a statement, and whether each runs only when something unforeseen happened."""
    parts = [statement, *getattr(statement, "handlers", []), *getattr(statement, "cases", [])]
    for part in parts:
        if isinstance(part, Function | ast.ClassDef):
            continue
        is_apology = isinstance(part, ast.ExceptHandler) and getattr(part.type, "id", "") == "Exception"
        for block in filter(None, (getattr(part, name, []) for name in ("body", "orelse", "finalbody"))):
            yield block, is_apology


def _calls(statement: ast.stmt) -> Iterator[ast.Call]:
    """The calls of a statement itself, without those of the blocks below it."""
    waiting: list[ast.AST] = [
        node for node in ast.iter_child_nodes(statement) if isinstance(node, ast.expr | ast.withitem)
    ]
    for node in waiting:
        waiting.extend(ast.iter_child_nodes(node))
        if isinstance(node, ast.Call):
            yield node


def _in_call(call: ast.Call, scope: Scope, goes_on: bool) -> Iterator[Utterance]:
    if isinstance(call.func, ast.Attribute) and call.func.attr == "utter_message":
        yield from _uttered(call, scope, goes_on)
        return
    if not _hands_dispatcher_on(call):
        return
    inside = scope.entered_by(call) or _passed_on(call, scope)
    if inside is not None:
        yield from utterances_in(inside, goes_on)
    elif not _is_recursive(call, scope):
        place = scope.module.place(call)
        yield Utterance(place, Texts(unknown=(place,)), has_choices=False, goes_on=goes_on)


def _uttered(call: ast.Call, scope: Scope, goes_on: bool) -> Iterator[Utterance]:
    given = {word.arg: Value(word.value, scope) for word in call.keywords if word.arg}
    if call.args:
        given["text"] = Value(call.args[0], scope)
    has_choices = offers_choices(given.get("buttons"))
    place = scope.module.place(call)
    if "text" in given:
        yield Utterance(place, texts_of(given["text"]), has_choices, goes_on)
    named = given.get("response") or given.get("template")
    if named is not None:
        for name in texts_of(named).known:
            yield Utterance(place, Texts(), has_choices, goes_on, response=name.words)


def _always_speaks(statement: ast.stmt, scope: Scope) -> bool:
    if not isinstance(statement, ast.Expr | ast.Assign | ast.AnnAssign | ast.Return):
        return False
    return any(_speaks(call, scope) for call in _calls(statement))


def _speaks(call: ast.Call, scope: Scope) -> bool:
    """Whether a call says something, now and then at least."""
    if isinstance(call.func, ast.Attribute) and call.func.attr == "utter_message":
        return bool(call.args) or any(word.arg in _WORDS for word in call.keywords)
    if not _hands_dispatcher_on(call):
        return False
    inside = scope.entered_by(call) or _passed_on(call, scope)
    if inside is None or inside.function is None:
        return not _is_recursive(call, scope)
    return any(isinstance(node, ast.Call) and _speaks(node, inside) for node in ast.walk(inside.function))


def _hands_dispatcher_on(call: ast.Call) -> bool:
    values = [*call.args, *(word.value for word in call.keywords)]
    return any(isinstance(value, ast.Name) and value.id == _DISPATCHER for value in values)


def _passed_on(call: ast.Call, scope: Scope) -> Scope | None:
    """`to_thread(self.speak, dispatcher, …)` is a call of `self.speak(dispatcher, …)`."""
    for index, argument in enumerate(call.args):
        if isinstance(argument, ast.Attribute | ast.Name):
            meant = ast.copy_location(ast.Call(argument, call.args[index + 1 :], []), call)
            inside = scope.entered_by(meant)
            if inside is not None:
                return inside
    return None


def _is_recursive(call: ast.Call, scope: Scope) -> bool:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    return any(function.name == name for function in scope.callers)
