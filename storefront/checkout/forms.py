"""What a buyer fills in: three fields, a way to get it, a way to pay."""

from wtforms import BooleanField, HiddenField

from storefront.kit import phones
from storefront.kit.forms import AtMost, Base, OnceField, Required, StringField, TextAreaField, ValidationError
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l


class CheckoutForm(Base):
    """One page, three typed fields. `needs_address` and `lands` (the countries that the shop sells to, its own first) come from the bag
    and the shop, never from the post."""

    shop = HiddenField()
    v = HiddenField()
    n = HiddenField()
    agreed = HiddenField()
    once = OnceField()
    name = StringField(_l("Full name"), [Required(_l("Who is it for? Write the name as on the letterbox.")), AtMost(80)])
    tel = StringField(_l("Mobile number"), [Required(_l("A mobile number is missing.")), AtMost(80)])
    address = TextAreaField(_l("Address"), [AtMost(400)], id="street")  # "address" is the region around the three fields
    country = StringField(_l("Country"), [AtMost(2)])
    option = StringField(_l("Delivery"), [AtMost(12)])
    pay = StringField(_l("How to pay"), [AtMost(20)])
    note = TextAreaField(_l("Note"), [AtMost(500)])
    remember = BooleanField(_l("Remember this on this phone"))

    def __init__(self, *args, lands: list[str], needs_address: bool, needs_courier: bool, **kwargs):
        self.lands, self.needs_address, self.needs_courier = lands, needs_address, needs_courier
        self.phone = self.email = ""
        super().__init__(*args, **kwargs)

    @property
    def land(self) -> str:
        """The country the goods go to: one of those that the shop sells to, whatever was sent. The tax follows it."""
        wanted = (self.country.data or "").upper()
        return wanted if wanted in self.lands else self.lands[0]

    def validate_country(self, field):
        if field.data and field.data.upper() not in self.lands:
            raise ValidationError(_("Choose a country from the list."))

    def validate_tel(self, field):
        text = field.data or ""
        if "@" in text and not self.needs_courier:
            if text.count("@") != 1 or "." not in text.rpartition("@")[2] or " " in text:
                raise ValidationError(_("This does not look like an e-mail address. Write it like name@example.com."))
            self.email = text.lower()
            return
        problem = phones.problem(text, self.land)
        if problem:
            raise ValidationError(problem)
        self.phone = phones.parse(text, self.land)

    def validate_address(self, field):
        if self.needs_address and len((field.data or "").strip()) < 6:
            raise ValidationError(_("The courier needs street, building, flat and city."))
