"""Words within the platform's limits: nothing is lost, whatever the length, the letters and the choices."""

from hypothesis import given
from hypothesis import strategies as st

from gateway.messenger.double.checks import problem_with_message, taps_of
from gateway.messenger.words import length, messages, pieces, plainer

LETTERS = st.characters(codec="utf-8", exclude_characters="\0")
texts = st.text(LETTERS, min_size=1, max_size=400).filter(str.strip)
long_texts = st.lists(texts, min_size=1, max_size=30).map(" ".join)
labels = st.text(LETTERS, min_size=1, max_size=60).filter(str.strip)
choices = st.lists(labels, max_size=16).map(
    lambda found: [(f"id-{n}", label) for n, label in enumerate(found)]
)


def squeezed(text: str) -> str:
    return "".join(text.split())


def text_of(message) -> str:
    return message.get("text") or message["attachment"]["payload"].get("text", "")


@given(long_texts, choices, st.booleans(), st.integers(0, 16))
def test_the_platform_takes_whatever_we_make_of_words(text, choices, lasts, orders):
    ids = {f"id-{number}" for number in range(orders)}
    for message in messages(text, choices, orders=ids, lasts=lasts):
        assert problem_with_message({**message, "metadata": "deskbell:x"}) is None
        if (simple := plainer(message)) is not None:
            assert problem_with_message(simple) is None


@given(long_texts)
def test_no_letter_is_lost_when_a_text_is_cut(text):
    cut = pieces(text)
    assert squeezed("".join(cut)) == squeezed(text)
    assert all(length(piece) <= 2000 for piece in cut)


@given(texts, choices, st.booleans(), st.integers(0, 16))
def test_every_choice_can_be_tapped_or_read(text, choices, lasts, orders):
    sent = messages(text, choices, orders={f"id-{number}" for number in range(orders)}, lasts=lasts)
    tapped = {payload for message in sent for _, _, payload in taps_of(message)}
    read = squeezed(" ".join(map(text_of, sent)))
    for id_, label in choices:
        assert id_ in tapped or squeezed(label) in read


def test_a_long_text_is_cut_at_the_end_of_a_sentence():
    text = "This is a sentence of the answer. " * 100
    assert [piece[-1] for piece in pieces(text)] == [".", "."]


def test_a_text_without_any_blank_is_cut_all_the_same():
    assert [len(piece) for piece in pieces("x" * 4500)] == [2000, 2000, 500]


def test_short_choices_are_quick_replies():
    (message,) = messages("Which one?", [("a", "The boots"), ("b", "The bag")])
    assert [reply["title"] for reply in message["quick_replies"]] == ["The boots", "The bag"]
    assert [reply["payload"] for reply in message["quick_replies"]] == ["a", "b"]


def test_choices_of_a_notice_stay_where_they_are():
    (message,) = messages("Your order is on its way.", [("a", "Where is it?")], lasts=True)
    assert message["attachment"]["payload"]["template_type"] == "button"


def test_choices_with_long_labels_are_listed_and_numbered():
    (message,) = messages("What now?", [("a", "Report a missing parcel"), ("b", "Start a return")])
    assert message["text"] == "What now?\n\n1. Report a missing parcel\n2. Start a return"
    assert [reply["title"] for reply in message["quick_replies"]] == [
        "1. Report a missing…",
        "2. Start a return",
    ]


def test_a_long_label_is_cut_at_the_end_of_a_word_where_one_is_near():
    labels = ["How long does delivery take?", "How do returns work?", "Is Donaudampfschifffahrt known?"]
    (message,) = messages("What now?", [(label, label) for label in labels])
    titles = [reply["title"] for reply in message["quick_replies"]]
    assert titles == ["1. How long does…", "2. How do returns…", "3. Is Donaudampfsch…"]


def test_long_labels_that_begin_alike_are_told_apart_by_what_follows():
    labels = ["Send back the winter boots", "Send back the winter jacket", "Talk to a person"]
    (message,) = messages("What now?", [(label, label) for label in labels])
    assert [reply["title"] for reply in message["quick_replies"]] == [
        "1. …boots",
        "2. …jacket",
        "3. Talk to a person",
    ]


def test_orders_to_choose_from_are_cards():
    orders = [("a", "10042: Harbour boots and two more"), ("b", "10043: Rain jacket, on its way")]
    older = ("c", "Older orders")
    said, cards = messages("Which order?", [*orders, older], orders={"a", "b"})
    assert [reply["payload"] for reply in cards["quick_replies"]] == ["c"]
    assert said == {"text": "Which order?"}
    elements = cards["attachment"]["payload"]["elements"]
    assert [card["title"] for card in elements] == [label for _, label in orders]
    assert [card["buttons"][0]["payload"] for card in elements] == ["a", "b"]


def test_what_only_looks_like_an_order_is_no_card():
    labels = ["10042 steps to take every day", "10043 more of the same kind"]
    (message,) = messages("Which one?", [(label, label) for label in labels])
    assert "quick_replies" in message


def test_more_choices_than_there_is_room_for_are_all_named():
    many = [(f"id-{number}", f"Choice {number}") for number in range(16)]
    (message,) = messages("Which one?", many)
    assert all(label in message["text"] for _, label in many)
    assert len(message["quick_replies"]) == 13
