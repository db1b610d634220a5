"""Carriers of Europe, and those that work from there across the world."""

from storefront.shipping.carriers import check_digits
from storefront.shipping.carriers.carrier import Carrier, likely, maybe, post, sure

_WIDE = ("AT", "BE", "BG", "CH", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
         "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK")  # fmt: skip

CARRIERS = (
    Carrier(
        "dhl", "DHL Express", "DHL 国际快递", (),
        (sure(r"JD[0-9]{18}"), sure(r"JVGL[0-9]{10,20}"), sure(r"JJD0[0-9]{9,11}"), likely(r"GM[0-9]{16,20}"),
         maybe(r"[0-9]{10}", check_digits.mod_7)),
        "https://www.dhl.com/global-en/home/tracking.html?tracking-id={number}&submit=1",
    ),
    Carrier(
        "dhl_de", "DHL Paket", "DHL 德国包裹", ("DE", "AT"),
        (sure(r"00340[0-9]{15}", check_digits.gs1), sure(r"JJD[0-9]{15,20}"), post("DE"),
         maybe(r"[0-9]{12}", check_digits.identcode)),
        "https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode={number}",
    ),
    Carrier(
        "hermes", "Hermes", "Hermes 德国", ("DE", "AT"),
        (sure(r"H[0-9]{19}"), maybe(r"[0-9]{14}"), maybe(r"[0-9]{16}")),
        "https://www.myhermes.de/empfangen/sendungsverfolgung/sendungsinformation#{number}",
    ),
    Carrier(
        "evri", "Evri", "Evri", ("GB",),
        (sure(r"H[0-9]{4}[A-Z][0-9]{10}"), sure(r"[A-Z][0-9]{2}[A-Z]{3}[0-9]{10}"), likely(r"H[0-9A-Z]{15}"),
         maybe(r"[0-9]{16}")),
        "https://www.evri.com/track/parcel/{number}/details",
    ),
    Carrier(
        "dpd", "DPD", "DPD", _WIDE,
        (sure(r"[0-9]{27}[0-9A-Z]", check_digits.dpd), likely(r"[0-9]{14}[0-9A-Z]", check_digits.dpd), likely(r"0[0-9]{13}"),
         maybe(r"1[0-9]{13}")),
        "https://tracking.dpd.de/status/en_US/parcel/{number}",
    ),
    Carrier(
        "gls", "GLS", "GLS", _WIDE,
        (likely(r"Z[0-9A-Z]{7}"), maybe(r"[0-9]{11,12}"), maybe(r"(?=.*[A-Z])(?=.*[0-9])[0-9A-Z]{8}")),
        "https://gls-group.com/GROUP/en/parcel-tracking?match={number}",
    ),
    Carrier(
        "ups", "UPS", "UPS", (),
        (sure(r"1Z[0-9A-Z]{15}[0-9]", check_digits.ups), likely(r"T[0-9]{10}")),
        "https://www.ups.com/track?tracknum={number}",
    ),
    Carrier(
        "postnl", "PostNL", "荷兰邮政", ("NL", "BE"),
        (sure(r"3S[0-9A-Z]{11,13}"), post("NL")),
        "https://postnl.nl/tracktrace/?B={number}&D=NL&T=C",
    ),
    Carrier(
        "laposte", "La Poste / Colissimo", "法国邮政", ("FR",),
        (sure(r"[5-9][A-Z][0-9]{11}"), post("FR", "A-DF-WY-Z"), maybe(r"[0-9]{11,15}")),
        "https://www.laposte.fr/outils/suivre-vos-envois?code={number}",
    ),
    Carrier(
        "chronopost", "Chronopost", "Chronopost", ("FR",),
        (post("FR", "EX"), sure(r"X[A-Z][0-9]{9}(?:JB|TS|JF|EE)")),
        "https://www.chronopost.fr/tracking-no-cms/suivi-page?listeNumerosLT={number}",
    ),
    Carrier(
        "mondialrelay", "Mondial Relay", "Mondial Relay", ("FR", "BE", "ES", "LU", "NL", "PT", "IT"),
        (maybe(r"[0-9]{8}"), maybe(r"[0-9]{10}"), maybe(r"[0-9]{12}")),
        "https://www.mondialrelay.fr/suivi-de-colis/?numeroExpedition={number}",
    ),
    Carrier(
        "correos", "Correos", "西班牙邮政", ("ES",),
        (sure(r"P[A-Z0-9][A-Z0-9]{4}[0-9]{16}[A-Z]"), post("ES")),
        "https://www.correos.es/es/es/herramientas/localizador/envios/detalle?tracking-number={number}",
    ),
    Carrier(
        "posteitaliane", "Poste Italiane", "意大利邮政", ("IT",),
        (sure(r"[1-4]UW[0-9A-Z]{9,11}"), sure(r"(?:ZA|ZB)[0-9]{10,11}"), post("IT"), maybe(r"(?:61|65|68)[0-9]{10}")),
        "https://www.poste.it/cerca/index.html#/risultati-spedizioni/{number}",
    ),
    Carrier(
        "royalmail", "Royal Mail", "英国皇家邮政", ("GB",),
        (post("GB"), likely(r"32[0-9]{19}"), maybe(r"[0-9]{16}")),
        "https://www.royalmail.com/track-your-item#/tracking-results/{number}",
    ),
    Carrier(
        "inpost", "InPost", "InPost", ("PL", "GB", "IT", "FR", "ES", "PT", "BE", "NL", "LU"),
        (sure(r"[0-9]{24}"),),
        "https://inpost.pl/sledzenie-przesylek?number={number}",
    ),
    Carrier(
        "postnord", "PostNord", "北欧邮政", ("SE", "DK", "NO", "FI"),
        (post("SE"), post("DK"), sure(r"(?:00)?3[57]0[0-9]{15}", check_digits.gs1), likely(r"00[0-9]{18}", check_digits.gs1)),
        "https://tracking.postnord.com/en/tracking?id={number}",
    ),
    Carrier(
        "austrianpost", "Österreichische Post", "奥地利邮政", ("AT",),
        (likely(r"10[0-9]{20}"), post("AT"), maybe(r"[0-9]{16}")),
        "https://www.post.at/sv/sendungsdetails?snr={number}",
    ),
    Carrier(
        "swisspost", "Swiss Post", "瑞士邮政", ("CH", "LI"),
        (sure(r"9[89]\.?[0-9]{2}\.?[0-9]{6}\.?[0-9]{8}"), post("CH")),
        "https://www.post.ch/swisspost-tracking?formattedParcelCodes={number}",
    ),
)  # fmt: skip
