"""Texts as people see them: what is stored of them, how they are compared and sorted, what paper
and XML can hold, texts of old encodings."""

from geodata.spelling.order import sort_key
from geodata.spelling.seen import fold, key
from geodata.spelling.stored import clean
from geodata.spelling.told import tellable

__all__ = ["clean", "fold", "key", "sort_key", "tellable"]
