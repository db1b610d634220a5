"""Carriers of the Americas."""

from storefront.shipping.carriers import check_digits
from storefront.shipping.carriers.carrier import Carrier, likely, maybe, post, sure

CARRIERS = (
    Carrier(
        "fedex", "FedEx", "联邦快递", (),
        (likely(r"[0-9]{12}", check_digits.fedex_express), likely(r"[0-9]{15}", check_digits.gs1),
         sure(r"96[0-9]{20}", check_digits.gs1_of_last_15), likely(r"61[0-9]{18}"), sure(r"(?:100[0-9]|96[23]2)[0-9]{30}")),
        "https://www.fedex.com/fedextrack/?trknbr={number}",
    ),
    Carrier(
        "usps", "USPS", "美国邮政", ("US",),
        (sure(r"9[1-5][0-9]{18}", check_digits.gs1), sure(r"9[1-5][0-9]{20}", check_digits.gs1),
         sure(r"9[1-5][0-9]{24}", check_digits.gs1), sure(r"420[0-9]{27}|420[0-9]{31}", check_digits.usps_with_zip),
         likely(r"(?:03|70|71|73|77|81)[0-9]{18}", check_digits.gs1), post("US")),
        "https://tools.usps.com/go/TrackConfirmAction?tLabels={number}",
    ),
    Carrier(
        "canadapost", "Canada Post", "加拿大邮政", ("CA",),
        (post("CA"), likely(r"[0-9]{16}", check_digits.gs1)),
        "https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor={number}",
    ),
    Carrier(
        "correios", "Correios", "巴西邮政", ("BR",),
        (post("BR"),),
        "https://rastreamento.correios.com.br/app/index.php?objetos={number}",
    ),
    Carrier(
        "mercadoenvios", "Mercado Envios", "Mercado Envios", ("BR", "AR", "MX", "CL", "CO", "UY"),
        (sure(r"(?:MEL|MLB|MLA|MLM)[0-9A-Z]{8,16}"), maybe(r"4[0-9]{10}")),
    ),
    Carrier(
        "loggi", "Loggi", "Loggi", ("BR",),
        (sure(r"(?:LGI|LOG)[0-9A-Z]{8,20}"), likely(r"LG[0-9A-Z]{8,16}")),
        "https://www.loggi.com/rastreador/{number}",
    ),
    Carrier(
        "estafeta", "Estafeta", "Estafeta", ("MX",),
        (likely(r"[0-9]{3}[0-9A-Z]{10}[0-9]{9}"), maybe(r"[0-9]{10}")),
        "https://cs.estafeta.com/es/Tracking/searchByGet?wayBillType=1&wayBill={number}",
    ),
    Carrier(
        "servientrega", "Servientrega", "Servientrega", ("CO", "EC", "PA", "PE"),
        (likely(r"[129][0-9]{9}"), maybe(r"[0-9]{9,12}")),
        "https://mobile.servientrega.com/WebSitePortal/RastreoEnvioDetalle.html?Guia={number}",
    ),
    Carrier(
        "oca", "OCA", "OCA", ("AR",),
        (likely(r"[0-9]{19}"),),
        "https://www5.oca.com.ar/ocaepakNet/Views/ConsultaTracking/TrackingConsult.aspx?numberTracking={number}",
    ),
    Carrier(
        "andreani", "Andreani", "Andreani", ("AR",),
        (sure(r"G0[0-9]{13}"), likely(r"36[0-9]{13}"), maybe(r"[0-9]{15}")),
        "https://www.andreani.com/#!/informacionEnvio/{number}",
    ),
    Carrier(
        "correoargentino", "Correo Argentino", "阿根廷邮政", ("AR",),
        (post("AR"),),
        "https://www.correoargentino.com.ar/formularios/e-commerce?id={number}",
    ),
)  # fmt: skip
