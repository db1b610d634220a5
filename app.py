"""Microstore: the contents page. `create_app()` builds the WSGI app from the features; `python app.py` serves it.

Read `wire()` to see who reacts to what: events after the commit, money by purpose, panels in slots, work every minute.
"""

import sys
from importlib import import_module, util
from pathlib import Path

from flask import Flask, g, request
from jinja2 import StrictUndefined

from storefront import ORDER
from storefront.kit import assets, db, events, hypermedia, i18n, ids, jobs, log, pagecache, personal, registry, security, web
from storefront.kit.config import Config

ROOT = Path(__file__).parent
FEATURES = tuple(name for name in ORDER if (ROOT / "storefront" / name / "__init__.py").exists())


def create_app(config: Config) -> Flask:
    """The application, connected to its database. One per process."""
    ids.configure(config.secret)
    personal.configure(config.secrets)
    log.configure(config.production)
    db.guard_scopes(not config.production)
    db.connect(config)
    app = Flask("microstore", root_path=str(ROOT), template_folder="templates", static_folder=None)
    app.config.update(MICROSTORE=config, MAX_CONTENT_LENGTH=config.upload_mb * 1024 * 1024, MAX_FORM_MEMORY_SIZE=1024 * 1024, MAX_FORM_PARTS=500)
    app.url_map.strict_slashes = False
    hypermedia.init_app(app)
    security.init_app(app, config)
    web.init_app(app, config, assets.Assets(ROOT / "static", watch=not config.production))
    _templates(app, config)
    for name in FEATURES:
        for part in ("models", "views", "seller", "admin"):
            if util.find_spec(f"storefront.{name}.{part}"):
                module = import_module(f"storefront.{name}.{part}")
                for blueprint in getattr(module, "blueprints", [getattr(module, "bp", None)]):
                    if blueprint is not None:
                        app.register_blueprint(blueprint)
    jobs.configure()
    wire(config)
    app.wsgi_app = app.assets.wrap(pagecache.PageCache(app.wsgi_app))
    app.pagecache = app.wsgi_app.__closure__ and app.wsgi_app  # the outermost layer, for tests
    return app


def _templates(app: Flask, config: Config) -> None:
    env = app.jinja_env
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(i18n.gettext, i18n.ngettext, newstyle=False)
    env.trim_blocks = env.lstrip_blocks = True
    env.auto_reload = not config.production
    if not config.production:
        env.undefined = StrictUndefined
    env.globals.update(web.template_globals(app, config))
    env.globals["ui"] = web.Macros(env, "ui.html")


def wire(config: Config) -> None:
    """Who reacts to what, on one page."""
    events.forget_listeners()
    registry.slots.clear()


def main(arguments: list[str]) -> int:
    """`python app.py …`: see `--help`."""
    from storefront import commands

    return commands.run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
