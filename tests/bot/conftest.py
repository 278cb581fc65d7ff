"""Puts the slim runtime in place before a test here imports Rasa, whichever test is collected first."""

from bot import quiet_rasa

quiet_rasa.settle()
