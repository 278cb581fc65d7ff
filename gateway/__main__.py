"""Starts the gateway: `python -m gateway`."""

import sys

from conversations.process import exit_when_orphaned


def main() -> int:
    exit_when_orphaned()
    from gateway.start import run  # Slow to import: the watch over our parent has begun before.

    return run()


if __name__ == "__main__":
    sys.exit(main())
