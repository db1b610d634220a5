"""Carriers of India."""

from storefront.shipping.carriers.carrier import Carrier, likely, maybe, post, sure

_IN = ("IN",)

CARRIERS = (
    Carrier(
        "delhivery", "Delhivery", "Delhivery", _IN,
        (likely(r"(?:1[0-9]|2[0-9]|3[0-9]|4[0-9])[0-9]{12}"), maybe(r"[0-9]{12,14}")),
        "https://www.delhivery.com/track-v2/package/{number}",
    ),
    Carrier(
        "bluedart", "Blue Dart", "蓝飞镖快递", _IN,
        (maybe(r"[0-9]{11}"), maybe(r"[0-9]{8,9}")),
        "https://www.bluedart.com/web/guest/trackdartresultthirdparty?trackFor=0&trackNo={number}",
    ),
    Carrier(
        "dtdc", "DTDC", "DTDC", _IN,
        (likely(r"[A-Z][0-9]{8}"), likely(r"[A-Z]{2}[0-9]{9}"), maybe(r"7[0-9]{11}")),
        "https://www.dtdc.in/tracking/tracking_results.asp?Ttype=awb_no&strCnno={number}",
    ),
    Carrier(
        "indiapost", "India Post", "印度邮政", _IN,
        (post("IN"),),
        "https://www.indiapost.gov.in/_layouts/15/dop.portal.tracking/trackconsignment.aspx",
    ),
    Carrier(
        "ecomexpress", "Ecom Express", "Ecom Express", _IN,
        (maybe(r"[0-9]{9,10}"),),
        "https://ecomexpress.in/tracking/?awb_field={number}",
    ),
    Carrier(
        "xpressbees", "XpressBees", "XpressBees", _IN,
        (likely(r"1[34][0-9]{12,13}"), maybe(r"[0-9]{14,15}")),
        "https://www.xpressbees.com/shipment/tracking?awbNo={number}",
    ),
    Carrier(
        "shadowfax", "Shadowfax", "Shadowfax", _IN,
        (sure(r"SF[0-9]{8,11}[A-Z]{2,4}"), sure(r"R[0-9]{8,11}(?:SFX|AJI|MYN)[A-Z]*")),
        "https://tracker.shadowfax.in/#/track?awb={number}",
    ),
)  # fmt: skip
