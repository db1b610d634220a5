"""Every icon that a template names is in the sprite: one that is missing leaves a hole in the page."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r'icon\("([a-z0-9-]+)"|ui\.empty\("([a-z0-9-]+)"|icon_name="([a-z0-9-]+)"')


def test_every_icon_that_a_template_names_is_in_the_sprite():
    drawn = set(re.findall(r'id="i-([a-z0-9-]+)"', (ROOT / "static" / "icons.svg").read_text()))
    found = {}
    for template in (ROOT / "templates").rglob("*.html"):
        for groups in NAMED.findall(template.read_text()):
            found.update({name: template.name for name in groups if name})
    assert len(found) > 40
    assert {name: where for name, where in found.items() if name not in drawn} == {}
