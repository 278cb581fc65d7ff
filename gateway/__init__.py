"""The only public process: HTTP in front of the journal. It knows nothing of the bot that answers."""
