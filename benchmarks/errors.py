"""What can go wrong while measuring.

BenchmarkError
├── UnexpectedAnswer   the bot said something else than what is being measured
├── UnexpectedCrowd    there are more customers than have orders to ask about
├── NoAnswer           a message was not answered in a time in which anybody would have left
└── StreamEnded        the event stream was closed while somebody waited for an answer
"""


class BenchmarkError(Exception):
    """Nothing was measured: the run says why, and goes on with the next benchmark."""


class UnexpectedAnswer(BenchmarkError):
    pass


class UnexpectedCrowd(BenchmarkError):
    pass


class NoAnswer(BenchmarkError):
    pass


class StreamEnded(BenchmarkError):
    pass
