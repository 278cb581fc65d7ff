"""Whether an expression gives the customer something to pick, and what the picks mean."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from dialogue_lint.domain import Button
from dialogue_lint.speech.scope import Scope, Value
from dialogue_lint.speech.source import Function, Module, Source
from dialogue_lint.speech.texts import texts_of


def offers_choices(value: Value | None) -> bool:
    """False when it is empty in at least one case. What is worked out when the bot runs counts as filled."""
    if value is None:
        return False
    match value.expr:
        case ast.Constant(value=None):
            return False
        case ast.Tuple(elts=items) | ast.List(elts=items):
            return bool(items)
        case ast.Call(func=ast.Name(id="list" | "tuple"), args=[inner]):
            return offers_choices(value.of(inner))
        case ast.IfExp(body=body, orelse=orelse):
            return offers_choices(value.of(body)) and offers_choices(value.of(orelse))
        case ast.BoolOp(op=ast.Or(), values=values):
            return any(offers_choices(value.of(expr)) for expr in values)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return offers_choices(value.of(left)) or offers_choices(value.of(right))
        case ast.Name(id=name):
            return all(offers_choices(found) for found in value.scope.lookup(name))
    return True


def buttons_of(source: Source) -> Iterator[Button]:
    """Every `button(label, intent, entity=…)` and `ChoiceMeaning(intent, {entity: …})` in the code.

    A table whose name ends in `_INTENTS` or `_FAQ_SLUGS` holds what such calls are made of.
    """
    for module in source.modules.values():
        yield from _in_tables(module)
        for scope, call in calls_in(source, module):
            yield from _meant_by(call, scope)


def calls_in(source: Source, module: Module) -> Iterator[tuple[Scope, ast.Call]]:
    """Every call of a module with the scope that it stands in."""
    top = Scope(source, module)
    inside: dict[ast.AST, Scope] = {}
    for node in ast.walk(module.tree):
        scope = inside.get(node, top)
        if isinstance(node, Function):
            scope = Scope(source, module, node)
        inside.update(dict.fromkeys(ast.iter_child_nodes(node), scope))
        if isinstance(node, ast.Call):
            yield scope, node


def _in_tables(module: Module) -> Iterator[Button]:
    for name, table in module.definitions.items():
        for value in table.values if isinstance(table, ast.Dict) else ():
            if isinstance(value, ast.Constant) and name.endswith("_INTENTS"):
                yield Button(module.place(value), str(value.value), {})
            elif isinstance(value, ast.Constant) and name.endswith("_FAQ_SLUGS"):
                yield Button(module.place(value), "ask_question", {"faq_entry": str(value.value)})


def _meant_by(call: ast.Call, scope: Scope) -> Iterator[Button]:
    match call:
        case ast.Call(func=ast.Name(id="button") | ast.Attribute(attr="button"), args=[_, intent, *_]):
            entities = {word.arg: word.value for word in call.keywords if word.arg}
        case ast.Call(func=ast.Name(id="ChoiceMeaning"), args=[intent, *rest]):
            entities = dict(_entries(rest[0])) if rest else {}
        case _:
            return
    values = {name: _one_text(Value(expr, scope)) for name, expr in entities.items()}
    for text in texts_of(Value(intent, scope)).known:
        yield Button(scope.module.place(call), text.words, values)


def _entries(expr: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(expr, ast.Dict):
        for key, value in zip(expr.keys, expr.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield key.value, value


def _one_text(value: Value) -> str | None:
    texts = texts_of(value)
    return texts.known[0].words if len(texts.known) == 1 and not texts.unknown else None
