"""GTIN-8, -12, -13, -14 and GLN: the check digit of the GS1 General Specifications, section 7.9.

>>> is_valid("4006381333931")
True
>>> is_valid("4006381333932")
False
>>> comparable("96385074") == comparable("00000096385074")
True
"""

from stdnum import ean

GTIN_LENGTHS = frozenset({8, 12, 13, 14})
GLN_LENGTH = 13


def compact(text: str) -> str:
    """The digits without the blanks and hyphens that people print between them."""
    # The rest would only find that there is nothing to remove, and each line of an order asks several times.
    return text if text.isascii() and text.isdigit() else str(ean.compact(text))


def is_number(text: str) -> bool:
    """Whether it could be a GTIN at all: digits only, of one of the four lengths. Says nothing of the check digit."""
    digits = compact(text)
    return digits.isascii() and digits.isdigit() and len(digits) in GTIN_LENGTHS


def is_valid(text: str) -> bool:
    """Whether it is a GTIN whose check digit holds."""
    return is_number(text) and bool(ean.is_valid(text))


def is_valid_gln(text: str) -> bool:
    """Whether it is a global location number: 13 digits whose check digit holds."""
    return len(compact(text)) == GLN_LENGTH and is_valid(text)


def check_digit(digits: str) -> str:
    """The digit that belongs behind these digits."""
    return str(ean.calc_check_digit(digits))


def with_check_digit(text: str) -> str:
    """The number with its last digit replaced by the one that holds."""
    digits = compact(text)
    return digits[:-1] + check_digit(digits[:-1])


def comparable(text: str) -> str:
    """The number padded to 14 digits: a GTIN-12 and the GTIN-13 with a leading zero are the same item.

    Anything that is no GTIN is only compacted, so that it equals itself and nothing else.
    """
    digits = compact(text)
    return digits.zfill(14) if is_number(digits) else digits


def gtin_of_isbn(isbn: str) -> str:
    """The GTIN-13 of a valid ISBN, of ten digits or thirteen, or empty text."""
    digits = isbn.replace("-", "").replace(" ", "").upper()
    if len(digits) == 13 and digits.startswith(("978", "979")) and is_valid(digits):
        return digits
    if len(digits) != 10 or not (digits[:9].isascii() and digits[:9].isdecimal()) or digits[9] not in "0123456789X":
        return ""
    total = sum((10 - place) * int(digit) for place, digit in enumerate(digits[:9]))
    if (total + (10 if digits[9] == "X" else int(digits[9]))) % 11:
        return ""
    body = "978" + digits[:9]
    return body + check_digit(body)
