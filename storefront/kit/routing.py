"""Addresses: rules that cost nothing at the start."""

from werkzeug.routing import Rule


class LateRule(Rule):
    """A rule whose builders (`url_for`) are compiled when an address is first built from it.

    Werkzeug compiles two for every rule at once. Most are never used, and a few hundred rules are a tenth of a second.
    """

    def _compile_builder(self, append_unknown=True):
        compile_now, built = super()._compile_builder, []

        def build(rule, **values):
            if not built:
                built.append(compile_now(append_unknown))
            return built[0](rule, **values)

        return build
