"""Look-up codes of receipts: made by chance, read aloud over a counter or a telephone, typed in again by anybody.

Twenty characters in groups of four: nineteen drawn, over 80 bits, and one that tells a slip of the pen. Left out of the
alphabet is what Vietnamese ears or eyes take for another: B (P, 8), G and Z (D, 6, 2), I and Y, L, O, S (X, 5), U (V),
and the letters Vietnamese does not have. Nothing is known of a code from a code.
"""

import secrets
import unicodedata
from math import log2

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_37_36

ALPHABET = "0123456789ACDEHKMNPQRTVX"  # an even number of them, as the check character asks for (ISO 7064, M+1, M)
DRAWN = 19
LENGTH = DRAWN + 1
GROUP = 4
BITS = DRAWN * log2(len(ALPHABET))
LONGEST_TYPED = 100
_AS_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1", "Đ": "D"})


def new_code() -> str:
    """A code nobody can guess, with its check character, without marks between."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(DRAWN))
    return drawn + mod_37_36.calc_check_digit(drawn, ALPHABET)


def grouped(code: str) -> str:
    """A code as it is printed and read aloud."""
    return "-".join(code[place : place + GROUP] for place in range(0, len(code), GROUP))


def as_meant(typed: str) -> str:
    """What was typed, without case, blanks and dashes, and with O, I, L as the figures they stand for."""
    plain = unicodedata.normalize("NFKC", typed[:LONGEST_TYPED]).upper()
    return "".join(letter for letter in plain if letter.isalnum()).translate(_AS_MEANT)


def is_well_formed(code: str) -> bool:
    """Whether a code, as meant, has its length, its letters and its check character."""
    try:
        mod_37_36.validate(code, ALPHABET)
    except ValidationError:
        return False
    return len(code) == LENGTH
