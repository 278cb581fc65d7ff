"""What the log says of a library's trouble, and what it must not."""

import json
import logging
import sys

from gateway.logs import WithoutWords, lines_of


def failed(words):
    try:
        raise KeyError(words)
    except KeyError as exc:
        return exc, sys.exc_info()


def test_a_librarys_exception_leaves_its_type_and_its_path():
    exc, exc_info = failed("my words")
    record = logging.LogRecord("sanic.error", logging.ERROR, "/lib/app.py", 7, exc, None, exc_info)
    line = json.loads(WithoutWords().format(record))
    assert (line["event"], line["level"], line["at"]) == ("library.sanic.error", "error", "app.py:7")
    assert line["type"] == "KeyError"
    assert line["lines"][0].startswith("test_logs.py:")
    assert "my words" not in json.dumps(line)


def test_a_librarys_message_may_hold_words_and_is_left_out():
    message = 'not sent because of "%s"'
    record = logging.LogRecord("sanic.root", logging.WARNING, "app.py", 7, message, ("my words",), None)
    line = json.loads(WithoutWords().format(record))
    assert line["event"] == "library.sanic.root"
    assert "my words" not in json.dumps(line)


def test_lines_are_named_without_directories():
    exc, _ = failed("x")
    assert all("/" not in line for line in lines_of(exc))
