"""What the local names of a function are set to."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache

from dialogue_lint.speech.source import Function

Assigned = tuple[ast.expr | None, ...]
"""None stands for an assignment that reading can't follow."""


@cache
def assignments(function: Function) -> Mapping[str, Assigned]:
    """By name. For the name of a loop it is what the loop goes through: one of its items, as by an index."""
    found: dict[str, Assigned] = {}
    for node in ast.walk(function):
        for name, value in _set_by(node):
            found[name] = (*found.get(name, ()), value)
    return found


def _set_by(node: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                yield from _targets(target, value)
        case (
            ast.AnnAssign(target=target, value=ast.expr() as value)
            | ast.NamedExpr(target=target, value=value)
        ):
            yield from _targets(target, value)
        case ast.For(target=target, iter=each) | ast.comprehension(target=target, iter=each):
            yield from _targets(target, each)
        case ast.AugAssign(target=ast.Name(id=name)):
            yield name, None


def _targets(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr | None]]:
    if isinstance(target, ast.Name):
        yield target.id, value
        return
    for node in ast.walk(target):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, None
