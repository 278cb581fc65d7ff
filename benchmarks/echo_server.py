"""The echo, as a process of its own: `python -m benchmarks.echo_server FD`, given a socket that listens."""

import socket
import sys
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from conversations.process import exit_when_orphaned

app: Sanic[Any, Any] = Sanic("echo")


@app.post("/")
async def echo(request: Request) -> HTTPResponse:
    return json(request.json)


if __name__ == "__main__":
    exit_when_orphaned()
    listening = socket.socket(fileno=int(sys.argv[1]))
    app.run(sock=listening, single_process=True, motd=False, access_log=False)
