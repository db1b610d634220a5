"""Carriers of China. Most have no address that takes a number, so the link goes to the lookup that people there use."""

from storefront.shipping.carriers.carrier import Carrier, likely, maybe, post, sure

_CN = ("CN",)
_FIND = "https://www.kuaidi100.com/chaxun?com={carrier}&nu={{number}}"


def _lookup(carrier: str) -> str:
    return _FIND.format(carrier=carrier)


CARRIERS = (
    Carrier(
        "sf", "SF Express", "顺丰速运", ("CN", "HK", "MO", "TW"),
        (sure(r"SF[0-9]{12,13}"), likely(r"(?:03|04|07|13|16|24|25|43|44|92|93|95|97)[0-9]{10}"), maybe(r"[0-9]{12}")),
        "https://www.sf-express.com/chn/sc/waybill/waybill-detail/{number}",
    ),
    Carrier(
        "yto", "YTO Express", "圆通速递", _CN,
        (sure(r"YT[0-9]{13}"), sure(r"YT[0-9A-Z]{13}"), likely(r"(?:80|88|99)[0-9]{16}"), likely(r"(?:D|G)[0-9]{11}"),
         maybe(r"8[0-9]{11}")),
        _lookup("yuantong"),
    ),
    Carrier(
        "zto", "ZTO Express", "中通快递", _CN,
        (likely(r"(?:73|75|76|78|79)[0-9]{12}"), sure(r"ZTO[0-9]{10,13}"), maybe(r"(?:4|5|6|7)[0-9]{11}")),
        "https://www.zto.com/express/expressCheck.html?txtBill={number}",
    ),
    Carrier(
        "sto", "STO Express", "申通快递", _CN,
        (sure(r"77[0-9]{13}"), sure(r"STO[0-9]{10,13}"), likely(r"(?:33|37|55|66|77|88)[0-9]{11}"),
         maybe(r"(?:22|40|77|88)[0-9]{10}")),
        _lookup("shentong"),
    ),
    Carrier(
        "yunda", "Yunda Express", "韵达快递", _CN,
        (sure(r"YD[0-9]{13,15}"), likely(r"(?:31|42|43|46)[0-9]{11,13}"), likely(r"(?:30|32|35|38|39|44|45|47)[0-9]{11}")),
        _lookup("yunda"),
    ),
    Carrier(
        "jd", "JD Logistics", "京东物流", _CN,
        (sure(r"JD[A-Z]{1,3}[0-9]{10,15}"), sure(r"JD[0-9]{11,13}"), likely(r"V[A-Z][0-9]{10,12}")),
        "https://www.jdl.com/orderSearch/?waybillCodes={number}",
    ),
    Carrier(
        "ems", "EMS China", "EMS 邮政特快", _CN,
        (post("CN", "E"), likely(r"1[0-3][0-9]{11}")),
        _lookup("ems"),
    ),
    Carrier(
        "chinapost", "China Post", "中国邮政", _CN,
        (post("CN", "A-DF-Z"), likely(r"(?:91|92|95|96|97|98|99)[0-9]{11}"), sure(r"(?:PA|PQ|SA|SB)[0-9]{11}"),
         maybe(r"9[0-9]{12}")),
        _lookup("youzhengguonei"),
    ),
    Carrier(
        "jt_cn", "J&T Express China", "极兔速递", _CN,
        (sure(r"JT[0-9]{13}"), sure(r"JTS[0-9]{10,13}"), likely(r"(?:55|56|58|59)[0-9]{14}")),
        _lookup("jtexpress"),
    ),
    Carrier(
        "best", "Best Express", "百世快递", ("CN", "TH", "VN", "MY"),
        (sure(r"BT[0-9]{13}"), likely(r"(?:A|B)[0-9]{12}"), likely(r"(?:50|55)[0-9]{12}")),
        _lookup("huitongkuaidi"),
    ),
    Carrier(
        "deppon", "Deppon Express", "德邦快递", _CN,
        (sure(r"DPK[0-9]{12}"), maybe(r"[0-9]{8,10}")),
        _lookup("debangkuaidi"),
    ),
    Carrier(
        "cainiao", "Cainiao", "菜鸟", (),
        (sure(r"LP[0-9]{14}"), sure(r"AE[0-9]{10}"), sure(r"CNG?[0-9]{14,20}")),
        "https://global.cainiao.com/newDetail.htm?mailNoList={number}",
    ),
)  # fmt: skip
