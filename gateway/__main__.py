"""Starts the gateway: `python -m gateway`."""

import os
import sys

from conversations.process import exit_when_orphaned


def main() -> int:
    exit_when_orphaned()
    from gateway.start import run  # Slow to import: the watch over our parent has begun before.

    return run()


if __name__ == "__main__":
    code = main()
    sys.stderr.flush()
    # Not sys.exit: a thread that waits for a database would hold the process. No transaction is cut short
    # that anybody was told of.
    os._exit(code)
