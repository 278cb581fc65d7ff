"""Whom the shop vouches for, and every way in which somebody else might pretend to be the shop."""

import time

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gateway.customer_tokens import CustomerTokens
from gateway.errors import BadToken
from gateway.shop_keys import FixedKeys, parse_keys
from tests.gateway.shop_signing import describe

SECRET = "k" * 32
RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC_KEY = ec.generate_private_key(ec.SECP256R1())


def pem(key):
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


@pytest.fixture(scope="module")
def tokens():
    described = describe(shared=("HS256", SECRET), rsa=("RS256", pem(RSA_KEY)), ec=("ES256", pem(EC_KEY)))
    return CustomerTokens(FixedKeys(parse_keys(described, "test")))


def signed(kid="shared", key=SECRET, algorithm="HS256", headers=None, **changes):
    claims = {"sub": "customer-7", "aud": "deskbell", "exp": time.time() + 300, **changes}
    claims = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(claims, key, algorithm=algorithm, headers=headers or ({"kid": kid} if kid else None))


@pytest.mark.parametrize(
    ("kid", "key", "algorithm"),
    [("shared", SECRET, "HS256"), ("rsa", RSA_KEY, "RS256"), ("ec", EC_KEY, "ES256")],
)
def test_the_shops_signature_is_believed(tokens, kid, key, algorithm):
    assert tokens.customer_id(signed(kid, key, algorithm)) == "customer-7"


BAD = {
    "alg none": lambda: signed(key=None, algorithm="none"),
    "a wrong key": lambda: signed(key="x" * 32),
    "an unknown kid": lambda: signed(kid="other"),
    "no kid": lambda: signed(kid=None),
    "the kid of another key": lambda: signed(kid="rsa"),
    "another algorithm than the key's": lambda: signed(key="k" * 64, algorithm="HS512"),
    "expired": lambda: signed(exp=time.time() - 60),
    "no end": lambda: signed(exp=None),
    "an end in a day": lambda: signed(exp=time.time() + 86_400),
    "an end that is no time": lambda: signed(exp=10**400),
    "an end that never comes": lambda: signed(exp=float("inf")),
    "another audience": lambda: signed(aud="another-shop"),
    "no audience": lambda: signed(aud=None),
    "no customer": lambda: signed(sub=None),
    "an empty customer": lambda: signed(sub=""),
    "a long customer": lambda: signed(sub="c" * 129),
    "a customer with a NUL": lambda: signed(sub="c\0"),
    "a customer with a lone surrogate": lambda: signed(sub="c\ud800"),
    "not valid yet": lambda: signed(nbf=time.time() + 600),
    "never valid": lambda: signed(nbf=float("inf")),
    "issued never": lambda: signed(iat=float("inf")),
    "a deep header": lambda: f"{'W1tb' * 1000}.aa.aa",
    "no token": lambda: "",
    "rubbish": lambda: "a.b.c",
    "not ASCII": lambda: "ä.ö.ü",
}


@pytest.mark.parametrize("name", BAD)
def test_everything_else_is_refused(tokens, name):
    with pytest.raises(BadToken):
        tokens.customer_id(BAD[name]())


def test_a_public_key_is_no_shared_secret(tokens):
    """The classic confusion: HS256 with the public key's text as the secret."""
    import hashlib
    import hmac
    import json

    from jwt.utils import base64url_encode

    header = base64url_encode(json.dumps({"alg": "HS256", "kid": "rsa"}).encode())
    claims = {"sub": "c", "aud": "deskbell", "exp": time.time() + 60}
    signing_input = header + b"." + base64url_encode(json.dumps(claims).encode())
    signature = hmac.digest(pem(RSA_KEY).encode(), signing_input, hashlib.sha256)
    with pytest.raises(BadToken):
        tokens.customer_id((signing_input + b"." + base64url_encode(signature)).decode())
