"""Whether a text has letters or digits, of any script."""


def has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))
