"""*Paste an address*: one text from a chat or another shop becomes name, number and address.

    split("张三，13800138000，浙江省杭州市西湖区文三路90号")
    → Split(name="张三", phone="138 0013 8000", address="浙江省杭州市西湖区文三路90号", country="CN", region="CN-ZJ", …)

Nothing is thrown away: what fits nowhere comes back in `leftovers`, and the fields that a person should look at again are
named in `unsure`. Chinese and Western ways of writing are taken apart by two files of their own beside this one.
"""

import re

from storefront.checkout import address_chinese, address_western
from storefront.checkout.address_parts import Split, take_phone, tidy
from storefront.kit import phones, regions
from storefront.kit.regions import region_of

__all__ = ["Split", "mobile_problem", "region_of", "split"]

mobile_problem = phones.problem

_HAN = re.compile(f"[{address_chinese.HAN}]")
_SENDER = re.compile("(?:寄件|发件|发货|寄方|寄出)")  # who sends it is not where it goes
_LOOKS_CHINESE = re.compile(rf"[{address_chinese.HAN}]{{2}}|(?<![0-9+])1[3-9][0-9]{{9}}(?![0-9])")
_CHINESE_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9])")
_JAPANESE = re.compile(r"〒|丁目|都\S{1,4}区|県\S{1,5}[市郡]|\+81")
_KANA_OR_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
_CHINESE_PLACES = ("CN", "HK", "MO", "TW")


def split(text: str, country_hint: str | None = None) -> Split:
    """Take a pasted text apart. `country_hint` (ISO 3166) is where the shop delivers when the text does not say."""
    plain = tidy(text)
    if not plain:
        return Split(country=country_hint or "", unsure=("name", "phone", "address"))
    chinese = _is_chinese(plain, country_hint)
    sender = [line for line in plain.split("\n") if _SENDER.match(line)] if chinese else []
    plain = "\n".join(line for line in plain.split("\n") if line not in sender)
    if chinese:
        country = country_hint if country_hint in _CHINESE_PLACES else "CN"
    else:
        country = address_western.country_of(plain) or country_hint or ("CN" if _LOOKS_CHINESE.search(plain) else "")
    found = take_phone(plain, country)
    if not country and found.e164:
        country = phones.country_of(found.e164) or ""
    part = address_chinese.take_apart if chinese else address_western.take_apart
    name, address, leftovers, sure = part(found.rest)
    if found.extension:
        address = f"{address} ({found.extension})".strip()  # couriers dial it after the number; on the label it is seen
    region = regions.region_of(address, country) if country else ""
    if chinese and region[:2] in _CHINESE_PLACES:
        country = region[:2]
    return Split(
        name=name,
        phone=phones.display(found.e164, country) if found.e164 else found.typed,
        e164=found.e164,
        address=address,
        country=country,
        region=region,
        leftovers=" ".join([*leftovers, *found.others, *sender]),
        unsure=_unsure(name, sure, found, address, region, chinese),
    )


def _is_chinese(text: str, country_hint: str | None) -> bool:
    elsewhere = country_hint in ("JP", "KR") or _KANA_OR_HANGUL.search(text) or _JAPANESE.search(text)
    if elsewhere and not _CHINESE_MOBILE.search(text):
        return False
    han = len(_HAN.findall(text))
    letters = sum(c.isalpha() for c in text)
    return han >= 2 and han * 3 >= letters


def _unsure(name: str, sure: bool, found, address: str, region: str, chinese: bool) -> tuple[str, ...]:
    doubts = []
    if not name or not sure:
        doubts.append("name")
    if not found.e164 or found.extension:
        doubts.append("phone")
    if len(address) < 6 or (chinese and region == "CN") or not re.search(r"\d|[号路街村镇弄巷]", address):
        doubts.append("address")
    return tuple(doubts)
