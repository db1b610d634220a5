"""*Paste an address*: what people really paste becomes name, number and address, and doubt is admitted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storefront.checkout.addresses import Split, mobile_problem, region_of, split

HANGZHOU = "浙江省杭州市西湖区文三路90号"
PHONE = "138 0013 8000"

CHINESE = [
    # every order, every separator
    (f"张三，13800138000，{HANGZHOU}", "张三", PHONE, HANGZHOU),
    (f"张三 13800138000 {HANGZHOU}", "张三", PHONE, HANGZHOU),
    (f"13800138000 张三 {HANGZHOU}", "张三", PHONE, HANGZHOU),
    (f"13800138000，{HANGZHOU}，张三", "张三", PHONE, HANGZHOU),
    (f"{HANGZHOU} 张三 13800138000", "张三", PHONE, HANGZHOU),
    (f"{HANGZHOU}、13800138000、张三", "张三", PHONE, HANGZHOU),
    (f"{HANGZHOU}\n张三\n13800138000", "张三", PHONE, HANGZHOU),
    (f"张三；13800138000；{HANGZHOU}", "张三", PHONE, HANGZHOU),
    (f"张三|13800138000|{HANGZHOU}", "张三", PHONE, HANGZHOU),
    (f"  张三\t13800138000\r\n{HANGZHOU}。", "张三", PHONE, HANGZHOU),
    # nothing between
    (f"张三13800138000{HANGZHOU}", "张三", PHONE, HANGZHOU),
    (f"{HANGZHOU}13800138000张三", "张三", PHONE, HANGZHOU),
    (f"{HANGZHOU}3幢502室张三13800138000", "张三", PHONE, f"{HANGZHOU}3幢502室"),
    (f"张三丰{HANGZHOU}13800138000", "张三丰", PHONE, HANGZHOU),
    # labels
    (f"收货人：张三\n电话：13800138000\n地址：{HANGZHOU}", "张三", PHONE, HANGZHOU),
    (f"收货人:张三 电话:13800138000 地址:{HANGZHOU}", "张三", PHONE, HANGZHOU),
    (f"姓名 张三 电话 13800138000 地址 {HANGZHOU}", "张三", PHONE, HANGZHOU),
    (f"地址：{HANGZHOU}\n联系方式：13800138000\n联系人：张三", "张三", PHONE, HANGZHOU),
    (f"【收货人】张三 【手机】13800138000 【地址】{HANGZHOU}", "张三", PHONE, HANGZHOU),
    ("收件人：欧阳修\n手机号码：+86 138-0013-8000\n所在地区：浙江省杭州市西湖区\n详细地址：文三路90号", "欧阳修", PHONE, HANGZHOU),
    ("收件人：张三\n手机号码：13800138000\n所在地区：浙江省 杭州市 西湖区\n详细地址：文三路90号\n邮政编码：310012", "张三", PHONE,
     "浙江省 杭州市 西湖区文三路90号"),
    (f"姓名：\n张三\n电话：\n13800138000\n地址：\n{HANGZHOU}", "张三", PHONE, HANGZHOU),
    # how numbers are written
    (f"张三 138-0013-8000 {HANGZHOU}", "张三", PHONE, HANGZHOU),
    (f"张三 138 0013 8000 {HANGZHOU}", "张三", PHONE, HANGZHOU),
    (f"张三 1380-013-8000 {HANGZHOU}", "张三", PHONE, HANGZHOU),
    (f"张三 138 001 38000 {HANGZHOU}", "张三", PHONE, HANGZHOU),
    (f"张三，+86 13800138000，{HANGZHOU}", "张三", PHONE, HANGZHOU),
    (f"张三，86-13800138000，{HANGZHOU}", "张三", PHONE, HANGZHOU),
    (f"张三，（+86）13800138000，{HANGZHOU}", "张三", PHONE, HANGZHOU),
    (f"张三，008613800138000，{HANGZHOU}", "张三", PHONE, HANGZHOU),
    (f"张三，１３８００１３８０００，{HANGZHOU}", "张三", PHONE, HANGZHOU),
    (f"\u202a13800138000\u202c 张三 {HANGZHOU}", "张三", PHONE, HANGZHOU),
    ("何先生，020-38888888，广东省广州市天河区体育西路103号", "何先生", "020 3888 8888", "广东省广州市天河区体育西路103号"),
    # names
    (f"欧阳 13800138000 {HANGZHOU}", "欧阳", PHONE, HANGZHOU),
    (f"欧阳小花 13800138000 {HANGZHOU}", "欧阳小花", PHONE, HANGZHOU),
    (f"{HANGZHOU} 司马光 收 13800138000", "司马光", PHONE, HANGZHOU),
    (f"{HANGZHOU} 张三（收） 13800138000", "张三", PHONE, HANGZHOU),
    (f"陈小姐 13800138000 {HANGZHOU}", "陈小姐", PHONE, HANGZHOU),
    (f"王阿姨，{HANGZHOU}，13800138000", "王阿姨", PHONE, HANGZHOU),
    (f"阿卜杜拉·买买提 13800138000 {HANGZHOU}", "阿卜杜拉·买买提", PHONE, HANGZHOU),
    (f"Lin Mei 13800138000 {HANGZHOU}", "Lin Mei", PHONE, HANGZHOU),
    (f"{HANGZHOU}，Tony Wang，13800138000", "Tony Wang", PHONE, HANGZHOU),
    ("陳大文 13800138000 上海市徐匯區淮海中路999號", "陳大文", PHONE, "上海市徐匯區淮海中路999號"),
    # numbers that are not phones, names that are not people
    ("浙江省杭州市西湖区古墩路1388号1388文创园 王五 13912345678", "王五", "139 1234 5678", "浙江省杭州市西湖区古墩路1388号1388文创园"),
    ("浙江省杭州市西湖区文三路90号13幢13楼1313室 孙悟空 13131313131", "孙悟空", "131 3131 3131", f"{HANGZHOU}13幢13楼1313室"),
    ("北京市朝阳区建国路88号SOHO现代城18-3-502 张三 13800138000", "张三", PHONE, "北京市朝阳区建国路88号SOHO现代城18-3-502"),
    ("萧山 张三 13800138000 浙江省杭州市萧山区市心路1号", "张三", PHONE, "萧山浙江省杭州市萧山区市心路1号"),
    ("张三 浙江 杭州 余杭 仓前街道 文一西路969号 13800138000", "张三", PHONE, "浙江杭州余杭仓前街道文一西路969号"),
    ("张三 13800138000 浙江省 杭州市 余杭区 仓前街道 文一西路969号", "张三", PHONE, "浙江省杭州市余杭区仓前街道文一西路969号"),
    ("李女士,86-13912345678,江苏省 苏州市 工业园区 星湖街 328号 5-302 ,215000", "李女士", "139 1234 5678",
     "江苏省苏州市工业园区星湖街328号5-302"),
    (f"浙江省杭州市西湖区 {HANGZHOU} 张三 13800138000", "张三", PHONE, HANGZHOU),
    (f"您好，寄 张三 13800138000 {HANGZHOU} 谢谢", "张三", PHONE, HANGZHOU),
    (f"{HANGZHOU} 收货人张三 13800138000", "张三", PHONE, HANGZHOU),
    (f"张三 手机13800138000 地址{HANGZHOU}", "张三", PHONE, HANGZHOU),
    (f"地址：{HANGZHOU} 张三 13800138000", "张三", PHONE, HANGZHOU),
    (f"张三（先生） 13800138000 {HANGZHOU}", "张三(先生)", PHONE, HANGZHOU),
    (f"{HANGZHOU}，张三，收，13800138000", "张三", PHONE, HANGZHOU),
    (f"张三(13800138000){HANGZHOU}", "张三", PHONE, HANGZHOU),
    (f"{HANGZHOU}(13800138000 张三)", "张三", PHONE, HANGZHOU),
    (f"3、张三 13800138000 {HANGZHOU}", "张三", PHONE, HANGZHOU),
    (f"寄件人：李四 13900139000\n收件人：张三 13800138000\n地址：{HANGZHOU}", "张三", PHONE, HANGZHOU),
    (f"杭州某某科技有限公司 张三 13800138000 {HANGZHOU}", "张三", PHONE, f"杭州某某科技有限公司{HANGZHOU}"),
    ("张三 13800138000 上海市浦东新区张江路1号(放菜鸟驿站)", "张三", PHONE, "上海市浦东新区张江路1号(放菜鸟驿站)"),
]  # fmt: skip

WESTERN = [
    ("John Smith\n12 High Street\nLondon\nSW1A 1AA\n07400 123456", None, "GB", "John Smith", "07400 123456", "12 High Street, London, SW1A 1AA"),
    ("John Smith, 12 High Street, London SW1A 1AA, 07400 123456", None, "GB", "John Smith", "07400 123456", "12 High Street, London SW1A 1AA"),
    ("Mr. John Smith\nFlat 4B\n27 Baker Street\nLondon NW1 6XE\nUK\nMobile: +44 (0)7400 123456", None, "GB", "Mr. John Smith",
     "07400 123456", "Flat 4B, 27 Baker Street, London NW1 6XE"),
    ("John Smith 12 High Street London SW1A 1AA 07400 123456", None, "GB", "John Smith", "07400 123456", "12 High Street London SW1A 1AA"),
    ("12 High Street, London SW1A 1AA, John Smith, 07400 123456", None, "GB", "John Smith", "07400 123456", "12 High Street, London SW1A 1AA"),
    ("07400 123456\nJohn Smith\n12 High Street\nLondon SW1A 1AA", "GB", "GB", "John Smith", "07400 123456", "12 High Street, London SW1A 1AA"),
    ("Jane Doe\n350 5th Ave, Apt 12B\nNew York, NY 10118\n(212) 555-0123", None, "US", "Jane Doe", "(212) 555-0123",
     "350 5th Ave, Apt 12B, New York, NY 10118"),
    ("Jane Doe, 123 Main St, Springfield, IL 62704-1234, 217-555-0123", None, "US", "Jane Doe", "(217) 555-0123",
     "123 Main St, Springfield, IL 62704-1234"),
    ("Jane Doe\n123 Main St\nSpringfield, IL 62704", None, "US", "Jane Doe", "", "123 Main St, Springfield, IL 62704"),
    ("Max Mustermann\nMusterstraße 12\n10115 Berlin\nTel: 01512 3456789", None, "DE", "Max Mustermann", "01512 3456789",
     "Musterstraße 12, 10115 Berlin"),
    ("Max Mustermann Musterstraße 12 10115 Berlin 01512 3456789", "DE", "DE", "Max Mustermann", "01512 3456789",
     "Musterstraße 12 10115 Berlin"),
    ("+49 1512 3456789\nErika Mustermann\nc/o Schmidt\nAm Markt 5\n28195 Bremen\nDeutschland", None, "DE", "Erika Mustermann",
     "01512 3456789", "c/o Schmidt, Am Markt 5, 28195 Bremen"),
    ("Name: Anna Schmidt\nAdresse: Lange Straße 5, 20095 Hamburg\nHandy: 01512 3456789", None, "DE", "Anna Schmidt", "01512 3456789",
     "Lange Straße 5, 20095 Hamburg"),
    ("Anna Weber, anna@example.com, Hauptstr. 5, 80331 München, 0170 1234567", "DE", "DE", "Anna Weber", "0170 1234567",
     "Hauptstr. 5, 80331 München"),
    ("Jean Dupont\n12 rue de la Paix\n75002 Paris\n06 12 34 56 78", "FR", "FR", "Jean Dupont", "06 12 34 56 78", "12 rue de la Paix, 75002 Paris"),
    ("Mme Claire Martin, 5 bis avenue Victor Hugo, 69003 Lyon, +33 6 12 34 56 78", None, "FR", "Mme Claire Martin", "06 12 34 56 78",
     "5 bis avenue Victor Hugo, 69003 Lyon"),
    ("Maria da Silva\nRua das Flores, 123, apto 45\nVila Mariana\nSão Paulo - SP\n01310-100\n(11) 98765-4321", None, "BR",
     "Maria da Silva", "(11) 98765-4321", "Rua das Flores, 123, apto 45, Vila Mariana, São Paulo - SP, 01310-100"),
    ("João Souza, Av. Paulista 1578, Bela Vista, São Paulo - SP, CEP 01310-200, Tel (11) 91234-5678", "BR", "BR", "João Souza",
     "(11) 91234-5678", "Av. Paulista 1578, Bela Vista, São Paulo - SP, CEP 01310-200"),
    ("Rahul Sharma, 12 MG Road, Indiranagar, Bengaluru, Karnataka 560038, 98765 43210", "IN", "IN", "Rahul Sharma", "098765 43210",
     "12 MG Road, Indiranagar, Bengaluru, Karnataka 560038"),
    ("Priya Nair\nMobile no. 98765 43210\nPlot 45, Sector 12, Dwarka\nNew Delhi\nPIN: 110075", None, "IN", "Priya Nair", "098765 43210",
     "Plot 45, Sector 12, Dwarka, New Delhi, PIN: 110075"),
    ("สมชาย ใจดี 081-234-5678 99/1 ถ.สุขุมวิท แขวงคลองเตย เขตคลองเตย กรุงเทพฯ 10110", None, "TH", "สมชาย ใจดี", "081 234 5678",
     "99/1 ถ.สุขุมวิท แขวงคลองเตย เขตคลองเตย กรุงเทพฯ 10110"),
    ("ชื่อ: สมหญิง รักดี\nที่อยู่: 55/2 หมู่ 3 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200\nโทร: 089-123-4567", None, "TH", "สมหญิง รักดี",
     "089 123 4567", "55/2 หมู่ 3 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200"),
    ("Siobhán O'Neill\n4 Main Street\nGalway H91 X2Y3\nIreland\n087 123 4567", "GB", "IE", "Siobhán O'Neill", "087 123 4567",
     "4 Main Street, Galway H91 X2Y3"),
    ("Pedro Sánchez, Calle Mayor 5, 3º B, 28013 Madrid, España, 612 345 678", None, "ES", "Pedro Sánchez", "612 34 56 78",
     "Calle Mayor 5, 3º B, 28013 Madrid"),
    ("Mei Lin, 13800138000, Flat 302, 18 Nanshan Road, Shangcheng, Hangzhou", "CN", "CN", "Mei Lin", PHONE,
     "Flat 302, 18 Nanshan Road, Shangcheng, Hangzhou"),
    ("Mei Lin\nRoom 1201, 88 Jianguo Road\nChaoyang, Beijing 100022\n+86 138 0013 8000", "GB", "CN", "Mei Lin", PHONE,
     "Room 1201, 88 Jianguo Road, Chaoyang, Beijing 100022"),
    ("Lily，13800138000，上海市 静安区 Nanjing West Road 1266号", None, "CN", "Lily", PHONE, "上海市 静安区 Nanjing West Road 1266号"),
    ("Mei Lin, 13800138000, 18 Nanshan Road, Hangzhou", None, "CN", "Mei Lin", PHONE, "18 Nanshan Road, Hangzhou"),
    ("Acme Ltd\nc/o John Smith\n1 Park Lane\nManchester M1 1AE\nUnited Kingdom\n+44 7400 123456", None, "GB", "Acme Ltd", "07400 123456",
     "c/o John Smith, 1 Park Lane, Manchester M1 1AE"),
    ("陳大文 台北市信義區市府路45號 0912-345-678", "TW", "TW", "陳大文", "0912 345 678", "台北市信義區市府路45號"),
    ("香港九龍旺角彌敦道123號 陳先生 9123 4567", "HK", "HK", "陳先生", "9123 4567", "香港九龍旺角彌敦道123號"),
]  # fmt: skip


@pytest.mark.parametrize("text, name, phone, address", CHINESE)
@pytest.mark.parametrize("hint", [None, "CN"])
def test_a_chinese_address_is_taken_apart(text, name, phone, address, hint):
    got = split(text, hint)
    assert (got.name, got.phone, got.address) == (name, phone, address)
    assert got.country == "CN" and got.region.startswith("CN-") and got.e164.startswith("+86")
    assert not {"phone", "address"} & set(got.unsure)


@pytest.mark.parametrize("text, hint, country, name, phone, address", WESTERN)
def test_an_address_of_elsewhere_is_taken_apart(text, hint, country, name, phone, address):
    got = split(text, hint)
    assert (got.name, got.phone, got.address, got.country) == (name, phone, address, country)
    assert got.region.startswith(country) and ("phone" in got.unsure) == (not phone) and "address" not in got.unsure


@pytest.mark.parametrize(
    "text, doubts",
    [
        (f"张三，13800138000，{HANGZHOU}", ()),
        (f"{HANGZHOU}3幢502室张三13800138000", ("name",)),
        (f"13800138000，{HANGZHOU}", ("name",)),
        (f"张三，{HANGZHOU}", ("phone",)),
        (f"张三 1380013800 {HANGZHOU}", ("phone",)),
        (f"张三 138****8000 {HANGZHOU}", ("phone",)),
        (f"张三 18412345678转1234 {HANGZHOU}", ("phone",)),
        ("张三 13800138000 西湖区文三路90号", ("address",)),
        ("张三 13800138000", ("address",)),
        ("13800138000", ("name", "address")),
        ("金华 婺城区八一街1号 13800138000", ("name",)),
        ("hello", ("name", "phone", "address")),
        ("", ("name", "phone", "address")),
    ],
)
def test_doubt_is_admitted_where_there_is_some(text, doubts):
    assert split(text, "CN").unsure == doubts


def test_a_number_with_a_digit_missing_is_kept_as_typed_so_that_the_form_can_say_so():
    got = split(f"张三\n电话：1380013800\n{HANGZHOU}", "CN")
    assert got.phone == "1380013800" and got.e164 == "" and got.name == "张三" and got.address == HANGZHOU
    assert mobile_problem(got.phone, "CN") == "One digit is missing. Mobile numbers have 11."


def test_what_fits_nowhere_is_not_thrown_away():
    assert split(f"张三 13800138000/13900139000 {HANGZHOU} 邮编：310012", "CN").leftovers == "310012 13900139000"
    assert split("Anna Weber, anna@example.com, Hauptstr. 5, 80331 München", "DE").leftovers == "anna@example.com"
    assert split(f"张三 18412345678转1234 {HANGZHOU}").address == f"{HANGZHOU} (1234)"


def test_the_extension_of_a_hidden_number_reaches_the_label():
    got = split(f"张三[8888]，18412345678-8888，{HANGZHOU}")
    assert (got.name, got.e164, got.address) == ("张三[8888]", "+8618412345678", f"{HANGZHOU} (8888)")


def test_the_province_comes_with_the_address():
    assert split(f"张三，13800138000，{HANGZHOU}").region == "CN-ZJ" == region_of(HANGZHOU, "CN")
    assert split("陈先生 13800138000 香港九龙旺角弥敦道123号").country == "HK"


def test_an_empty_paste_is_an_empty_split():
    assert split("  \n ", "DE") == Split(country="DE", unsure=("name", "phone", "address"))
    assert split(None) == Split(unsure=("name", "phone", "address"))


_NAMES = st.sampled_from(["张三", "李小龙", "欧阳锋", "王女士", "诸葛孔明", "赵六"])
_PLACES = st.sampled_from(
    ["浙江省杭州市西湖区文三路{}号", "北京市海淀区中关村大街{}号院3号楼", "广东省深圳市南山区科技园{}栋1301室"]
)
_MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


@given(
    _NAMES,
    _MOBILES,
    _PLACES,
    st.integers(1, 9999),
    st.permutations([0, 1, 2]),
    st.sampled_from(["，", ",", " ", "\n", "；", "、", " , "]),
)
def test_any_order_and_any_separator_gives_the_same_parts(name, mobile, place, number, order, separator):
    address = place.format(number)
    got = split(separator.join([(name, mobile, address)[i] for i in order]))
    assert (got.name, got.e164, got.address) == (name, f"+86{mobile}", address) and got.leftovers == ""


@given(_NAMES, _MOBILES, _PLACES, st.integers(1, 9999), st.permutations([0, 1, 2]), st.sampled_from(["：", ":", " ", "： "]))
def test_labels_in_any_order_give_the_same_parts(name, mobile, place, number, order, colon):
    address = place.format(number)
    lines = [f"收货人{colon}{name}", f"手机号{colon}{mobile}", f"收货地址{colon}{address}"]
    got = split("\n".join(lines[i] for i in order))
    assert (got.name, got.e164, got.address, got.unsure) == (name, f"+86{mobile}", address, ())


@given(
    st.one_of(
        st.text(max_size=120), st.text("张三收货人地址电话：，\n 1380+-()省市区路号abcTel:@.,;\u0e01\x01\x05", max_size=120)
    ),
    st.sampled_from([None, "CN", "GB", "US", "DE", "BR", "TH", "TW", "ZZ", ""]),
)
@settings(max_examples=300)
def test_no_text_makes_it_raise(text, hint):
    got = split(text, hint)
    assert set(got.unsure) <= {"name", "phone", "address"}
    for value in (got.name, got.phone, got.address, got.leftovers, got.region):
        assert not any(mark in value for mark in "\x01\x02\x03\x04\x05\n") and value == value.strip()
    if got.e164:
        assert got.phone and "phone" not in got.unsure or "(" in got.address
