"""What the bot can do: thin Rasa actions by topic, over the plain packages `orders` and `faq`.

The action server imports every module below this package, so importing one never opens, reads or starts
anything.
"""
