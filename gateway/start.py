"""The gateway as a process: settings, cues, database, files, port, signals.

Every problem at the start is one sentence and exit code 2.
"""

import asyncio
import os
import signal
import socket
import sys

import uvloop

from actions.orders.errors import OrderError
from conversations.cues import load_cues
from conversations.desk import open_desk
from conversations.environment import Environment
from conversations.errors import CueMistake, JournalUnavailable, RepliesMistake, SettingError
from conversations.process import announce_ready
from gateway.app import Gateway, build_gateway
from gateway.errors import ScriptsDoNotJoin
from gateway.logs import set_up_logs
from gateway.server import GatewayServer, listen_on
from gateway.settings import Settings, read_settings


async def serve(gateway: Gateway, finish_seconds: float, listening: socket.socket) -> None:
    """Serves until SIGTERM or SIGINT. Raises `SettingError` when Messenger does not know our credentials."""
    if gateway.messenger is not None:
        await gateway.messenger.check()
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    server = GatewayServer(gateway, finish_seconds)
    await server.start(listening)
    announce_ready()
    await stop.wait()
    await server.stop()


def run() -> int:
    """Runs until it is told to stop; returns the exit code."""
    set_up_logs()
    try:
        settings = read_settings(Environment(os.environ))
        cues = load_cues(settings.cues)
        desk = open_desk(settings.database_url)
        gateway = build_gateway(settings, desk, cues)
        listening = _listen(settings)
    except (
        SettingError,
        CueMistake,
        RepliesMistake,
        JournalUnavailable,
        OrderError,
        ScriptsDoNotJoin,
    ) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(serve(gateway, settings.finish_seconds, listening))
    except SettingError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    finally:
        desk.close()
    return 0


def _listen(settings: Settings) -> socket.socket:
    try:
        return listen_on(settings.host, settings.port)
    except OSError as exc:
        raise SettingError(
            f"Port {settings.port} on {settings.host} cannot be used ({exc.strerror}). "
            "Stop what uses it, or set DESKBELL_PORT to another one."
        ) from exc
