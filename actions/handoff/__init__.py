"""When somebody from the team is there, and what a customer who waits can expect. Plain Python."""
