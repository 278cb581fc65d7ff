"""Every module of the package is imported by the action server, and by the gateway: that must do nothing."""

import subprocess
import sys

COMMAND = """
import pkgutil, socket, sqlite3, subprocess, sys, threading

def refuse(*_, **__):
    raise AssertionError("importing must not open or start anything")

socket.socket.connect = sqlite3.connect = subprocess.Popen.__init__ = threading.Thread.start = refuse
import actions.orders, actions.faq
for package in (actions.orders, actions.faq):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        __import__(module.name)
        print(module.name)
print("foreign:", sorted({"rasa", "rasa_sdk", "sanic", "conversations", "bot", "gateway"} & set(sys.modules)))
"""


def test_importing_every_module_opens_nothing_and_needs_no_framework() -> None:
    done = subprocess.run([sys.executable, "-c", COMMAND], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert "actions.orders.sql_order_book" in done.stdout
    assert "migrations" not in done.stdout
    assert done.stdout.splitlines()[-1] == "foreign: []"
