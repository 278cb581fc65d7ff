"""One field of a mapping file: `number: bestellnr`, or more: `total: {column: summe, money: cents}`."""

from collections.abc import Mapping

from actions.orders.mapped_fields import CODE_LENGTHS, Field, Kind
from actions.orders.mapped_tables import MappedField, MappedJoin, Place
from actions.orders.marked_yaml import Marked

_OWN_COLUMN_ONLY = (
    "id",
    "number",
    "order",
    "parcel",
    "line",
    "customer_id",
    "placed_at",
    "version",
    "updated_at",
)
_PROOFS = ("email", "postcode", "customer_id")
_FORMS = {
    Kind.WORD: ("column", "always", "words"),
    Kind.TEXT: ("column", "always"),
    Kind.CURRENCY: ("column", "always", "words"),
    Kind.COUNTRY: ("column", "always", "words"),
    Kind.MONEY: ("column", "money"),
    Kind.COUNT: ("column", "always", "counted_by"),
    Kind.NUMBER: ("column", "prefix"),
}


def read_field(field: Field, part: Marked, joins: Mapping[str, MappedJoin], is_in_cents: bool) -> MappedField:
    """`is_in_cents`: how the file says that money is kept. Raises the file's error for the first mistake."""
    place = Place(part.path, part.node.start_mark.line + 1)
    if getattr(part.node, "id", "") != "mapping":
        join, column = _column(field, part, joins)
        if field.kind is Kind.WORD:
            raise part.mistake(f"{field.name} needs its words: {{column: {column}, words: {{…: …}}}}")
        return MappedField(field, place, column, join, is_in_cents=is_in_cents)
    entries = _entries(field, part)
    if "always" in entries:
        return MappedField(field, place, always=_always(field, entries["always"]))
    source = entries.get("counted_by") or entries["column"]
    join, column = _column(field, source, joins)
    return MappedField(
        field,
        place,
        column,
        join,
        words=_words(field, entries["words"]) if "words" in entries else None,
        prefix=entries["prefix"].text() if "prefix" in entries else "",
        is_in_cents=entries["money"].word("decimal", "cents") == "cents"
        if "money" in entries
        else is_in_cents,
        is_counted="counted_by" in entries,
    )


def _entries(field: Field, part: Marked) -> Mapping[str, Marked]:
    entries, known = part.entries(), _FORMS.get(field.kind, ("column",))
    for name, entry in entries.items():
        if name not in known:
            raise entry.mistake(
                f"{field.name} has no {name!r}. Use one of: {', '.join(known)}.", at_name=True
            )
    given = [name for name in ("column", "always", "counted_by") if name in entries]
    if len(given) != 1:
        ways = " or ".join(name for name in ("column", "always", "counted_by") if name in known)
        raise part.mistake(f"{field.name} needs one of: {ways}.", at_name=True)
    if field.kind is Kind.WORD and given == ["column"] and "words" not in entries:
        raise part.mistake(
            f"{field.name} has no 'words'. Say what each word of its column means.", at_name=True
        )
    return entries


def _column(field: Field, part: Marked, joins: Mapping[str, MappedJoin]) -> tuple[str, str]:
    """The name of the join, empty for none, and that of the column."""
    text = part.text()
    join, dot, column = text.rpartition(".")
    if not column or (dot and not join):
        raise part.mistake(f"{field.name} names no column. Write its name, or list it under absent.")
    if join and join not in joins:
        raise part.mistake(
            f"There is no join {join!r} here. Add it under joins, or name a column of the table."
        )
    if join and field.name in _OWN_COLUMN_ONLY:
        raise part.mistake(f"{field.name} must be a column of the table itself, not of a joined one.")
    return join, column


def _always(field: Field, part: Marked) -> str:
    if field.name in _PROOFS:
        raise part.mistake(f"{field.name} proves whose an order is, so it can't be the same for all.")
    if field.words is not None:
        return part.word(*field.words)
    text = _code(field, part)
    if not text or (field.kind is Kind.COUNT and not (text.isascii() and text.isdigit() and len(text) < 10)):
        raise part.mistake(f"{field.name} can't always be {text!r}.")
    return text


def _words(field: Field, part: Marked) -> Mapping[str, str]:
    entries = part.entries()
    if not entries:
        raise part.mistake("words must name at least one word.")
    if field.words is None:
        return {word: _code(field, meaning) for word, meaning in entries.items()}
    return {word: meaning.word(*field.words) for word, meaning in entries.items()}


def _code(field: Field, part: Marked) -> str:
    """A text; for a currency or a country its code, in capitals."""
    text = part.text()
    length = CODE_LENGTHS.get(field.kind)
    if length and not (len(text) == length and text.isascii() and text.isupper()):
        raise part.mistake(
            f"{field.name} can't be {text!r}. Use {length} capital letters, such as {_SUCH[length]}."
        )
    return text


_SUCH = {2: "DE", 3: "EUR"}
