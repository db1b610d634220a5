"""Carriers of South-East Asia. Several keep one site per country."""

from storefront.shipping.carriers.carrier import Carrier, likely, maybe, post, sure

CARRIERS = (
    Carrier(
        "jt", "J&T Express", "极兔速递国际", ("ID", "MY", "PH", "SG", "TH", "VN", "KH"),
        (sure(r"J[OPXZB][0-9]{10}"), sure(r"JT[A-Z]{0,3}[0-9]{10,12}"), likely(r"[68][0-9]{11}"), maybe(r"[0-9]{12}")),
        "https://www.jtexpress.my/tracking/{number}",
        {
            "ID": "https://jet.co.id/track",
            "PH": "https://www.jtexpress.ph/index/query/gzquery.html?bills={number}",
            "SG": "https://www.jtexpress.sg/index/query/gzquery.html?bills={number}",
            "TH": "https://www.jtexpress.co.th/service/track/{number}",
            "VN": "https://jtexpress.vn/vi/tracking?type=track&billcode={number}",
        },
    ),
    Carrier(
        "ninjavan", "Ninja Van", "能者物流", ("SG", "MY", "ID", "PH", "TH", "VN"),
        (sure(r"N(?:V|IN|INJ|JV|LV)[A-Z]{0,8}[0-9]{8,14}[A-Z0-9]{0,3}"), likely(r"[A-Z]{9}[0-9]{9}")),
        "https://www.ninjavan.co/en-sg/tracking?id={number}",
        {
            "ID": "https://www.ninjaxpress.co/en-id/tracking?id={number}",
            "MY": "https://www.ninjavan.co/en-my/tracking?id={number}",
            "PH": "https://www.ninjavan.co/en-ph/tracking?id={number}",
            "TH": "https://www.ninjavan.co/th-th/tracking?id={number}",
            "VN": "https://www.ninjavan.co/vi-vn/tracking?id={number}",
        },
    ),
    Carrier(
        "flash", "Flash Express", "闪电快递", ("TH", "MY", "PH", "LA"),
        (sure(r"TH[0-9]{4,12}[0-9A-Z]{2,8}[A-Z]"), sure(r"FLPH[0-9A-Z]{8,16}"), likely(r"(?:PH|MY|LA)[0-9]{9,12}[A-Z]{1,2}")),
        "https://www.flashexpress.com/fle/tracking?se={number}",
        {
            "MY": "https://www.flashexpress.my/fle/tracking?trackNumber={number}",
            "PH": "https://www.flashexpress.ph/fle/tracking?se={number}",
        },
    ),
    Carrier(
        "kerry", "KEX (Kerry Express)", "嘉里快递", ("TH", "HK", "KH", "VN", "MY"),
        (sure(r"K(?:EX|ER|BK|PC|LN)[A-Z]{0,4}[0-9]{8,13}"), likely(r"[A-Z]{4,6}[0-9]{9,12}")),
        "https://th.kex-express.com/th/track/?track={number}",
    ),
    Carrier(
        "thailandpost", "Thailand Post", "泰国邮政", ("TH",),
        (post("TH"),),
        "https://track.thailandpost.co.th/?trackNumber={number}",
    ),
    Carrier(
        "posmalaysia", "Pos Malaysia", "马来西亚邮政", ("MY",),
        (post("MY"), sure(r"PL[0-9]{12}")),
        "https://tracking.pos.com.my/tracking/{number}",
    ),
    Carrier(
        "singpost", "SingPost", "新加坡邮政", ("SG",),
        (post("SG"),),
        "https://www.singpost.com/track-items?trackingid={number}",
    ),
    Carrier(
        "ghn", "Giao Hàng Nhanh", "GHN 快递", ("VN",),
        (sure(r"GHN[0-9A-Z]{5,9}"), likely(r"[GL](?=[0-9A-Z]*[0-9])(?=[0-9A-Z]*[A-Z])[0-9A-Z]{5,8}"),
         maybe(r"(?=.*[A-Z])(?=.*[0-9])[0-9A-Z]{6,10}")),
        "https://donhang.ghn.vn/?order_code={number}",
    ),
    Carrier(
        "ghtk", "Giao Hàng Tiết Kiệm", "GHTK 快递", ("VN",),
        (sure(r"S[0-9]{5,10}\.[A-Z0-9.-]{5,30}"), maybe(r"[0-9]{9,11}")),
        "https://i.ghtk.vn/{number}",
    ),
    Carrier(
        "viettelpost", "Viettel Post", "Viettel Post", ("VN",),
        (sure(r"VTP[A-Z]*[0-9]{8,13}"), likely(r"1[0-9]{11,12}")),
        "https://viettelpost.com.vn/tra-cuu-hanh-trinh-don/",
    ),
    Carrier(
        "vnpost", "Vietnam Post", "越南邮政", ("VN",),
        (post("VN"),),
        "https://vnpost.vn/vi/tra-cuu-hanh-trinh-buu-pham?key={number}",
    ),
    Carrier(
        "jne", "JNE", "JNE 快递", ("ID",),
        (sure(r"(?:JNE|TJNE|CM|TLJ[CNR]|TLJB)[0-9A-Z]{8,14}"), likely(r"[0-9]{16}"), maybe(r"[0-9]{13,15}")),
        "https://www.jne.co.id/tracking-package",
    ),
    Carrier(
        "sicepat", "SiCepat", "SiCepat", ("ID",),
        (likely(r"00[0-9]{10}"),),
        "https://www.sicepat.com/checkAwb",
    ),
    Carrier(
        "lbc", "LBC Express", "LBC 快递", ("PH",),
        (likely(r"1[0-9]{11}"), maybe(r"[0-9]{12,14}")),
        "https://www.lbcexpress.com/track/?tracking_no={number}",
    ),
)  # fmt: skip
