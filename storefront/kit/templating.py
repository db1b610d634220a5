"""Jinja, made ready for pages that have a millisecond.

- The pieces of `templates/ui.html` are the global `ui` (`{{ ui.button(…) }}`). A piece depends on its arguments and the language alone:
  what one of `REMEMBERED` draws of plain values is drawn once.
- Jinja looks at every call whether the function wants its context, and merges the globals anew for every template. Ours want nothing, and
  the globals do not change after the start.
- What is printed is escaped text that is joined at once: it does not become a Markup of its own before.
- A sentence that stands in a template is translated and escaped once per language. It and the pieces are called as functions are, and so
  is a macro: Jinja looks at each call anew for what its macro takes.
"""

import keyword
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache

from flask.templating import Environment as FlaskEnvironment
from jinja2 import FileSystemBytecodeCache, Template, nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context as JinjaContext
from jinja2.runtime import Macro, missing
from markupsafe import Markup, _escape_inner, escape

from storefront.kit import i18n, ids
from storefront.kit.i18n import language
from storefront.kit.money import Money

# Small and everywhere. What carries a person's words or a secret address is drawn each time.
REMEMBERED = frozenset((
    "icon", "tag", "badge", "price", "price_was", "money", "stars", "button", "icon_link", "icon_button", "back", "text_link", "mini",
    "tab", "bag_count", "brand", "tick", "theme_switch",
))  # fmt: skip
PIECES = "ui.html"
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

    def __init__(self, environment, parent, name, blocks, globals=None):
        super().__init__(environment, parent, name, blocks)  # without `globals`: all have the same, none need be compared

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
    """Prints with `Environment.escaped`; calls sentences, pieces and macros as functions are called."""

    _macros: frozenset[str] = frozenset()  # those of this template
    _printed = None  # the sentence that is printed as it stands

    def visit_Template(self, node, frame=None):
        self._macros = frozenset(macro.name for macro in node.body if isinstance(macro, nodes.Macro))
        super().visit_Template(node, frame)

    def _output_child_pre(self, node, frame, finalize):
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        elif self._known(node, frame) == "sentence" and not node.kwargs and isinstance(node.args[0], nodes.Const):
            self._printed = node
            self.write("environment.words(")
        else:
            self.write("environment.escaped(")

    def visit_Call(self, node, frame, forward_caller=False):
        known = self._known(node, frame)
        if node is self._printed:
            self.visit(node.args[0], frame)
            return
        if known is None:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        if known == "sentence":
            self.write("environment.gettext")
        elif known == "piece":
            self.visit(node.node.node, frame)
            self.write(f".{node.node.attr}")
        else:
            self.visit(node.node, frame)
        self.write("(")
        for value in node.args:
            self.visit(value, frame)
            self.write(", ")
        for pair in node.kwargs:
            self.write(f"{pair.key}=")
            self.visit(pair.value, frame)
            self.write(", ")
        if forward_caller:
            self.write("caller=caller, ")
        if node.dyn_kwargs is not None:
            self.write("**")
            self.visit(node.dyn_kwargs, frame)
        self.write(")")

    def _known(self, node, frame) -> str | None:
        """What a node calls, where that is a function which wants nothing of Jinja: a "sentence" by the global `_`, a "piece" of the
        global `ui`, a "macro" of this template."""
        if (
            not isinstance(node, nodes.Call)
            or node.dyn_args is not None
            or any(keyword.iskeyword(pair.key) for pair in node.kwargs)
        ):
            return None
        called, is_piece = node.node, isinstance(node.node, nodes.Getattr)
        called = called.node if is_piece else called
        if not isinstance(called, nodes.Name):
            return None
        ref = frame.symbols.find_ref(called.name)
        is_global = (frame.symbols.find_load(ref) or ("",))[0] == "resolve"  # nothing in the template is called so
        if is_piece:
            return "piece" if is_global and called.name == "ui" else None
        if called.name == "_" and is_global and node.args and node.dyn_kwargs is None:
            return "sentence"
        return "macro" if called.name in self._macros and ref == f"l_0_{called.name}" else None

    def macro_def(self, macro_ref, frame):
        made = macro_ref.node
        names = tuple(argument.name for argument in made.args)
        takes = (macro_ref.accesses_kwargs, macro_ref.accesses_varargs, macro_ref.accesses_caller)
        kept = getattr(made, "name", None) in REMEMBERED and self.name == PIECES
        self.write("environment.piece(" if kept else "(")
        self.write(f"environment.drawing(environment, macro, {getattr(made, 'name', None)!r}, {names!r}, ")
        self.write(f"{', '.join(map(repr, takes))}, context.eval_ctx.autoescape))")


def drawing(environment, draw: Callable, name: str | None, arguments: tuple[str, ...], more, rest, caller, escapes) -> Callable:
    """A function that takes what Jinja's own Macro of these arguments would, and draws the same."""
    names = (*arguments, "caller") if caller and "caller" not in arguments else arguments
    if not escapes or rest or any(keyword.iskeyword(each) for each in names):
        return Macro(environment, draw, name, arguments, more, rest, caller, escapes)
    return _making(names, len(arguments), more)(
        draw, environment.undefined("No caller defined", name="caller") if caller else None
    )


@lru_cache(None)
def _making(names: tuple[str, ...], count: int, more: bool) -> Callable:
    """What makes the function: its head is written out, since only that says which names it takes."""
    takes = [f"{name}={'_missing' if at < count else '_nobody'}" for at, name in enumerate(names)] + ["**_more"] * more
    gives = [*names, *["_more"] * more]
    source = f"lambda _draw, _nobody: lambda {', '.join(takes)}: _new(_Markup, _draw({', '.join(gives)}))"
    return eval(source, {"_new": str.__new__, "_Markup": Markup, "_missing": missing})


def escaped(value) -> str:
    """The text of a value, safe in HTML: what `markupsafe.escape` gives, but plain text stays a plain string."""
    kind = type(value)
    if kind is str:
        return _escape_inner(value)
    return value if kind is Markup else escape(value)


class Environment(FlaskEnvironment):
    """Flask's, with our context and code, and globals that are one dictionary. Templates that do not change are looked for once."""

    context_class = Context
    code_generator_class = Code
    gettext, words = staticmethod(i18n.gettext), staticmethod(i18n.words)
    escaped, drawing = staticmethod(escaped), staticmethod(drawing)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._ready: dict[str, Template] = {}

    def get_template(self, name, parent=None, globals=None):
        found = self._ready.get(name) if globals is None else None
        if found is None:
            found = super().get_template(name, parent, globals)
            if globals is None and not self.auto_reload:
                self._ready[name] = found
        return found

    def make_globals(self, d):
        return self.globals if not d else super().make_globals(d)


class Piece:
    """One macro that remembers what it drew of plain values."""

    __slots__ = ("_draw", "_macro")

    def __init__(self, macro: Callable):
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


Environment.piece = Piece


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
            self._found[macro] = found
            if not self._env.auto_reload:
                setattr(self, macro, found)  # found at once from now on
        return found
