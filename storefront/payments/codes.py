"""The QR code of a payment, as a picture that can be scanned, saved and opened in a bank app."""

from functools import lru_cache
from io import BytesIO

from storefront.payments import methods
from storefront.payments.models import Payment
from storefront.payments.rails import RailError


@lru_cache(256)
def png(text: str, level: str = "M") -> bytes:
    """A black-on-white PNG with a quiet zone of four modules. `level` is the error correction that the scheme asks for."""
    import qrcode  # here, because it takes the drawing library along, and most processes never draw a code

    levels = {"L": qrcode.ERROR_CORRECT_L, "M": qrcode.ERROR_CORRECT_M, "Q": qrcode.ERROR_CORRECT_Q, "H": qrcode.ERROR_CORRECT_H}
    code = qrcode.QRCode(error_correction=levels[level], box_size=8, border=4)
    code.add_data(text.encode(), optimize=0)
    out = BytesIO()
    code.make_image().save(out, format="PNG")
    return out.getvalue()


def text_of(payment: Payment, values: dict[str, str]) -> str | None:
    """What the payment's code says, or None where its method has no code."""
    details = methods.details_of(payment.method)
    if details is None or details.key == methods.BANK.key:
        return None
    try:
        return details.payload(values, payment.amount_minor, payment.currency, payment.label)
    except RailError:
        return None  # an amount that the scheme cannot carry: the page shows the details to type


def rows_of(payment: Payment, values: dict[str, str]) -> list[tuple[str, str]]:
    """(label, value) to type by hand."""
    details = methods.details_of(payment.method)
    if details is None:
        return []
    try:
        return details.copyable(values, payment.amount_minor, payment.currency, payment.label)
    except RailError:
        return []
