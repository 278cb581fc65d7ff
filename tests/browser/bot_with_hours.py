"""`python -m tests.browser.bot_with_hours`, in place of `python -m bot`."""

from tests.browser.hours import run_part

if __name__ == "__main__":
    run_part("bot")
