"""A double of the platform: its Send API with the published limits and errors, and its deliveries.

The tests use it, and the demo shows it as a small phone, so that Messenger can be tried without an account.
"""
