"""Vietnamese words compared as people type them."""

import unicodedata


def fold(text: str) -> str:
    """Lower case without Vietnamese accents: `Đường N7` and `duong n7` are the same."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))
