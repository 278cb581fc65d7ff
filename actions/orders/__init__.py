"""Orders in plain Python: what an order is, who may see it, what to say of it. No Rasa, no web framework."""
