"""Which text a journal can hold: Unicode without NUL (PostgreSQL) and without lone surrogates (UTF-8)."""


def is_storable(text: str) -> bool:
    if "\0" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def require_storable(*texts: str | None) -> None:
    """Raises `ValueError` for text that no adapter could store. The message does not repeat the text."""
    for text in texts:
        if text is not None and not is_storable(text):
            raise ValueError("Text with a NUL character or a lone surrogate cannot be stored.")
