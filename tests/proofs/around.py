"""What stands around a part and does one thing otherwise."""


class Around:
    """Everything as the part behind it does it, but for what a subclass does otherwise."""

    def __init__(self, part) -> None:
        self._part = part

    def __getattr__(self, name: str):
        return getattr(self._part, name)
