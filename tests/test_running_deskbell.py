import json
import signal
import urllib.request

import pytest

pytestmark = [pytest.mark.model, pytest.mark.faults]


def asked(deskbell, path: str, body: object) -> int:
    request = urllib.request.Request(
        deskbell.url + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as answer:
        return answer.status


def test_a_conversation_can_be_opened_as_soon_as_everything_is_ready(deskbell):
    assert asked(deskbell, "/webhooks/widget/session", {}) == 201


@pytest.mark.parametrize("part", ["gateway", "actions", "bot"])
def test_a_killed_part_can_be_started_again(deskbell, part):
    before = deskbell.pid(part)
    deskbell.kill(part, signal.SIGKILL)
    deskbell.start_part(part)
    deskbell.wait_until_ready()
    assert deskbell.pid(part) != before
    assert asked(deskbell, "/webhooks/widget/session", {}) == 201
