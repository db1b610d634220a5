"""Jinja, made ready for pages that have a millisecond.

- The pieces of `templates/ui.html` are the global `ui` (`{{ ui.button(…) }}`). A piece depends on its arguments and the language alone:
  what one of `REMEMBERED` draws of plain values is drawn once.
- Jinja looks at every call whether the function wants its context, and merges the globals anew for every template. Ours want nothing, and
  the globals do not change after the start.
- What is printed is escaped text that is joined at once: it does not become a Markup of its own before.
"""

from contextlib import suppress
from functools import lru_cache

from flask.templating import Environment as FlaskEnvironment
from jinja2 import FileSystemBytecodeCache
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context as JinjaContext
from jinja2.runtime import Macro
from markupsafe import Markup, _escape_inner, escape

from storefront.kit import ids
from storefront.kit.i18n import language
from storefront.kit.money import Money

# Small and everywhere. What carries a person's words or a secret address is drawn each time.
REMEMBERED = frozenset((
    "icon", "tag", "badge", "price", "price_was", "money", "stars", "button", "icon_link", "icon_button", "back", "text_link", "mini",
    "tab", "bag_count", "brand", "tick", "theme_switch",
))  # fmt: skip
_PLAIN = frozenset((str, Markup, int, bool, type(None), Money))
_MOST = 1000  # drawings of one piece


class CompiledTemplates(FileSystemBytecodeCache):
    """What Jinja compiled, in a folder. Where nothing can be written it is compiled again the next time."""

    def dump_bytecode(self, bucket) -> None:
        """Keep it, where there is room."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


class Context(JinjaContext):
    """What a template sees."""

    def call(self, function, /, *args, **kwargs):
        kind = function.__class__
        if kind is not Macro and kind is not Piece and _wants_something(function, kind):
            return super().call(function, *args, **kwargs)
        if kwargs:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
        return function(self.eval_ctx, *args, **kwargs) if kind is Macro else function(*args, **kwargs)


_marked: dict[type, bool] = {}  # whether things of a class want the context, or Jinja's environment, for all that they are


def _wants_something(function, kind: type) -> bool:
    """Whether Jinja has to look at what is called: it, its class or its `__call__` was marked with `pass_context` or the like."""
    marked = _marked.get(kind)
    if marked is None:
        marked = hasattr(kind, "jinja_pass_arg") or hasattr(getattr(kind, "__call__", None), "jinja_pass_arg")  # noqa: B004 - what it is, not whether
        _marked[kind] = marked
    return marked or "jinja_pass_arg" in getattr(function, "__dict__", ())


class Code(CodeGenerator):
    """Prints with `Environment.escaped`."""

    def _output_child_pre(self, node, frame, finalize):
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class Environment(FlaskEnvironment):
    """Flask's, with our context and code, and globals that are one dictionary."""

    context_class = Context
    code_generator_class = Code

    @staticmethod
    def escaped(value) -> str:
        """The text of a value, safe in HTML: what `markupsafe.escape` gives, but plain text stays a plain string."""
        kind = type(value)
        if kind is str:
            return _escape_inner(value)
        return value if kind is Markup else escape(value)

    def make_globals(self, d):
        return self.globals if not d else super().make_globals(d)


class Piece:
    """One macro that remembers what it drew of plain values."""

    __slots__ = ("_draw", "_macro")

    def __init__(self, macro: Macro):
        self._macro = macro
        self._draw = lru_cache(_MOST, typed=True)(lambda _language, *args, **kwargs: macro(*args, **kwargs))

    def __call__(self, *args, **kwargs):
        for value in args:
            if value.__class__ not in _PLAIN:
                return self._macro(*args, **kwargs)
        for value in kwargs.values():
            if value.__class__ not in _PLAIN:  # a caller, a lazy message, a row
                return self._macro(*args, **kwargs)
        return self._draw(language(), *args, **kwargs)


class Pieces:
    """`ui.…`: the macros of one file. Where templates are watched, a change shows after a second."""

    def __init__(self, env: Environment, name: str):
        self._env, self._name, self._found, self._module, self._until = env, name, {}, None, 0.0

    def __getattr__(self, macro: str):
        if self._env.auto_reload and ids.monotonic() >= self._until:
            module = self._env.get_template(self._name).module
            if module is not self._module:
                self._module, self._found = module, {}
            self._until = ids.monotonic() + 1.0
        found = self._found.get(macro)
        if found is None:
            found = getattr(self._module or self._env.get_template(self._name).module, macro)
            self._found[macro] = found = Piece(found) if macro in REMEMBERED else found
        return found
