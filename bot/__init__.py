"""What Rasa loads: the worker process, its policies, its NLU components and its slim runtime."""
