"""The Messenger channel of the gateway (docs/messenger.md). `channel.py` wires it."""
