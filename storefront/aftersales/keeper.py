"""What this room keeps about somebody: their cases, what was said in them and shown."""

from storefront import media
from storefront.aftersales import goods
from storefront.aftersales.models import OPEN, Case, Said, Shot, Withdrawal
from storefront.kit import events
from storefront.kit.about import About, moment, row
from storefront.kit.i18n import gettext as _
from storefront.media import Picture
from storefront.orders.models import Order
from storefront.shops.models import Shop


def _cases(about: About):
    return Case.across_shops(Case, Order, Shop).join(Order).switch(Case).join(Shop).where(Case.order.in_(about.orders))


def export(about: About) -> dict:
    """Every case of their orders, with the words of all sides; pictures by their links."""
    if not about.orders:
        return {}
    made = (
        Withdrawal.across_shops(Withdrawal, Order).join(Order).where(Withdrawal.order.in_(about.orders)).order_by(Withdrawal.id)
    )
    made = list(made)
    pieces = goods.of_withdrawals(made)
    withdrawn = [
        {
            "order": each.order.number,
            **row(each, "code", "name", "contact", "currency", "amount_minor", "at"),
            "goods": [goods.in_words(one) for one in pieces[each.id]],
        }
        for each in made
    ]
    cases = list(_cases(about).order_by(Case.id))
    shots: dict[int, list] = {}
    said: dict[int, list] = {}
    if cases:
        found = Said.across_shops().where(Said.case.in_([case.id for case in cases])).order_by(Said.id)
        spoken = list(found)
        kept = Shot.across_shops(Shot, Picture).join(Picture).where(Shot.said.in_([each.id for each in spoken])).order_by(Shot.id)
        for shot in kept:
            shots.setdefault(shot.said_id, []).append(media.lasting_url(shot.picture))
        for each in spoken:
            said.setdefault(each.case_id, []).append(
                {**row(each, "side", "about", "words", "at"), "pictures": shots.get(each.id, [])}
            )
    return {
        **({"withdrawals": withdrawn} if withdrawn else {}),
        "cases": [
            {
                "order": case.order.number,
                "shop": case.shop.name,
                **row(case, "code", "state", "reason", "want", "currency", "asked_minor", "return_address", "return_number"),
                **row(case, "decision", "outcome", "refunded_minor"),
                "opened_at": moment(case.opened_at),
                "closed_at": moment(case.closed_at),
                "said": said.get(case.id, []),
            }
            for case in cases
        ],
    }


def in_the_way(about: About) -> list[str]:
    """Open cases, as buyer and as seller."""
    found = list(_cases(about).where(Case.state.in_(OPEN)).limit(5)) if about.orders else []
    if about.person:
        sold = Case.across_shops(Case, Order, Shop).join(Order).switch(Case).join(Shop)
        found += list(sold.where(Shop.owner == about.person, Case.state.in_(OPEN)).limit(5))
    return [
        _("The question about order %(number)s at %(shop)s is not settled yet.", number=case.order.number, shop=case.shop.name)
        for case in found
    ]


def erase(about: About) -> None:
    """What was decided stays; what was said and shown goes, and where goods were sent back to."""
    if about.orders:
        Withdrawal.update(name="", contact="").where(Withdrawal.order.in_(about.orders)).execute()
        numbers = [number for (number,) in Case.across_shops(Case.id).where(Case.order.in_(about.orders)).tuples()]
        if numbers:
            said = Said.across_shops(Said.id).where(Said.case.in_(numbers))
            pictures = [number for (number,) in Shot.across_shops(Shot.picture).where(Shot.said.in_(said)).tuples()]
            Shot.delete().where(Shot.said.in_(said)).execute()
            media.discard(pictures)
            Said.update(words="").where(Said.case.in_(numbers)).execute()
            Case.update(return_address=None, return_number="").where(Case.id.in_(numbers)).execute()
            events.forget_words([f"case:{number}" for number in numbers])
    if about.person:  # as a seller: where goods came back to
        shops = Shop.select(Shop.id).where(Shop.owner == about.person)
        Case.update(return_address=None).where(Case.shop.in_(shops), Case.return_address.is_null(False)).execute()
