"""Where an expression stands, and so what the names in it stand for, as far as reading can tell."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from dialogue_lint.finding import Place
from dialogue_lint.speech.assignments import assignments
from dialogue_lint.speech.source import Function, Module, Source

_DEEPEST = 12
"""Calls within calls that are followed; far more than the actions have."""


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """An expression, to be read in its own scope."""

    expr: ast.expr
    scope: Scope

    @property
    def place(self) -> Place:
        return self.scope.module.place(self.expr)

    def of(self, expr: ast.expr) -> Value:
        """Another expression of the same scope."""
        return Value(expr, self.scope)


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """A function as one call enters it; without a function, the module itself."""

    source: Source
    module: Module
    function: Function | None = None
    owner: ast.ClassDef | None = None
    owner_module: Module | None = None
    arguments: Mapping[str, Value] = field(default_factory=dict)
    callers: tuple[Function, ...] = ()
    being_read: frozenset[ast.expr] = frozenset()
    """Assignments that are followed already: `steps = steps or [...]` is set from what stood there before."""

    def lookup(self, name: str) -> list[Value]:
        """What the name may be set to. Empty when reading can't tell."""
        if self.function is not None:
            local = [expr for expr in assignments(self.function).get(name, ()) if expr not in self.being_read]
            if local:
                return (
                    [self._reading(expr) for expr in local if expr is not None] if None not in local else []
                )
            if name in self.arguments:
                return [self.arguments[name]]
            if name in _parameters(self.function):
                return []
        found = self.source.find(self.module, name)
        if found is None or not isinstance(found[1], ast.expr):
            return []
        return [Value(found[1], Scope(self.source, found[0]))]

    def _reading(self, assigned: ast.expr) -> Value:
        return Value(assigned, replace(self, being_read=self.being_read | {assigned}))

    def entered_by(self, call: ast.Call) -> Scope | None:
        """The scope of the function of ours that this call enters; None for anybody else's."""
        target = self._callee(call.func)
        if target is None or target.function in self.callers or len(self.callers) > _DEEPEST:
            return None
        assert target.function is not None
        bound = dict(_bound(target.function, call, self, skips_self=target.owner is not None))
        callers = (*self.callers, target.function)
        return Scope(
            self.source, target.module, target.function, target.owner, target.owner_module, bound, callers
        )

    def method(self, name: str) -> Scope | None:
        """The method of `self`, not called yet."""
        if self.owner is None or self.owner_module is None:
            return None
        found = self.source.method(self.owner_module, self.owner, name)
        if found is None or not isinstance(found[1], Function):
            return None
        return Scope(self.source, found[0], found[1], self.owner, self.owner_module, callers=(found[1],))

    def _callee(self, func: ast.expr) -> Scope | None:
        match func:
            case ast.Name(id=name):
                return self._function(self.module, name)
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
                return self.method(name)
            case ast.Attribute(value=ast.Name(id=receiver), attr=name) if receiver in self.module.imports:
                module = self.source.module_named(self.module, receiver)
                return self._function(module, name) if module else self._of_any_class(name)
            case ast.Attribute(attr=name):
                return self._of_any_class(name)
        return None

    def _function(self, module: Module, name: str) -> Scope | None:
        found = self.source.find(module, name)
        if found is None or not isinstance(found[1], Function):
            return None
        return Scope(self.source, found[0], found[1])

    def _of_any_class(self, name: str) -> Scope | None:
        """A method of an object whose class can't be told, where only one class of ours has such a method."""
        found = self.source.only_method(name)
        if found is None:
            return None
        owner_module, function = found
        owners = (node for node in owner_module.definitions.values() if isinstance(node, ast.ClassDef))
        owner = next(node for node in owners if function in node.body)
        return Scope(self.source, owner_module, function, owner, owner_module)


def _parameters(function: Function) -> list[str]:
    arguments = function.args
    return [argument.arg for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]


def _bound(
    function: Function, call: ast.Call, caller: Scope, skips_self: bool
) -> Iterator[tuple[str, Value]]:
    """The parameters with what the call gives them, or with their defaults."""
    arguments = function.args
    positional = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
    inside = Scope(caller.source, caller.module)
    for name, default in zip(reversed(positional), reversed(arguments.defaults), strict=False):
        yield name, Value(default, inside)
    for argument, kw_default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if kw_default is not None:
            yield argument.arg, Value(kw_default, inside)
    is_static = any(
        isinstance(mark, ast.Name) and mark.id == "staticmethod" for mark in function.decorator_list
    )
    given = [expr for expr in call.args if not isinstance(expr, ast.Starred)]
    names = positional[1:] if skips_self and not is_static else positional
    yield from ((name, Value(expr, caller)) for name, expr in zip(names, given, strict=False))
    yield from ((word.arg, Value(word.value, caller)) for word in call.keywords if word.arg)
