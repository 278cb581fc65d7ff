"""The actions of the project: their names, what they say, and how they say that a turn may end."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dialogue_lint.finding import Place
from dialogue_lint.speech.scope import Scope
from dialogue_lint.speech.source import Function, Module, Source
from dialogue_lint.speech.utterances import Utterance, utterances_in

_ENDS = "ends"


@dataclass(frozen=True, slots=True)
class SpokenAction:
    """`ends` is its class attribute of that name: how the action ends a conversation, if it does.

    `explains` are the keys of the tables of sentences that its code looks into: the slots that it explains.
    """

    name: str
    place: Place
    utterances: tuple[Utterance, ...]
    ends: str | None
    explains: frozenset[str]

    @property
    def speaks(self) -> bool:
        """Whether it says anything when all goes well."""
        return any(not said.is_apology for said in self.utterances)


def actions_of(source: Source) -> Iterator[SpokenAction]:
    """Every class of the project whose `name` returns a text."""
    for module, owner in source.classes():
        name = _name(owner)
        if name is not None:
            yield _action(name, Scope(source, module, None, owner, module))


def _action(name: str, scope: Scope) -> SpokenAction:
    assert scope.owner is not None
    entries = list(_entries(scope))
    return SpokenAction(
        name=name,
        place=scope.module.place(scope.owner),
        utterances=tuple(dict.fromkeys(said for entry in entries for said in utterances_in(entry))),
        ends=_ending(scope.owner),
        explains=frozenset(key for entry in entries for key in _table_keys(entry)),
    )


def _entries(scope: Scope) -> Iterator[Scope]:
    """Where Rasa, or the base of our actions, calls into the class."""
    assert scope.owner is not None
    validators = [
        item.name
        for item in scope.owner.body
        if isinstance(item, Function) and item.name.startswith("validate_")
    ]
    for name in dict.fromkeys(["run", "speak", *validators]):
        entry = scope.method(name)
        if entry is not None:
            yield entry


def _name(owner: ast.ClassDef) -> str | None:
    for item in owner.body:
        match item:
            case ast.FunctionDef(name="name", body=[*_, ast.Return(value=ast.Constant(value=str(name)))]):
                return name
    return None


def _ending(owner: ast.ClassDef) -> str | None:
    """Of `ends = "goodbye"`, `ends: Ending = Ending.GOODBYE` and the like, the last word in small letters."""
    for item in owner.body:
        match item:
            case (
                ast.Assign(targets=[ast.Name(id=target)], value=value)
                | ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value)
            ) if target == _ENDS:
                word = value.value if isinstance(value, ast.Constant) else getattr(value, "attr", "")
                return str(word).lower()
    return None


def _table_keys(scope: Scope, seen: frozenset[Function] = frozenset()) -> Iterator[str]:
    if scope.function is None or scope.function in seen:
        return
    seen = seen | {scope.function}
    for node in ast.walk(scope.function):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            for value in scope.lookup(node.value.id):
                if isinstance(value.expr, ast.Dict):
                    yield from _text_keys(value.expr)
        elif isinstance(node, ast.Call):
            inside = scope.entered_by(node)
            if inside is not None:
                yield from _table_keys(inside, seen)


def _text_keys(table: ast.Dict) -> Iterator[str]:
    for key in table.keys:
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value


def constants_of(module: Module) -> Iterator[tuple[Place, str]]:
    """Every text in a module that is no docstring."""
    docstrings = {node.value for node in ast.walk(module.tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings:
            yield module.place(node), node.value


def filled_slots(source: Source) -> frozenset[str]:
    """The slots that some `SlotSet("name", value)` in the code fills."""
    nodes = (node for module in source.modules.values() for node in ast.walk(module.tree))
    return frozenset(_filled(nodes))


def _filled(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        match node:
            case ast.Call(func=ast.Name(id="SlotSet"), args=[ast.Constant(value=str(slot)), value]):
                if not (isinstance(value, ast.Constant) and value.value is None):
                    yield slot
