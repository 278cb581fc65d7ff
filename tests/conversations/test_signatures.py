import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.signatures import CallSigner

SIGNER = CallSigner.of("a secret of at least thirty-two letters")
NOW = 1_800_000_000.0


def test_a_signature_holds_for_its_body_and_its_minute():
    signature = SIGNER.sign(b"body", NOW)
    assert SIGNER.is_signed(b"body", signature, NOW + 59)


@pytest.mark.parametrize("seconds", [-3600, -62, 62, 3600])
def test_a_signature_from_another_time_is_refused(seconds):
    assert not SIGNER.is_signed(b"body", SIGNER.sign(b"body", NOW), NOW + seconds)


def test_another_key_another_body_and_another_moment_are_refused():
    signature = SIGNER.sign(b"body", NOW)
    moment, _, digest = signature.partition(".")
    assert not CallSigner.of("another secret, just as long as that one").is_signed(b"body", signature, NOW)
    assert not SIGNER.is_signed(b"other", signature, NOW)
    assert not SIGNER.is_signed(b"body", f"{int(moment) + 1}.{digest}", NOW)


@given(st.text(max_size=200))
def test_no_text_is_taken_for_a_signature(text):
    assert not SIGNER.is_signed(b"body", text, NOW)
