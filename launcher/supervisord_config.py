"""What supervisord is told: which commands there are, where their logs go, and how they are stopped."""

import resource
from collections.abc import Sequence
from pathlib import Path

from conversations.process import READY_FILE
from launcher.parts import Part

GROUP = "deskbell"
"""One group for all parts: supervisord stops groups one after the other, but the members of one together."""

GRACE_SECONDS = 3
"""How long a part may take to stop before it is killed; with all the rest, less than five."""

_MOST_OPEN_FILES = 8192  # each customer who reads along is an open file of the gateway


def supervisord_socket(var: Path) -> Path:
    return var / "run" / "supervisord.sock"


def supervisord_log(var: Path) -> Path:
    return var / "log" / "supervisord.log"


def supervisord_config(parts: Sequence[Part], var: Path) -> str:
    """The text of supervisord.conf. It names no folder of this machine unless `var` does."""
    return "\n".join([_supervisord(var), *(_program(part, var) for part in parts), _group(parts)])


def _supervisord(var: Path) -> str:
    _, hard_limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    open_files = (
        _MOST_OPEN_FILES if hard_limit == resource.RLIM_INFINITY else min(hard_limit, _MOST_OPEN_FILES)
    )
    return f"""\
[unix_http_server]
file={_literal(supervisord_socket(var))}
chmod=0600

[supervisord]
nodaemon=true
silent=true
logfile={_literal(supervisord_log(var))}
pidfile={_literal(var / "run" / "supervisord.pid")}
childlogdir={_literal(var / "log")}
minfds={open_files}
minprocs=1

[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
"""


def _program(part: Part, var: Path) -> str:
    # startsecs and startretries would judge by time alone; `supervision.py` judges by readiness.
    return f"""\
[program:{part.name}]
command={_literal(part.command)}
environment={READY_FILE}="{_literal(part.ready_file(var))}"
autostart=false
autorestart=false
startsecs=0
startretries=0
stopsignal=TERM
stopwaitsecs={GRACE_SECONDS}
stopasgroup=true
killasgroup=true
redirect_stderr=true
stdout_logfile={_literal(part.log(var))}
stdout_logfile_maxbytes=5MB
stdout_logfile_backups=3
"""


def _group(parts: Sequence[Part]) -> str:
    return f"[group:{GROUP}]\nprograms={','.join(part.name for part in parts)}\n"


def _literal(value: object) -> str:
    """`%` begins an expression in supervisord's files."""
    return str(value).replace("%", "%%")
