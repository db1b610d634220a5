"""What we know of the national schemes that a seller's own code may belong to.

A scheme is recognised by the identifier inside its account template (tags 26 to 51, sub-tag 00). `reference` is the sub-tag
of tag 62 that takes the order's reference, with the letters it allows; None where the scheme has no place for one.
`amount` is False where a code with an amount must also carry a date that expires, which a seller's own code cannot have:
there the code goes out as it is and the page asks the buyer to type the amount.
"""

from dataclasses import dataclass

ANY, PLAIN = r"A-Za-z0-9 \-", "A-Za-z0-9"


@dataclass(frozen=True, slots=True)
class Scheme:
    """One national scheme: identifiers in lower case, name as people know it."""

    identifiers: tuple[str, ...]
    name: str
    reference: str | None = "01"
    letters: str = ANY
    amount: bool = True
    country: str = ""  # only in codes of this country (tag 58), where an identifier is too plain to tell by itself


SCHEMES = (
    Scheme(("br.gov.bcb.pix",), "Pix", "05", PLAIN),
    Scheme(("a000000677010111", "a000000677010112", "a000000677010114"), "PromptPay", None),
    Scheme(("a000000727",), "VietQR", "08", "A-Za-z0-9 "),
    Scheme(("sg.paynow",), "PayNow"),
    Scheme(("id.co.qris.www",), "QRIS"),
    Scheme(("a0000006150001", "my.paynet"), "DuitNow"),
    Scheme(("ph.ppmi", "com.p2pqrpay", "ph.instapay"), "QR Ph"),
    Scheme(("hk.com.hkicl",), "FPS"),
    Scheme(("@",), "KHQR", None, amount=False, country="KH"),
    Scheme(("a005266284662577", "la.gov.bol", "bcel"), "LAO QR"),
    Scheme(("com.mmqr", "mm.com.mmqr"), "MMQR"),
    Scheme(("fonepay", "com.f1soft", "nepalpay"), "NepalPay"),
    Scheme(("lk.lankaqr", "0000000000000000lk"), "LANKAQR"),
    Scheme(("a000000524010100", "a000000524"), "Bharat QR"),
    Scheme(("com.bd.bangla", "bangla"), "Bangla QR"),
    Scheme(("pk.raast", "raast"), "Raast"),
    Scheme(("jp.or.paymentsjapan",), "JPQR"),
    Scheme(("kr.or.zeropay", "zeropay"), "ZeroPay"),
    Scheme(("com.ghipss", "ghqr"), "GhQR"),
    Scheme(("com.mercadolibre", "com.mercadopago"), "Mercado Pago"),
)

# ISO 4217 numbers that tag 53 may hold, for the countries where such codes hang on shop counters.
CURRENCIES = {
    "032": "ARS", "036": "AUD", "048": "BHD", "050": "BDT", "064": "BTN", "068": "BOB", "096": "BND", "104": "MMK",
    "116": "KHR", "124": "CAD", "144": "LKR", "152": "CLP", "156": "CNY", "170": "COP", "188": "CRC", "203": "CZK",
    "208": "DKK", "214": "DOP", "230": "ETB", "270": "GMD", "320": "GTQ", "324": "GNF", "340": "HNL", "344": "HKD",
    "348": "HUF", "356": "INR", "360": "IDR", "376": "ILS", "392": "JPY", "398": "KZT", "400": "JOD", "404": "KES",
    "410": "KRW", "414": "KWD", "417": "KGS", "418": "LAK", "422": "LBP", "446": "MOP", "458": "MYR", "462": "MVR",
    "480": "MUR", "484": "MXN", "496": "MNT", "498": "MDL", "504": "MAD", "512": "OMR", "516": "NAD", "524": "NPR",
    "554": "NZD", "558": "NIO", "566": "NGN", "578": "NOK", "586": "PKR", "598": "PGK", "600": "PYG", "604": "PEN",
    "608": "PHP", "634": "QAR", "643": "RUB", "646": "RWF", "682": "SAR", "694": "SLL", "702": "SGD", "704": "VND",
    "710": "ZAR", "748": "SZL", "752": "SEK", "756": "CHF", "764": "THB", "784": "AED", "788": "TND", "800": "UGX",
    "818": "EGP", "826": "GBP", "834": "TZS", "840": "USD", "858": "UYU", "860": "UZS", "901": "TWD", "925": "SLE",
    "928": "VES", "933": "BYN", "934": "TMT", "936": "GHS", "940": "UYI", "941": "RSD", "944": "AZN", "946": "RON",
    "949": "TRY", "950": "XAF", "952": "XOF", "967": "ZMW", "968": "SRD", "972": "TJS", "975": "BGN", "978": "EUR",
    "980": "UAH", "981": "GEL", "985": "PLN", "986": "BRL",
}  # fmt: skip
