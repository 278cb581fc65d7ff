"""Loosened variants of a function: one comparison, condition, statement or number changed in each.

A mutant replaces the code of the function that runs, so whoever imported it before runs the mutant, too.
"""

import ast
import copy
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FunctionType, ModuleType
from typing import Any

_SWAPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
# Waking listeners and refusing what no database can hold have their own tests.
_OF_NO_RULE = re.compile(r"ring\(|require_storable")


@dataclass(frozen=True)
class Mutant:
    """`what` says what is different, with the line of the source; `put_in_place` is undone at its end."""

    what: str
    put_in_place: Callable[[], Any]


def mutants_of(function: FunctionType) -> Iterator[Mutant]:
    """Every variant of this function or method that differs in one place."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    _, first_line = inspect.getsourcelines(function)
    for at, node in enumerate(ast.walk(tree)):
        for what, replacement in _changes(node):
            changed = copy.deepcopy(tree)
            _Replace(list(ast.walk(changed))[at], replacement).visit(changed)
            where = f"{function.__qualname__}:{first_line + getattr(node, 'lineno', 1) - 1}"
            yield Mutant(f"{where}: {what}", _swapping(function, changed))


def mutants_of_number(module: ModuleType, name: str) -> Iterator[Mutant]:
    """The module's constant, a whole number or a span of time, a little larger and a little smaller."""
    value = getattr(module, name)
    unit = 1 if isinstance(value, int) else value.resolution
    for other in (value + unit, value - unit):
        yield Mutant(f"{module.__name__}.{name} = {other}", _setting(module, name, other))


def _changes(node: Any) -> Iterator[tuple[str, ast.AST]]:
    """What can be changed here, and what then stands in the node's place."""
    match node:
        case ast.If():
            yield f"not asked: if {ast.unparse(node.test)}", _with(node, test=ast.Constant(False))
        case ast.BoolOp():
            neutral = ast.Constant(isinstance(node.op, ast.And))
            for at, value in enumerate(node.values):
                kept = [*node.values[:at], neutral, *node.values[at + 1 :]]
                yield f"without: {ast.unparse(value)}", _with(node, values=kept)
        case ast.Compare(ops=[op]) if type(op) in _SWAPPED:
            yield f"turned round: {ast.unparse(node)}", _with(node, ops=[_SWAPPED[type(op)]()])
        case ast.Set() if len(node.elts) > 1:
            for at, element in enumerate(node.elts):
                kept = [*node.elts[:at], *node.elts[at + 1 :]]
                yield f"without: {ast.unparse(element)}", _with(node, elts=kept)
        case ast.UnaryOp(op=ast.Not()):
            yield f"without not: {ast.unparse(node)}", node.operand
        case ast.Expr(value=ast.Call()) | ast.Delete():
            if not _OF_NO_RULE.search(ast.unparse(node)):
                yield f"left out: {ast.unparse(node)}", ast.Pass()


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


class _Replace(ast.NodeTransformer):
    def __init__(self, target: ast.AST, replacement: ast.AST) -> None:
        self._target = target
        self._replacement = replacement

    def visit(self, node: ast.AST) -> Any:
        return self._replacement if node is self._target else self.generic_visit(node)


def _swapping(function: FunctionType, changed: ast.Module) -> Callable[[], Any]:
    @contextmanager
    def put_in_place() -> Iterator[None]:
        before = function.__code__
        function.__code__ = _code_of(changed, function.__name__)
        try:
            yield
        finally:
            function.__code__ = before

    return put_in_place


def _setting(module: ModuleType, name: str, value: object) -> Callable[[], Any]:
    @contextmanager
    def put_in_place() -> Iterator[None]:
        before = getattr(module, name)
        setattr(module, name, value)
        try:
            yield
        finally:
            setattr(module, name, before)

    return put_in_place


def _code_of(changed: ast.Module, name: str) -> Any:
    definition = changed.body[0]
    assert isinstance(definition, ast.FunctionDef)
    definition.decorator_list = []
    scope: dict[str, Any] = {}
    # Annotations and defaults are the original's; only its code is taken.
    definition.returns = None
    for argument in (*definition.args.args, *definition.args.kwonlyargs):
        argument.annotation = None
    definition.args.defaults = [ast.Constant(None) for _ in definition.args.defaults]
    definition.args.kw_defaults = [default and ast.Constant(None) for default in definition.args.kw_defaults]
    exec(compile(ast.fix_missing_locations(changed), f"<mutant of {name}>", "exec"), scope)
    return scope[name].__code__
