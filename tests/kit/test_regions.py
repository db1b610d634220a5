"""Which province an address lies in, so that a delivery table can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.kit import regions
from storefront.kit.i18n import speaking
from storefront.kit.regions_china import CITIES, LATIN, PROVINCES


@pytest.mark.parametrize(
    "address, code",
    [
        ("浙江省杭州市西湖区文三路90号", "CN-ZJ"),
        ("浙江 杭州 西湖区 文三路90号", "CN-ZJ"),
        ("杭州市上城区南山路18号302室", "CN-ZJ"),
        ("杭州西湖区文三路", "CN-ZJ"),
        ("中国浙江省义乌市福田路", "CN-ZJ"),
        ("上海市黄浦区南京东路100号", "CN-SH"),
        ("上海黄浦区北京西路8号", "CN-SH"),
        ("北京市朝阳区建国路88号", "CN-BJ"),
        ("朝阳区建国路88号", "CN"),
        ("辽宁省朝阳市双塔区", "CN-LN"),
        ("南京路100号", "CN"),
        ("南京市鼓楼区上海路2号", "CN-JS"),
        ("广州市越秀区北京路1号", "CN-GD"),
        ("广东省中山市中山路", "CN-GD"),
        ("大连市中山区人民路", "CN-LN"),
        ("中山路8号", "CN"),
        ("吉林省吉林市昌邑区", "CN-JL"),
        ("海南省海口市龙华区", "CN-HI"),
        ("青海省海南藏族自治州共和县", "CN-QH"),
        ("海南州共和县", "CN-QH"),
        ("内蒙古自治区呼和浩特市", "CN-NM"),
        ("广西壮族自治区南宁市", "CN-GX"),
        ("新疆维吾尔自治区乌鲁木齐市", "CN-XJ"),
        ("新疆乌鲁木齐", "CN-XJ"),
        ("云南省大理白族自治州大理市", "CN-YN"),
        ("延边朝鲜族自治州延吉市", "CN-JL"),
        ("湖北省恩施土家族苗族自治州", "CN-HB"),
        ("昆山市花桥镇", "CN-JS"),
        ("重庆市渝中区解放碑", "CN-CQ"),
        ("四川省成都市武侯区重庆路3号", "CN-SC"),
        ("深圳市南山区北京大学深圳医院", "CN-GD"),
        ("阿里巴巴西溪园区", "CN"),
        ("东方花园3栋", "CN"),
        ("香港九龙旺角弥敦道", "HK"),
        ("香港特别行政区中西区", "HK"),
        ("台湾省台北市", "TW"),
        ("澳门特别行政区", "MO"),
        ("Flat 302, 18 Nanshan Road, Shangcheng, Hangzhou", "CN-ZJ"),
        ("18 Nanjing East Road, Huangpu, Shanghai", "CN-SH"),
        ("Room 5, Shanghai Road 2, Nanjing, Jiangsu", "CN-JS"),
        ("Xi'an, Shaanxi", "CN-SN"),
        ("Xi’an Gaoxin", "CN-SN"),
        ("Inner Mongolia, Baotou", "CN-NM"),
        ("Nathan Road, Kowloon, Hong Kong", "HK"),
        ("somewhere", "CN"),
        ("", "CN"),
    ],
)
def test_the_province_is_read_from_the_address(address, code):
    assert regions.region_of(address, "CN") == code


def test_elsewhere_the_region_is_the_country():
    assert regions.region_of("Lange Straße 1, Berlin", "DE") == "DE"
    assert regions.regions("DE") == []


def test_every_city_of_the_table_leads_to_its_province():
    for code, names in CITIES.items():
        for name in names.split():
            assert regions.region_of(name if name.endswith("州") and len(name) > 2 else f"{name}市", "CN") == code, name
    for code, names in LATIN.items():
        for name in names.split():
            assert regions.region_of(f"12 Long Road, {name.title()}", "CN") == code, name
    for code, name, chinese in PROVINCES:
        assert regions.region_of(f"1 Road, {name}", "CN") == code == regions.region_of(f"{chinese}某某", "CN")


def test_regions_are_named_in_the_language_of_the_reader():
    assert len(regions.regions("CN")) == 31 and ("CN-ZJ", "Zhejiang") in regions.regions("CN")
    assert regions.label("CN-ZJ") == "Zhejiang" and regions.label("DE") == "Germany" and regions.label("XX-1") == "XX-1"
    with speaking("zh-CN"):
        assert ("CN-ZJ", "浙江") in regions.regions("CN") and regions.label("CN-ZJ") == "浙江" and regions.label("DE") == "德国"


@given(st.text(max_size=100))
def test_no_text_makes_it_raise(text):
    assert regions.region_of(text, "CN")[:2] in ("CN", "HK", "MO", "TW")
