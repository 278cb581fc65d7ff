"""`python -m tests.browser.actions_with_hours`, in place of `python -m actions`."""

from tests.browser.hours import run_part

if __name__ == "__main__":
    run_part("actions")
