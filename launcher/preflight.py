"""Finds out before anything starts whether it could: nobody else runs here, and the ports are free."""

import errno
import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher.errors import AlreadyRunning, PortTaken


@contextmanager
def only_one_here(var: Path) -> Iterator[None]:
    """Holds this folder for the launcher until the end. Raises `AlreadyRunning`."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / "launcher.lock").open("a+", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            lock.seek(0)
            raise AlreadyRunning(
                f"Deskbell already runs from this folder (process {lock.read().strip()}): "
                "stop that one first, with Ctrl-C where it was started."
            ) from exc
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield


def check_port(host: str, port: int, setting: str) -> None:
    """Raises `PortTaken` when nobody could listen there; the message says which `setting` moves the port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As servers do: a connection that was closed a moment ago does not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as exc:
            raise PortTaken(_why(exc, host, port, setting)) from exc


def _why(problem: OSError, host: str, port: int, setting: str) -> str:
    if problem.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is used by another program: stop that one, or set {setting} "
            "to a free port, in .env or like this: "
            f"make run {setting}={port + 1 if port < 65535 else 8080}"
        )
    if problem.errno == errno.EACCES:
        return f"Port {port} needs more rights than this account has: set {setting} to 1024 or higher."
    return f"Nobody can listen on {host}, port {port} ({problem}): set {setting} or DESKBELL_HOST to another."
