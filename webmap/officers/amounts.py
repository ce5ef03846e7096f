"""`/desk/amounts`: an amount that is being typed, said back: one reader, that of the server."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from geodata.checks.fields import LARGEST_AMOUNT
from geodata.checks.written import TWO_READINGS, TWO_UNITS, in_unit, written_amount
from geodata.errors import BadInput
from webmap.language.amount_words import amount_words
from webmap.language.formats import money_full
from webmap.language.i18n import language, say

bp = Blueprint("amounts", __name__)


@bp.get("/desk/amounts")
def said() -> ResponseReturnValue:
    """`said`: the amount in digits and in words, or both readings of what has two; nothing for
    what is no amount (yet). `amount` and `unit` as the form has them."""
    text, unit = request.args.get("amount", ""), request.args.get("unit", "dong")
    try:
        amount = written_amount(in_unit(text, unit), language())
    except BadInput as error:
        ambiguous = error.template in (TWO_READINGS, TWO_UNITS)
        return jsonify(said=say(error.template, error.params) if ambiguous else "")
    if not 0 <= amount <= LARGEST_AMOUNT:
        return jsonify(said="")
    words = _("%(amount)s đồng", amount=amount_words(amount))
    return jsonify(said=f"{money_full(amount)} — {words}")
