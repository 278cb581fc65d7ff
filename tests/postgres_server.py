"""A real PostgreSQL for the tests: made empty, reached over its own Unix socket, thrown away at the end."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2

INSTALL = "PostgreSQL is missing. Type: sudo apt-get install postgresql"

# Nobody pulls the plug on a test database.
FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=200"


class PostgresServer:
    """One server; `fresh_database` hands out as many empty databases as there are tests."""

    def __init__(self) -> None:
        self._account = _account_that_may_run_postgres()
        self._directory = Path(tempfile.mkdtemp(prefix="deskbell-pg-"))
        self._data = self._directory / "data"
        self._databases = 0

    def start(self) -> None:
        if self._account:
            shutil.chown(self._directory, self._account)
        self._run("initdb", "--auth=trust", "--username=deskbell", "--encoding=UTF8", "--no-sync")
        socket_only = f"-c listen_addresses='' -c unix_socket_directories='{self._directory}'"
        log = str(self._directory / "log")
        self._run("pg_ctl", "start", "-w", "-t", "60", "-l", log, "-o", f"{socket_only} {FAST}")

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "-m", "immediate")
        shutil.rmtree(self._directory)

    @contextmanager
    def fresh_database(self) -> Iterator[str]:
        """The SQLAlchemy URL of a new, empty database; dropped afterwards, whoever is still connected."""
        self._databases += 1
        name = f"deskbell_{self._databases}"
        self._execute(f"CREATE DATABASE {name}")
        try:
            yield f"postgresql://deskbell@/{name}?host={self._directory}"
        finally:
            self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [_find(program), "-D", str(self._data), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self._directory,
            user=self._account,
        )

    def _execute(self, statement: str) -> None:
        connection = psycopg2.connect(host=str(self._directory), user="deskbell", dbname="postgres")
        connection.autocommit = True
        try:
            connection.cursor().execute(statement)
        finally:
            connection.close()


def _find(program: str) -> str:
    # Debian keeps them out of PATH, in one folder for each version.
    debian = max(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), default=None)
    found = shutil.which(program) or debian
    if found is None:
        raise FileNotFoundError(INSTALL)
    return str(found)


def _account_that_may_run_postgres() -> str | None:
    """PostgreSQL refuses to run as root, so root lends it another account."""
    if os.geteuid() != 0:
        return None
    known = {account.pw_name for account in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
