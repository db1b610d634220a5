"""Check digits of parcel numbers and item barcodes. Each function takes the cleaned number and says whether it agrees."""

_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_FEDEX_WEIGHTS = (3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1)


def s10(number: str) -> bool:
    """UPU S10, like RR473124829GB: eight digits, weighted, against the ninth."""
    digits = [int(c) for c in number[2:11]]
    rest = 11 - sum(weight * digit for weight, digit in zip(_S10_WEIGHTS, digits[:8], strict=True)) % 11
    return digits[8] == {10: 0, 11: 5}.get(rest, rest)


def ups(number: str) -> bool:
    """UPS 1Z numbers: letters count as digits, every second one twice."""
    values = [int(c) if c.isdigit() else (ord(c) - 3) % 10 for c in number[2:]]
    total = sum(value * (2 if place % 2 else 1) for place, value in enumerate(values[:-1]))
    return (10 - total % 10) % 10 == values[-1]


def fedex_express(number: str) -> bool:
    """FedEx Express, twelve digits, modulo eleven."""
    total = sum(weight * int(c) for weight, c in zip(_FEDEX_WEIGHTS, number[:11], strict=True))
    return total % 11 % 10 == int(number[11])


def gs1(number: str) -> bool:
    """The GS1 digit of item barcodes, of SSCC labels and of USPS, Canada Post and FedEx Ground numbers."""
    total = sum(int(c) * (3 if place % 2 == 0 else 1) for place, c in enumerate(reversed(number[:-1])))
    return (10 - total % 10) % 10 == int(number[-1])


def gs1_of_last_15(number: str) -> bool:
    """FedEx Ground "96" labels: the digit covers the last fifteen only."""
    return gs1(number[-15:])


def usps_with_zip(number: str) -> bool:
    """USPS labels that begin with 420 and the ZIP code of the receiver: the digit covers what follows."""
    return gs1(number[8:]) or (len(number) > 30 and gs1(number[12:]))


def mod_7(number: str) -> bool:
    """DHL Express waybills: the rest of the number by seven."""
    return int(number[:-1]) % 7 == int(number[-1])


def identcode(number: str) -> bool:
    """Deutsche Post Identcode, twelve digits: weights four and nine in turn."""
    total = sum(int(c) * (4 if place % 2 == 0 else 9) for place, c in enumerate(number[:-1]))
    return (10 - total % 10) % 10 == int(number[-1])


def dpd(number: str) -> bool:
    """DPD labels with their last character: ISO 7064 modulo 37, 36."""
    from stdnum.iso7064 import mod_37_36  # here: it brings much along, and few carriers need it

    return mod_37_36.is_valid(number)
