"""A part that does nothing but what it is told: `python stand_in_part.py BEHAVIOUR`.

It appends its process id to `<behaviour>.pids`: so a test can see how often it was started, and who is left.
"""

import os
import signal
import sys
import time
from pathlib import Path

from conversations.process import announce_ready, exit_when_orphaned


def main(behaviour: str) -> None:
    exit_when_orphaned()
    with Path(f"{behaviour}.pids").open("a", encoding="ascii") as pids:
        pids.write(f"{os.getpid()}\n")
    if behaviour == "never_ready":
        sys.exit("the bell is broken")
    if behaviour == "wrongly_set":
        sys.stderr.write("The bell has no clapper. Hang one in.\n")
        sys.exit(2)
    if behaviour == "deaf":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if behaviour != "asleep":
        announce_ready()
    if behaviour == "short_lived":
        os._exit(3)
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main(sys.argv[1])
