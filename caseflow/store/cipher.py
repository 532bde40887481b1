"""Encryption of fields: AES-GCM bound to its row, and a blind index. The key is never in the database."""

import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

NONCE = 12


def key_id() -> str:
    """A short name of the key in use, so that a rotated key is told apart."""
    return hashlib.sha256(_key()).hexdigest()[:8]


def _key() -> bytes:
    key: bytes = current_app.config["VAULT_KEY"]
    return key


def encrypt(words: str, *, bound_to: str) -> bytes:
    """Cipher of a text that opens only under the same row's name ("table:column:key")."""
    return encrypt_bytes(words.encode(), bound_to=bound_to)


def decrypt(cipher: bytes, *, bound_to: str) -> str:
    """The text again; raises cryptography's InvalidTag if the row or the bytes are not the same."""
    return decrypt_bytes(cipher, bound_to=bound_to).decode()


def encrypt_bytes(content: bytes, *, bound_to: str) -> bytes:
    """Cipher of any content, bound like a text."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_key()).encrypt(nonce, content, bound_to.encode())


def decrypt_bytes(cipher: bytes, *, bound_to: str) -> bytes:
    """The content again; raises InvalidTag like `decrypt`."""
    return AESGCM(_key()).decrypt(cipher[:NONCE], cipher[NONCE:], bound_to.encode())


def blind_index(words: str, *, purpose: str) -> str:
    """A keyed digest by which an exact value is found without being kept."""
    return hmac.new(_key(), f"{purpose}:{words}".encode(), hashlib.sha256).hexdigest()
