"""The shop's help pages in plain Python: entries, where they come from, and which one answers a question."""
