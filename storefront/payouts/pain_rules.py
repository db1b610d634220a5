"""The structure of pain.001.001.09 as we write it, as a table, and whether a file keeps to it.

It is the part of the European Payments Council's customer-to-bank guidelines that a batch of simple transfers needs: which element stands
where, how often, in which order, and what its text looks like. What is not in the table may not be in the file.
"""

import re
from collections import Counter
from decimal import Decimal
from xml.etree import ElementTree as tree

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
MOST_TRANSFERS = 100_000

_LETTERS = r"[A-Za-z0-9/\-?:().,'+ ]"
_ID = rf"(?!/)(?!.*//){_LETTERS}{{1,35}}(?<!/)"
_NAME = rf"(?! ){_LETTERS}{{1,70}}(?<! )"
_SUM = r"(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,2})?"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_IBAN = ("IBAN", 1, 1, r"[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}")

# (name, least, most, what is in it): a pattern for text, a list of elements in their order.
_ACCOUNT = [("Id", 1, 1, [_IBAN])]
_AGENT = [
    ("FinInstnId", 1, 1, [("BICFI", 0, 1, r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?"), ("Othr", 0, 1, [("Id", 1, 1, "NOTPROVIDED")])])
]  # fmt: skip
_TRANSFER = [
    ("PmtId", 1, 1, [("EndToEndId", 1, 1, _ID)]),
    ("Amt", 1, 1, [("InstdAmt", 1, 1, _SUM)]),
    ("Cdtr", 1, 1, [("Nm", 1, 1, _NAME)]),
    ("CdtrAcct", 1, 1, _ACCOUNT),
    ("RmtInf", 0, 1, [("Ustrd", 1, 1, rf"{_LETTERS}{{1,140}}")]),
]
_PAYMENT = [
    ("PmtInfId", 1, 1, _ID),
    ("PmtMtd", 1, 1, "TRF"),
    ("BtchBookg", 0, 1, "true|false"),
    ("NbOfTxs", 1, 1, r"[1-9][0-9]{0,14}"),
    ("CtrlSum", 1, 1, _SUM),
    ("PmtTpInf", 1, 1, [("SvcLvl", 1, 1, [("Cd", 1, 1, "SEPA")])]),
    ("ReqdExctnDt", 1, 1, [("Dt", 1, 1, _DAY)]),
    ("Dbtr", 1, 1, [("Nm", 1, 1, _NAME)]),
    ("DbtrAcct", 1, 1, _ACCOUNT),
    ("DbtrAgt", 1, 1, _AGENT),
    ("ChrgBr", 1, 1, "SLEV"),
    ("CdtTrfTxInf", 1, MOST_TRANSFERS, _TRANSFER),
]
_HEAD = [
    ("MsgId", 1, 1, _ID),
    ("CreDtTm", 1, 1, rf"{_DAY}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}Z"),
    ("NbOfTxs", 1, 1, r"[1-9][0-9]{0,14}"),
    ("CtrlSum", 1, 1, _SUM),
    ("InitgPty", 1, 1, [("Nm", 1, 1, _NAME)]),
]
_DOCUMENT = [("CstmrCdtTrfInitn", 1, 1, [("GrpHdr", 1, 1, _HEAD), ("PmtInf", 1, 1, _PAYMENT)])]


def problems(data: bytes) -> list[str]:
    """What in a file breaks the rules, as sentences that name the element; empty where it keeps to all of them."""
    try:
        root = tree.fromstring(data)
    except tree.ParseError as error:
        return [f"not XML: {error}"]
    if root.tag != f"{{{NAMESPACE}}}Document":
        return [f"the root is {root.tag}"]
    found = _structure(root, _DOCUMENT, "Document")
    return found or [*_sums(root), *_accounts(root), *_names_once(root)]


def _structure(element, wanted: list, path: str) -> list[str]:
    names = [child.tag.rpartition("}")[2] for child in element]
    order = [name for name, _least, _most, _inside in wanted]
    found = [f"{path}/{name} does not belong there" for name in names if name not in order]
    if not found and names != sorted(names, key=order.index):
        found.append(f"{path}: wrong order: {', '.join(dict.fromkeys(names))}")
    for name, least, most, inside in wanted:
        children = [child for child in element if child.tag == f"{{{NAMESPACE}}}{name}"]
        if not least <= len(children) <= most:
            found.append(f"{path}/{name} is there {len(children)} times, not {least} to {most}")
        for child in children:
            if isinstance(inside, list):
                found += _structure(child, inside, f"{path}/{name}")
            elif len(child) or not re.fullmatch(inside, child.text or ""):
                found.append(f"{path}/{name} reads {child.text!r}")
    return found


def _all(root, *path: str) -> list:
    return root.findall("/".join([".", *(f"{{{NAMESPACE}}}{name}" for name in path)]))


def _text(root, *path: str) -> list[str]:
    return [element.text for element in _all(root, "CstmrCdtTrfInitn", *path)]


def _sums(root) -> list[str]:
    """Counts and sums stand twice and are what the transfers add up to; amounts are euros and more than nothing."""
    amounts = _all(root, "CstmrCdtTrfInitn", "PmtInf", "CdtTrfTxInf", "Amt", "InstdAmt")
    total = sum((Decimal(amount.text) for amount in amounts), Decimal(0))
    found = [f"an amount in {amount.get('Ccy')}" for amount in amounts if amount.get("Ccy") != "EUR"]
    found += [f"an amount of {amount.text}" for amount in amounts if not 0 < Decimal(amount.text) <= Decimal("999999999.99")]
    for level in ("GrpHdr", "PmtInf"):
        found += [f"{level}/NbOfTxs says {count}" for count in _text(root, level, "NbOfTxs") if int(count) != len(amounts)]
        found += [f"{level}/CtrlSum says {said}, not {total}" for said in _text(root, level, "CtrlSum") if Decimal(said) != total]
    return found


def _accounts(root) -> list[str]:
    """Every IBAN and BIC is one by its own check digits."""
    from stdnum import bic as bic_numbers  # here: as in rules.py
    from stdnum import iban as iban_numbers

    ibans = _text(root, "PmtInf", "DbtrAcct", "Id", "IBAN") + _text(root, "PmtInf", "CdtTrfTxInf", "CdtrAcct", "Id", "IBAN")
    found = [f"no IBAN: …{iban[-4:]}" for iban in ibans if not iban_numbers.is_valid(iban, check_country=False)]
    bics = _text(root, "PmtInf", "DbtrAgt", "FinInstnId", "BICFI")
    return found + [f"no BIC: {bic}" for bic in bics if not bic_numbers.is_valid(bic)]


def _names_once(root) -> list[str]:
    """No transfer stands in the file twice."""
    ids = _text(root, "PmtInf", "CdtTrfTxInf", "PmtId", "EndToEndId")
    return [f"{name} is there {count} times" for name, count in Counter(ids).items() if count > 1]
