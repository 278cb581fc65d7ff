"""The sentences that the worker says itself: the `Words(text, choices)` of `bot/replies.py`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from dialogue_lint.speech.choices import calls_in, offers_choices
from dialogue_lint.speech.scope import Value
from dialogue_lint.speech.source import Source
from dialogue_lint.speech.texts import texts_of
from dialogue_lint.speech.utterances import Utterance

REPLIES = "bot/replies.py"


def replies_of(source: Source) -> Iterator[Utterance]:
    for module in source.modules.values():
        if module.file != REPLIES:
            continue
        for scope, call in calls_in(source, module):
            if isinstance(call.func, ast.Name) and call.func.id == "Words":
                given = dict(
                    zip(("text", "choices"), (Value(expr, scope) for expr in call.args), strict=False)
                )
                given |= {word.arg: Value(word.value, scope) for word in call.keywords if word.arg}
                if "text" in given:
                    texts = texts_of(given["text"])
                    yield Utterance(module.place(call), texts, offers_choices(given.get("choices")))
