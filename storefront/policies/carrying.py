"""What somebody changed in one version, changed in the same way in another. No database, no clock."""

from dataclasses import fields, replace

from storefront.policies.rules import Policies


def carried(onto: Policies, before: Policies, after: Policies) -> Policies:
    """`onto` with everything that `after` changes of `before`, and with nothing else: of lists (words, days, banners) what goes and
    what comes, of the shops with a fee of their own and of the limits each by itself."""
    values = {}
    for each in fields(Policies):
        old, new = getattr(before, each.name), getattr(after, each.name)
        if each.compare and old != new:
            values[each.name] = _changed(getattr(onto, each.name), old, new)
    if "closed_days" in values:
        values["closed_days"] = tuple(sorted(values["closed_days"]))
    return replace(onto, **values)


def _changed(here, old, new):
    if here == old:
        return new
    if isinstance(new, tuple):
        come = [line for line in new if line not in old and line not in here]
        return (*(line for line in here if line in new or line not in old), *come)
    if isinstance(new, dict):
        gone = set(old) - set(new)
        differs = {key: value for key, value in new.items() if key not in old or old[key] != value}
        return {key: value for key, value in here.items() if key not in gone} | differs
    return new
