"""A worker that answers failures as soon as it has an answer: the control to the proof about their time.

`python -m tests.proofs.worker_without_floor`, in place of `python -m bot`.
"""

import sys
from datetime import timedelta

from bot import __main__ as worker
from bot import turn

if __name__ == "__main__":
    turn.SAME_TIME = timedelta(0)
    sys.exit(worker.main())
