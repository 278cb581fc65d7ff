"""The sentences that an expression may turn out to be."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from dialogue_lint.finding import Place
from dialogue_lint.speech.scope import Value

_MOST_COMBINATIONS = 16
SOMETHING = "…"
"""Stands in a text where a value will be."""


@dataclass(frozen=True, slots=True)
class Text:
    place: Place
    words: str


@dataclass(frozen=True, slots=True)
class Texts:
    """`known` are the wordings that can be read; `unknown` is where others come from that can't be."""

    known: tuple[Text, ...] = ()
    unknown: tuple[Place, ...] = ()


def texts_of(value: Value) -> Texts:
    """Every wording that the expression may have, in the order in which they stand in the source."""
    match value.expr:
        case ast.Constant(value=str(words)):
            return Texts((Text(value.place, words),))
        case ast.Constant(value=None):
            return Texts()
        case ast.JoinedStr(values=parts):
            return _joined(value, [_piece(value.of(part)) for part in parts])
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _joined(value, [_piece(value.of(left)), _piece(value.of(right))])
        case ast.Name(id=name):
            return _any_of(value.scope.lookup(name), value)
        case ast.Call(func=ast.Attribute(value=inner, attr="format")):
            return texts_of(value.of(inner))
        case ast.ListComp(elt=inner) | ast.GeneratorExp(elt=inner):
            return texts_of(value.of(inner))
        case ast.Call():
            return _of_call(value)
        case ast.Subscript(value=inner) | ast.Attribute(value=inner, attr="text") | ast.Starred(value=inner):
            return texts_of(value.of(inner))
        case _:
            return _any_of([value.of(expr) for expr in _alternatives(value.expr)], value)


def _alternatives(expr: ast.expr) -> Iterable[ast.expr]:
    match expr:
        case ast.IfExp(body=body, orelse=orelse):
            return [body, orelse]
        case ast.BoolOp(values=values) | ast.Dict(values=values):
            return values
        case ast.Tuple(elts=items) | ast.List(elts=items):
            return items
    return []


def _any_of(values: Iterable[Value], origin: Value) -> Texts:
    """What `origin` may be, when it is one of `values`; without any, it can't be read."""
    found = [texts_of(value) for value in values]
    if not found:
        return _unknown(origin)
    known = dict.fromkeys(text for texts in found for text in texts.known)
    return Texts(tuple(known), tuple(dict.fromkeys(place for texts in found for place in texts.unknown)))


def _unknown(value: Value) -> Texts:
    return Texts(unknown=(value.place,))


def _of_call(value: Value) -> Texts:
    """What a function of ours returns; of a foreign one, the wordings that it is given to choose from."""
    assert isinstance(value.expr, ast.Call)
    given = [value.of(expr) for expr in (*value.expr.args, *(word.value for word in value.expr.keywords))]
    to_choose_from = [argument for argument in given if _is_collection(argument)]
    if to_choose_from:
        return _any_of(to_choose_from, value)
    inside = value.scope.entered_by(value.expr)
    if inside is None or inside.function is None:
        return _unknown(value)
    returned = [
        node.value for node in ast.walk(inside.function) if isinstance(node, ast.Return) and node.value
    ]
    return _any_of([Value(expr, inside) for expr in returned], value)


def _is_collection(value: Value) -> bool:
    match value.expr:
        case ast.Tuple(elts=items) | ast.List(elts=items):
            return bool(items)
        case ast.Dict(values=values):
            return bool(values)
        case ast.Subscript(value=inner):
            return _is_collection(value.of(inner))
        case ast.ListComp():
            return True
        case ast.Name(id=name):
            return any(_is_collection(found) for found in value.scope.lookup(name))
    return False


def _piece(value: Value) -> list[str]:
    """The wordings of a part of a sentence: it counts as something unknown when it can't be read."""
    inner = value.of(value.expr.value) if isinstance(value.expr, ast.FormattedValue) else value
    texts = texts_of(inner)
    return [SOMETHING] if texts.unknown or not texts.known else [text.words for text in texts.known]


def _joined(value: Value, pieces: list[list[str]]) -> Texts:
    return Texts(tuple(Text(value.place, words) for words in _combinations(pieces)))


def _combinations(pieces: list[list[str]]) -> Iterator[str]:
    for count, parts in enumerate(product(*pieces)):
        if count == _MOST_COMBINATIONS:
            return
        yield "".join(parts)
