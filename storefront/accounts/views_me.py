"""A person's own pages: what is on its way, their shops, settings, devices, passkeys, a new number, and proving themselves again."""

from flask import request
from wtforms.fields.choices import SelectChoice

from storefront.accounts import codes, doors, passkeys, people, sessions, steps
from storefront.accounts.forms import CodeForm, ContactForm, SettingsForm
from storefront.kit import dates, hypermedia, security
from storefront.kit.errors import NotFound, Refused
from storefront.kit.i18n import gettext as _

bp = doors.person_blueprint("me", __name__)


@bp.get("/me")
def show():
    """Orders first, then the shops, then everything about oneself."""
    person = doors.current()
    return hypermedia.page("accounts/me.html", person=person, contacts=people.contacts_of(person), tab="me")


# --- settings --------------------------------------------------------------------------------------------------------------


def _settings_form(person, data=None) -> SettingsForm:
    form = SettingsForm(data, name=person.name or "", language=person.language, notices_by=person.notices_by)
    choices = [("text", _("Text message"))] if person.phone else []
    choices += [("mail", _("E-mail"))] if person.email else []
    choices += [("none", _("Nothing but the list in Notices"))]
    form.notices_by.choices = [SelectChoice(*pair) for pair in choices]
    return form


@bp.get("/me/settings")
def settings():
    """Name, language, notices, contacts, devices, passkeys."""
    return hypermedia.page("accounts/settings.html", **_settings_page(_settings_form(doors.current())))


def _settings_page(form: SettingsForm) -> dict:
    person = doors.current()
    return {
        "person": person,
        "form": form,
        "contacts": people.contacts_of(person),
        "devices": sessions.sessions_of(person),
        "this_device": doors.session().id,
        "keys": passkeys.of_person(person),
        "can_passkey": passkeys.available(),
        "day": dates.day,
        "tab": "me",
    }


@bp.post("/me/settings")
def save_settings():
    """Save name, language and where notices go."""
    person = doors.current()
    form = _settings_form(person, request.form)
    if not form.validate():
        return hypermedia.page("accounts/settings.html", 422, **_settings_page(form))
    try:
        people.change_settings(person, name=form.name.data, language=form.language.data, notices_by=form.notices_by.data)
    except Refused as refusal:
        form.refuse(refusal)
        return hypermedia.page("accounts/settings.html", refusal.status, **_settings_page(form))
    return hypermedia.reply(
        "accounts/settings.html#about_me",
        ("toast.html#toast",),
        "/me/settings",
        sentence=_("Saved."),
        **_settings_page(_settings_form(person)),
    )


@bp.post("/me/devices/<int(max=2147483647):session_id>/signout")
def revoke(session_id: int):
    """Sign out one device; this one leaves for the front page."""
    person = doors.current()
    sessions.revoke(person, session_id)
    if session_id == doors.session().id:
        return doors.sign_out(hypermedia.leave("/"))
    return _devices(_("Signed out there."))


@bp.post("/me/devices/signout")
def revoke_others():
    """Sign out every other device."""
    sessions.revoke_others(doors.current(), doors.session().id)
    return _devices(_("All other devices are signed out."))


def _devices(sentence: str):
    context = _settings_page(_settings_form(doors.current()))
    return hypermedia.reply(
        "accounts/settings.html#devices_list", ("toast.html#toast",), "/me/settings", sentence=sentence, **context
    )


# --- a new number or address -----------------------------------------------------------------------------------------------


@bp.get("/me/contact")
def contact():
    """Ask for a new number or address; a fresh proof of the old one comes first."""
    doors.require_fresh()
    form = ContactForm()
    return security.private(hypermedia.page("accounts/contact.html", form=form, way=_way()))


def _way() -> str:
    asked = request.args.get("with") or request.form.get("way")
    return "email" if asked == "email" else "phone"


@bp.post("/me/contact")
def send_contact_code():
    """Send a code to the new contact."""
    doors.require_fresh("/me/contact")
    form = ContactForm(request.form)
    try:
        if not form.validate():
            raise Refused("")
        step = steps.begin(form.contact.data, "contact")
    except Refused as refusal:
        return _again("accounts/contact.html", refusal, form, way=_way())
    response = hypermedia.reply("accounts/code.html#step", otherwise="/me/contact/code", **_contact_code_page(step, CodeForm()))
    response.headers["HX-Replace-Url"] = "/me/contact/code"
    return steps.keep(response, step)


def _again(template: str, refusal: Refused, form, **context):
    """The form once more, with what was refused; what was typed stays."""
    if refusal.sentence:
        form.refuse(refusal)
    status = 422 if hypermedia.wants_fragment() else refusal.status
    return security.private(hypermedia.page(template, status, form=form, **context))


def _contact_code_page(step: steps.Step, form: CodeForm) -> dict:
    return {
        "sent": step,
        "form": form,
        "action": "/me/contact/code",
        "again": None,
        "other": "/me/contact",
        "other_kind": None,
        "back": "/me/settings",
    }


@bp.get("/me/contact/code")
def contact_code():
    """Ask for the code that went to the new contact."""
    step = steps.current("contact")
    if step is None:
        return hypermedia.leave("/me/contact")
    return security.private(hypermedia.page("accounts/code.html", **_contact_code_page(step, CodeForm())))


@bp.post("/me/contact/code")
def check_contact():
    """The new contact is proven: it takes the place of the old one, and other devices are signed out."""
    step = steps.current("contact")
    if step is None:
        return hypermedia.leave("/me/contact")
    doors.require_fresh("/me/contact/code")
    form = CodeForm(request.form)
    try:
        if not form.validate():
            raise Refused("")
        codes.prove(step.contact, form.code.data, step.browser, "contact")
        people.change_contact(doors.current(), step.contact, keep=doors.session().id)
    except Refused as refusal:
        if refusal.field == "contact":
            form.form_errors.append(refusal.sentence)
            refusal = Refused("")
        page = _contact_code_page(step, form)
        page.pop("form")
        return _again("accounts/code.html", refusal, form, **page)
    return steps.forget(hypermedia.leave("/me/settings"))


# --- proving oneself again -------------------------------------------------------------------------------------------------


@bp.get("/signin/again")
def again():
    """Before a sensitive act: a passkey, or a code to a contact that is already proven."""
    person = doors.current()
    context = {"contacts": people.contacts_of(person), "has_passkey": passkeys.available() and passkeys.of_person(person)}
    return security.private(hypermedia.page("accounts/again.html", next=request.args.get("next", ""), **context))


@bp.post("/signin/again")
def send_again():
    """Send the code to one of the person's own contacts."""
    kind = request.form.get("to", "")
    chosen = next((one for one in people.contacts_of(doors.current()) if one.kind == kind), None)
    if chosen is None:
        raise NotFound
    step = steps.begin(chosen, "confirm", next=request.form.get("next", ""))
    response = hypermedia.reply("accounts/code.html#step", otherwise="/signin/again/code", **_again_code_page(step, CodeForm()))
    response.headers["HX-Replace-Url"] = "/signin/again/code"
    return steps.keep(response, step)


def _again_code_page(step: steps.Step, form: CodeForm) -> dict:
    other = doors.leading("/signin/again", step.carried.get("next", ""))
    return {
        "sent": step,
        "form": form,
        "action": "/signin/again/code",
        "again": None,
        "other": other,
        "other_kind": None,
        "back": other,
    }


@bp.get("/signin/again/code")
def again_code():
    """Ask for the code."""
    step = steps.current("confirm")
    if step is None:
        return hypermedia.leave("/signin/again")
    return security.private(hypermedia.page("accounts/code.html", **_again_code_page(step, CodeForm())))


@bp.post("/signin/again/code")
def check_again():
    """Proven: sensitive acts are open for ten minutes."""
    step = steps.current("confirm")
    if step is None:
        return hypermedia.leave("/signin/again")
    form = CodeForm(request.form)
    try:
        if not form.validate():
            raise Refused("")
        if steps.finish(step, form.code.data).id != doors.current().id:
            raise NotFound
    except NotFound:
        raise
    except Refused as refusal:
        page = _again_code_page(step, form)
        page.pop("form")
        return _again("accounts/code.html", refusal, form, **page)
    sessions.freshen(doors.session())
    return steps.forget(hypermedia.leave(hypermedia.safe_next(step.carried.get("next"), "/me/settings")))
