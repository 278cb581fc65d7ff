"""`python -m launcher.supervisord_process -c FILE`: supervisord that stops in order once the launcher is
gone, and whose parts know that it is the one they must not outlive.
"""

import os
import signal
import threading
import time

from supervisor.supervisord import main

from conversations.process import PARENT


def _stop_when_orphaned(launcher: int) -> None:
    while os.getppid() == launcher:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    watched = int(os.environ[PARENT])
    threading.Thread(target=_stop_when_orphaned, args=(watched,), daemon=True).start()
    os.environ[PARENT] = str(os.getpid())
    main()
