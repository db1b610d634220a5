"""*Paste an address*: names in any script, and what people put around names, numbers and labels."""

import itertools

import pytest

from storefront.checkout.addresses import split

HANGZHOU = "浙江省杭州市西湖区文三路90号"
PHONE, E164 = "138 0013 8000", "+8613800138000"

NAMES = {
    "Cyrillic": "Иван Петров", "Ukrainian": "Олена Шевченко-Кіт", "Greek": "Γιώργος Παπαδόπουλος", "Arabic": "محمد علي", "Hebrew": "דוד כהן",
    "Thai": "สมชาย ใจดี", "Devanagari": "राहुल शर्मा", "Vietnamese": "Nguyễn Văn An", "Korean": "김민수", "Japanese": "やまだ たろう",
    "Latin": "Zoë O'Neill", "Georgian": "ნინო ბერიძე", "Armenian": "Արամ Պետրոսյան", "Tamil": "கமலா ராஜன்", "Chinese": "张三",
}  # fmt: skip
DECORATIONS = ["{} 🌸", "🌸{}", "✨ {} ✨", "{}❤️", "👩🏽‍🎨 {}", "{} 🇨🇳", "★{}★", "➤ {}", "{}♥♡"]


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_of_any_script_is_the_name_wherever_it_stands(name):
    for decoration in ("{}", *DECORATIONS):
        worn = decoration.format(name)
        for text in (
            f"{worn} 13800138000 {HANGZHOU}",
            f"{worn}，13800138000，{HANGZHOU}",
            f"{worn}\n13800138000\n{HANGZHOU}",
            f"{HANGZHOU}\n{worn}\n+86 138-0013-8000",
            f"{HANGZHOU}，{worn}，13800138000",
        ):
            got = split(text, "CN")
            assert (got.name, got.e164, got.address) == (name, E164, HANGZHOU), text
            assert got.leftovers == "" and got.country == "CN"


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize(
    "labels",
    [
        ("收货人：", "电话：", "地址："),
        ("收货人: ", "手机号: ", "收货地址: "),
        ("Name: ", "Phone: ", "Address: "),
        ("✅收货人：", "☎️电话：", "🏠地址："),
        ("• 收货人: ", "• 电话: ", "• 地址: "),
    ],
    ids=lambda labels: labels[0].strip(),
)
def test_labels_say_what_is_what(name, labels):
    for worn in (name, f"{name} 🌸"):
        parts = [label + value for label, value in zip(labels, (worn, "１３８ ００１３ ８０００", HANGZHOU), strict=True)]
        for separator, order in itertools.product(("\n", " \n ", "\u3000\n"), ((0, 1, 2), (2, 0, 1))):
            text = separator.join(parts[i] for i in order)
            got = split(text, "CN")
            assert (got.name, got.phone, got.address) == (name, PHONE, HANGZHOU), text
            assert "name" not in got.unsure


@pytest.mark.parametrize("lead", ["• ", "* ", "- ", "– ", "📌 ", "▪️", "→ "])
def test_bullets_belong_to_nothing(lead):
    lines = ["Ivan Petrov", "13800138000", HANGZHOU]
    got = split("\n".join(lead + line for line in lines), "CN")
    assert (got.name, got.phone, got.address) == (lines[0], PHONE, HANGZHOU)
    lines = ["John Smith", "07400 123456", "12 High Street, London SW1A 1AA"]
    got = split("\n".join(lead + line for line in lines), "GB")
    assert (got.name, got.phone, got.address, got.unsure) == ("John Smith", "07400 123456", lines[2], ())


@pytest.mark.parametrize("number", ["{}. ", "{}、", "({}) ", "{}️⃣ "])
def test_the_numbers_of_a_list_belong_to_nothing(number):
    lines = ["张三", "13800138000", HANGZHOU]
    got = split("\n".join(number.format(i) + line for i, line in enumerate(lines, 1)), "CN")
    assert (got.name, got.phone, got.address) == ("张三", PHONE, HANGZHOU)


def test_a_house_number_in_front_is_no_number_of_a_list():
    got = split("1 Park Lane\nManchester M1 1AE\nJohn Smith\n07400 123456", "GB")
    assert "1 Park Lane" in got.address
    assert split("12 MG Road, Bengaluru 560038, राहुल शर्मा, 98765 43210", "IN").address == "12 MG Road, Bengaluru 560038"


ELSEWHERE = [
    ("Иван Петров 🌸, +7 912 345-67-89, ул. Ленина, д. 5, кв. 12, Москва, 101000, Россия", "RU", "Иван Петров", "+79123456789",
     "ул. Ленина, д. 5, кв. 12, Москва, 101000"),
    ("ФИО: Иван Петров\nТелефон: +7 912 345-67-89\nАдрес: ул. Ленина, д. 5, кв. 12, Москва", "RU", "Иван Петров", "+79123456789",
     "ул. Ленина, д. 5, кв. 12, Москва"),
    ("Иван Петров ул. Ленина 5 Москва +7 912 345-67-89", "RU", "Иван Петров", "+79123456789", "ул. Ленина 5 Москва"),
    ("Олена Шевченко\nвул. Хрещатик 22, кв. 5\nКиїв 01001\n+380 67 123 4567", "UA", "Олена Шевченко", "+380671234567",
     "вул. Хрещатик 22, кв. 5, Київ 01001"),
    ("Όνομα: Γιώργος Παπαδόπουλος 🌿\nΤηλ: +30 694 123 4567\nΔιεύθυνση: Ερμού 12, 105 63 Αθήνα", "GR", "Γιώργος Παπαδόπουλος", "+306941234567",
     "Ερμού 12, 105 63 Αθήνα"),
    ("الاسم: محمد علي 🌹\nالهاتف: +20 100 123 4567\nالعنوان: شارع التحرير 12، القاهرة", "EG", "محمد علي", "+201001234567",
     "شارع التحرير 12، القاهرة"),
    ("محمد علي، ٠١٠٠ ١٢٣ ٤٥٦٧، شارع التحرير 12، القاهرة، مصر", "EG", "محمد علي", "+201001234567", "شارع التحرير 12, القاهرة"),
    ("דוד כהן ✨\nרחוב הרצל 12\nתל אביב 6688101\n+972 50 234 5678", "IL", "דוד כהן", "+972502345678", "רחוב הרצל 12, תל אביב 6688101"),
    ("שם: דוד כהן\nטלפון: +972 50-234-5678\nכתובת: רחוב הרצל 12, תל אביב", "IL", "דוד כהן", "+972502345678", "רחוב הרצל 12, תל אביב"),
    ("💐 สมชาย ใจดี\n99/1 ถ.สุขุมวิท แขวงคลองเตย กรุงเทพฯ 10110\n081-234-5678", "TH", "สมชาย ใจดี", "+66812345678",
     "99/1 ถ.สุขุมวิท แขวงคลองเตย กรุงเทพฯ 10110"),
    ("नाम: राहुल शर्मा 🙏\nमोबाइल: +91 98765 43210\nपता: 12 एमजी रोड, बेंगलुरु 560038", "IN", "राहुल शर्मा", "+919876543210",
     "12 एमजी रोड, बेंगलुरु 560038"),
    ("Họ tên: Nguyễn Văn An\nSĐT: +84 912 345 678\nĐịa chỉ: 12 Nguyễn Huệ, Quận 1, TP. Hồ Chí Minh", "VN", "Nguyễn Văn An", "+84912345678",
     "12 Nguyễn Huệ, Quận 1, TP. Hồ Chí Minh"),
    ("받는 사람: 김민수 🌸\n연락처: +82 10-1234-5678\n주소: 서울특별시 강남구 테헤란로 123", "KR", "김민수", "+821012345678",
     "서울특별시 강남구 테헤란로 123"),
    ("서울특별시 강남구 테헤란로 123 김민수 +82 10-1234-5678", "KR", "김민수", "+821012345678", "서울특별시 강남구 테헤란로 123"),
    ("山田 太郎 🌸\n〒150-0001\n東京都渋谷区神宮前1-2-3\n+81 90-1234-5678", "JP", "山田 太郎", "+819012345678",
     "〒150-0001, 東京都渋谷区神宮前1-2-3"),
    ("氏名：山田 太郎\n電話番号：＋８１ ９０－１２３４－５６７８\n住所：東京都渋谷区神宮前1-2-3", "JP", "山田 太郎", "+819012345678",
     "東京都渋谷区神宮前1-2-3"),
    ("➤ Ship to: Zoë Müller ♥\n➤ Musterstraße 12\n➤ 10115 Berlin\n➤ Tel. +49 1512 3456789", "DE", "Zoë Müller", "+4915123456789",
     "Musterstraße 12, 10115 Berlin"),
    ("👤 John Smith\n📱 +44 7400 123456\n🏠 12 High Street, London SW1A 1AA", "GB", "John Smith", "+447400123456",
     "12 High Street, London SW1A 1AA"),
]  # fmt: skip


@pytest.mark.parametrize("text, country, name, e164, address", ELSEWHERE)
def test_addresses_of_other_scripts_are_taken_apart(text, country, name, e164, address):
    for hint in (None, country):
        got = split(text, hint)
        assert (got.name, got.e164, got.address, got.country) == (name, e164, address, country)
        assert got.leftovers == "" and "phone" not in got.unsure


def test_without_a_prefix_the_shop_says_where_it_is():
    assert split("山田太郎 090-1234-5678 東京都渋谷区神宮前1-2-3", "JP").e164 == "+819012345678"
    assert split("김민수 010-1234-5678 서울특별시 강남구 테헤란로 123", "KR").name == "김민수"
    assert split(f"山田太郎 13800138000 {HANGZHOU}", "CN").name == "山田太郎"


def test_words_of_another_script_inside_a_chinese_address_stay_in_it():
    got = split("张三 13800138000 上海市静安区 Nanjing West Road 1266号", "CN")
    assert (got.name, got.address) == ("张三", "上海市静安区 Nanjing West Road 1266号")
    got = split("上海市徐汇区 Building B 12号楼3室 🌸Lily🌸 13800138000", "CN")
    assert (got.name, got.address) == ("Lily", "上海市徐汇区 Building B 12号楼3室")


def test_signs_that_belong_to_an_address_stay():
    got = split("Pedro Sánchez 🎉, Calle Mayor 5, 3º B, Nº 7, 28013 Madrid, España, 612 345 678")
    assert got.address == "Calle Mayor 5, 3º B, Nº 7, 28013 Madrid" and got.name == "Pedro Sánchez"
    assert split(f"阿卜杜拉·买买提 🌙 13800138000 {HANGZHOU}①号楼", "CN").address == f"{HANGZHOU}①号楼"
