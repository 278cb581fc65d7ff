"""The gateway as a process of its own: what it says when it cannot start, and how it stops."""

import asyncio
import json
import os
import signal
import socket
import sys
from pathlib import Path

import aiohttp
import pytest

from conversations import schema
from conversations.process import READY_FILE
from tests.gateway.visiting import PATIENCE, Client, eventually

ROOT = Path(__file__).parent.parent.parent


def environment(directory, **settings):
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG"}}
    return {**kept, "DESKBELL_DEMO": "1", "DESKBELL_VAR": str(directory), "DESKBELL_PORT": "0", **settings}


async def start(directory, root=ROOT, **settings):
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "gateway",
        cwd=root,
        env=environment(directory, **settings),
        stderr=asyncio.subprocess.PIPE,
    )


async def sentence_of(process):
    """What the process says, and that it ended with exit code 2."""
    async with asyncio.timeout(PATIENCE):
        _, said = await process.communicate()
    assert process.returncode == 2
    return said.decode()


async def test_a_port_in_use_is_said_in_one_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        said = await sentence_of(await start(tmp_path, DESKBELL_PORT=port))
    assert said.count("\n") == 1
    assert port in said
    assert "DESKBELL_PORT" in said


@pytest.mark.parametrize(
    ("name", "value"), [("DESKBELL_PORT", "http"), ("DATABASE_URL", "mysql://x"), ("DESKBELL_SHOP_KEYS", "{")]
)
async def test_a_wrong_setting_is_said_in_one_sentence(tmp_path, name, value):
    said = await sentence_of(await start(tmp_path, **{name: value}))
    assert said.count("\n") == 1
    assert name in said


@pytest.fixture
def project(tmp_path):
    """A project of its own, with our code, cues and terms, and no script that can be served."""
    for package in ("gateway", "conversations", "actions"):
        (tmp_path / package).symlink_to(ROOT / package)
    (tmp_path / "data").mkdir()
    for file in ("cues.yml", "messenger.yml", "order_terms.yml"):
        (tmp_path / "data" / file).symlink_to(ROOT / "data" / file)
    (tmp_path / "web" / "widget").mkdir(parents=True)
    return tmp_path


async def test_scripts_that_do_not_join_are_said_in_one_sentence(project):
    (project / "web" / "widget" / "chat.js").write_text('import chat from "./panel.js";\n')
    said = await sentence_of(await start(project, root=project))
    assert said == 'chat.js can\'t be joined, because of this line: import chat from "./panel.js";\n'


async def test_a_mistake_in_the_file_of_cues_is_said_in_one_sentence(project):
    cues = project / "data" / "cues.yml"
    cues.unlink()
    cues.write_text("# Offer help to everybody.\nexit_intent:\n  is_on: true\n")
    said = await sentence_of(await start(project, root=project))
    assert said.count("\n") == 1
    assert "cues.yml:2:" in said
    assert "exit_intent" in said


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


async def test_it_starts_serves_on_sqlite_and_stops_when_told(tmp_path):
    schema.upgrade(f"sqlite:///{tmp_path}/deskbell.db")
    port, ready = free_port(), tmp_path / "ready"
    process = await start(tmp_path, DESKBELL_PORT=str(port), **{READY_FILE: str(ready)})
    try:
        await eventually(ready.exists)
        async with aiohttp.ClientSession() as session:
            visitor = await Client(session, f"http://127.0.0.1:{port}").open()
            stream = await visitor.stream()
            await visitor.say("hello", "a")
            assert (await stream.next()).data["text"] == "hello"
            process.send_signal(signal.SIGTERM)
            assert await stream.next() is None
        async with asyncio.timeout(PATIENCE):
            _, said = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode == 0
    assert b"hello" not in said
    assert all("event" in json.loads(line) for line in said.splitlines())
