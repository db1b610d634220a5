"""The plain name of everything this room records, for whoever reads the audit."""

from storefront.kit.i18n import lazy_gettext as _l

HAPPENINGS = {
    "aftersales.Opened": _l("Case opened"),
    "aftersales.Answered": _l("Case answered by the seller for the first time"),
    "aftersales.Accepted": _l("Case: the seller does what was asked"),
    "aftersales.Offered": _l("Case: the seller made an offer"),
    "aftersales.OfferRefused": _l("Case: the offer was not taken"),
    "aftersales.Declined": _l("Case: the seller said no"),
    "aftersales.ReturnAsked": _l("Case: asked to send it back"),
    "aftersales.OfferTaken": _l("Case: the offer of another one was taken"),
    "aftersales.BackDecided": _l("Case: by the decision it is sent back first"),
    "aftersales.SentBack": _l("Case: sent back by the buyer"),
    "aftersales.Returned": _l("Case: it arrived back"),
    "aftersales.Replaced": _l("Case: another one was sent"),
    "aftersales.Silent": _l("Case: no answer in time"),
    "aftersales.EvidenceGiven": _l("Case: more about it"),
    "aftersales.Escalated": _l("Case: the market was asked to decide"),
    "aftersales.Overdue": _l("Case: the market is late"),
    "aftersales.Decided": _l("Case decided"),
    "aftersales.Appealed": _l("Case appealed"),
    "aftersales.Ruled": _l("Case decided after the appeal"),
    "aftersales.Closed": _l("Case settled"),
    "aftersales.Fulfilled": _l("Case: the seller says that it was paid back"),
    "aftersales.NotFulfilled": _l("Case: the seller takes back that it was paid back"),
    "aftersales.Unfulfilled": _l("Case: not paid back in time"),
    "aftersales.ContractWithdrawn": _l("Withdrawn from the contract"),
    "aftersales.LinkAsked": _l("Link to an order asked for, to withdraw"),
    "case.accept": _l("Case: accepted by the seller"),
    "case.undo": _l("Case: the seller took the answer back"),
    "case.promise": _l("Case: another one is promised"),
    "case.take_another": _l("Case: the offer was taken, another one is sent"),
    "case.settle_return": _l("Case: the decision counts, it is sent back"),
    "case.rule_return": _l("Case: decided after the appeal, it is sent back"),
    "case.withdrawn": _l("Case opened: withdrawn from the contract"),
}

STATES = {
    "case": {
        "open": _l("to answer"),
        "accepted": _l("accepted"),
        "offered": _l("offer made"),
        "declined": _l("declined"),
        "replacing": _l("to send again"),
        "returning": _l("comes back"),
        "sent_back": _l("on its way back"),
        "withdrawn": _l("withdrawn"),
        "escalated": _l("at the market"),
        "decided": _l("decided"),
        "appealed": _l("appealed"),
        "closed": _l("settled"),
    },
}

NOUNS = {"case": _l("Case")}
