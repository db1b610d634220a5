"""A batch as a SEPA credit transfer initiation, ISO 20022 pain.001.001.09: what European banks take as a file.

The same batch gives the same bytes each time, with the batch's code as message id, so that a bank that is given the file twice sees that
it has it already. `pain_rules.problems` holds the file to the rules before it is handed out.
"""

from datetime import date
from xml.etree import ElementTree as tree

from storefront.kit.money import Money
from storefront.payouts import pain_rules, rules
from storefront.payouts.pain_rules import NAMESPACE


def build(batch, lines: list, payer, day: date) -> bytes:
    """The file of a batch to be carried out on `day`. `lines` are withdrawals with account and shop; `payer` has name, iban, bic."""
    root = tree.Element("Document", {"xmlns": NAMESPACE})
    whole = _in(root, "CstmrCdtTrfInitn")
    total = Money(sum(line.amount_minor for line in lines), batch.currency).plain()
    name = rules.sepa_text(payer.name)
    head = _in(whole, "GrpHdr")
    _text(head, "MsgId", batch.code)
    _text(head, "CreDtTm", f"{batch.released_at:%Y-%m-%dT%H:%M:%S}Z")
    _text(head, "NbOfTxs", str(len(lines)))
    _text(head, "CtrlSum", total)
    _text(_in(head, "InitgPty"), "Nm", name)
    pay = _in(whole, "PmtInf")
    _text(pay, "PmtInfId", f"{batch.code}-1")
    _text(pay, "PmtMtd", "TRF")
    _text(pay, "BtchBookg", "true")
    _text(pay, "NbOfTxs", str(len(lines)))
    _text(pay, "CtrlSum", total)
    _text(_in(_in(pay, "PmtTpInf"), "SvcLvl"), "Cd", "SEPA")
    _text(_in(pay, "ReqdExctnDt"), "Dt", day.isoformat())
    _text(_in(pay, "Dbtr"), "Nm", name)
    _text(_in(_in(pay, "DbtrAcct"), "Id"), "IBAN", payer.iban)
    bank = _in(_in(pay, "DbtrAgt"), "FinInstnId")
    if payer.bic:
        _text(bank, "BICFI", payer.bic)
    else:
        _text(_in(bank, "Othr"), "Id", "NOTPROVIDED")
    _text(pay, "ChrgBr", "SLEV")
    for line in lines:
        _transfer(pay, line, payer)
    tree.indent(root, " ")
    data = tree.tostring(root, encoding="UTF-8", xml_declaration=True)
    wrong = pain_rules.problems(data)
    if wrong:
        raise ValueError(f"the file of batch {batch.code} breaks its rules: {'; '.join(wrong[:5])}")
    return data


def _transfer(pay, line, payer) -> None:
    one = _in(pay, "CdtTrfTxInf")
    _text(_in(one, "PmtId"), "EndToEndId", line.code)
    amount = _text(_in(one, "Amt"), "InstdAmt", line.amount.plain())
    amount.set("Ccy", line.currency)
    known = line.account.known
    _text(_in(one, "Cdtr"), "Nm", rules.sepa_text(known["holder"]))
    _text(_in(_in(one, "CdtrAcct"), "Id"), "IBAN", known["number"])
    _text(_in(one, "RmtInf"), "Ustrd", rules.sepa_text(f"{payer.name} {line.shop.slug} {line.code}", 140))


def _in(parent, name: str):
    return tree.SubElement(parent, name)


def _text(parent, name: str, text: str):
    found = tree.SubElement(parent, name)
    found.text = text
    return found
