"""The shop's keys: described in a setting, or in a file that changes while the gateway runs."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from conversations.errors import SettingError
from gateway.shop_keys import read_shop_keys
from tests.gateway.shop_signing import describe

SECRET = "k" * 32
KEY = ec.generate_private_key(ec.SECP256R1())
PRIVATE = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
PUBLIC = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def test_no_setting_means_no_keys():
    assert read_shop_keys("").find("a") is None


def test_a_key_is_found_by_its_id():
    keys = read_shop_keys(describe(a=("HS256", SECRET), b=("ES256", PUBLIC)))
    assert keys.find("a").algorithm == "HS256"
    assert keys.find("b").algorithm == "ES256"
    assert keys.find("c") is None


WRONG = {
    "no JSON": "{",
    "a key that is text": '{"a": "b"}',
    "no algorithm": '{"a": {"key": "x"}}',
    "something more": json.dumps({"a": {"alg": "HS256", "key": SECRET, "x": 1}}),
    "alg none": describe(a=("none", SECRET)),
    "a short secret": describe(a=("HS256", "short")),
    "a private key": describe(a=("ES256", PRIVATE)),
    "a public key of another kind": describe(a=("RS256", PUBLIC)),
    "no PEM": describe(a=("RS256", "x" * 40)),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_description_is_refused_in_one_sentence_without_the_key(name):
    with pytest.raises(SettingError) as raised:
        read_shop_keys(WRONG[name])
    assert str(raised.value).startswith("DESKBELL_SHOP_KEYS")
    assert SECRET not in str(raised.value)
    assert PRIVATE not in str(raised.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SettingError, match=r"keys\.json"):
        read_shop_keys(str(tmp_path / "keys.json"))


def replace_file(file, text):
    aside = file.with_suffix(".new")
    aside.write_text(text)
    aside.replace(file)


def test_keys_in_a_file_rotate_without_a_restart(tmp_path):
    file = tmp_path / "keys.json"
    file.write_text(describe(old=("HS256", SECRET)))
    keys = read_shop_keys(str(file))
    assert keys.find("old") is not None
    replace_file(file, describe(new=("HS256", SECRET)))
    assert keys.find("new") is not None
    assert keys.find("old") is None


def test_a_broken_change_keeps_the_keys_from_before(tmp_path):
    file = tmp_path / "keys.json"
    file.write_text(describe(old=("HS256", SECRET)))
    keys = read_shop_keys(str(file))
    replace_file(file, "{ half of it")
    assert keys.find("old") is not None
    file.unlink()
    assert keys.find("old") is not None
    replace_file(file, describe(new=("HS256", SECRET)))
    assert keys.find("new") is not None
