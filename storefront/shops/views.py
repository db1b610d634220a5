"""Public pages of a shop."""

from storefront.shops import opening
from storefront.shops.doors import public_blueprint

bp = public_blueprint("shops", __name__)
bp.record_once(lambda state: opening.configure(state.app.config["MICROSTORE"]))
