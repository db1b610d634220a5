"""People: staff and their roles, and any account by its number or address. Contacts are masked; reading one needs a reason, and so does
keeping somebody out."""

from flask import request

from storefront import accounts, shops
from storefront.admin import finding, frame, words
from storefront.admin.forms import ROLES, DoorForm, ReasonForm, RoleForm
from storefront.kit import events, happenings, hypermedia, security, web
from storefront.kit.errors import NotFound, Refused
from storefront.kit.i18n import gettext as _

bp = accounts.admin_blueprint("people_admin", __name__)
bp.after_request(security.private)
TOLD = 12


@bp.get("/people")
@accounts.needs("operator")
def index():
    """Staff; and whoever has the number or address that is looked for."""
    text = request.args.get("q", "").strip()[:80]
    contact = accounts.read_contact(text, web.config().country) if text else None
    found = accounts.person_by_contact(contact) if contact else None
    problem = _("Write a whole number or address: people are found by nothing else.") if text and contact is None else ""
    if contact is not None and found is None:
        problem = _("Nobody has an account with this contact.")
    people = [found] if found else [] if text else accounts.staff()
    return hypermedia.page(
        "admin/people.html", 422 if problem else 200, people=[(person, _name(person), _contacts(person)) for person in people],
        roles=ROLES, q=text, problem=problem, nav=frame.nav("people"), me=accounts.current().id,
    )  # fmt: skip


def _name(person) -> str:
    """The name of staff; other people's is masked like their contacts."""
    return person.name or "" if person.role else ""


def _contacts(person) -> list[str]:
    return [contact.masked for contact in accounts.contacts_of(person)]


def _person(person_id: int):
    person = accounts.Person.get_or_none(accounts.Person.id == person_id)
    if person is None:
        raise NotFound
    return person


def _show(person, status: int = 200, seen=None, **forms):
    subject = f"person:{person.id}"
    told = list(events.Event.select().where(events.Event.subject == subject).order_by(events.Event.id.desc()).limit(TOLD))
    return hypermedia.page(
        "admin/person.html", status, person=person, called=_name(person) or (seen is not None and person.name) or "", contacts=_contacts(person),
        seen=seen, own=person.id == accounts.current().id, shops=shops.of_person(person), devices=len(accounts.sessions_of(person)), told=told,
        roles=ROLES, role_texts={role: text for role, (_label, text) in ROLES.items()}, called_event=happenings.called, who=words.who, moment=frame.moment,
        names=finding.names_of([row.actor for row in told]), role_form=forms.get("role") or RoleForm(role=person.role),
        reason_form=forms.get("reason") or ReasonForm(), door_form=forms.get("door") or DoorForm(), reasons=_reasons(told), nav=frame.nav("people"),
    )  # fmt: skip


def _reasons(told: list) -> dict[int, str]:
    """What was written as the reason beside an event of an account, by its number."""
    events.read_words(told)
    return {row.id: events.payload(row).get("reason", "") for row in told}


@bp.get("/people/<int:person_id>")
@accounts.needs("operator")
def show(person_id):
    """One account."""
    return _show(_person(person_id))


@bp.post("/people/<int:person_id>/role")
@accounts.needs("operator")
def give_role(person_id):
    """Give or take a role: at once. Whoever does it has proved lately who they are."""
    accounts.require_fresh(f"/admin/people/{person_id}")
    person, form = _person(person_id), RoleForm(request.form)
    try:
        if not form.validate():
            return _show(person, 422, role=form)
        accounts.give_role(person.id, form.role.data, accounts.current())
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        return _show(_person(person_id), 422, role=form)
    return hypermedia.leave(f"/admin/people/{person_id}")


@bp.post("/people/<int:person_id>/contact")
@accounts.needs("operator")
def look_up(person_id):
    """Read the contacts of somebody, with a reason that stays on record."""
    person, form = _person(person_id), ReasonForm(request.form)
    if not form.validate():
        return _show(person, 422, reason=form)
    return _show(person, seen=accounts.look_up(person, form.reason.data))


@bp.post("/people/<int:person_id>/closure")
@accounts.needs("operator")
def close(person_id):
    """Keep somebody out. Whoever does it has proved lately who they are."""
    return _door(person_id, lambda reason: accounts.block(person_id, reason, accounts.current()))


@bp.post("/people/<int:person_id>/opening")
@accounts.needs("operator")
def open_again(person_id):
    """Let them in again."""
    return _door(person_id, lambda reason: accounts.unblock(person_id, reason))


def _door(person_id: int, verb):
    accounts.require_fresh(f"/admin/people/{person_id}")
    person, form = _person(person_id), DoorForm(request.form)
    try:
        if not form.validate():
            return _show(person, 422, door=form)
        verb(form.reason.data)
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        return _show(_person(person_id), 422, door=form)
    return hypermedia.leave(f"/admin/people/{person_id}")
