"""Signing in."""

from flask import Blueprint

from storefront.accounts import codes

bp = Blueprint("accounts", __name__)
bp.policy = "public"
bp.record_once(lambda state: codes.configure(state.app.config["MICROSTORE"]))
