"""Reads the dialogue as it is written, without Rasa, and finds where it would leave a customer stranded.

`dialogue.py` gathers what there is; each module in `checks/` is one thing that may not happen.
"""
