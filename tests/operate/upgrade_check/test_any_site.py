"""Whatever a file looks like: no secret is shown, and the copies leave nothing to edit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hosts import write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from upgrades import installed, wheel

from coldframe.operate.upgrade_check.fixing import corrected
from coldframe.operate.upgrade_check.upgrade_check import upgrade_check
from coldframe.report.site_json import render as as_json
from coldframe.report.site_text import render as as_text

SECRET = "S3CR3T"
WORDS = (
    *("drones", "fax", "till", "preview_loyalty", "shop.preview.drones", SECRET, f"x.{SECRET}"),
    *("shop.preview.loyalty.plugin.Plugin", f"drones{SECRET}", f"{SECRET}@drones"),
    *(f"rabbit://u:{SECRET}@h/shop.preview.loyalty", f"{SECRET}:shop.preview.loyalty.plugin:P"),
)
KEYS = ("plugins", "backend", "preview", "password", "aisles", "cash", "level", "height")
values = st.builds(
    lambda sign, words: sign.join(words),
    st.sampled_from([", ", ",", " ", ":"]),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
)
quoted = values.map(json.dumps)
nested = st.recursive(
    quoted, lambda one: st.lists(one, min_size=1, max_size=3).map(lambda all: f"[{', '.join(all)}]"), max_leaves=4
)  # fmt: skip
keys = st.sampled_from(KEYS)


def lines(*kinds: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A file of such lines, each key once."""
    return st.lists(st.one_of(*kinds), max_size=7, unique_by=lambda one: one.split()[0]).map(
        lambda all: "\n".join([*all, ""])
    )


FORMS = {
    "a.conf": lines(
        st.builds("{} = {}".format, keys, values),
        st.builds("{} : {},\n  {}".format, keys, values, values),
        st.sampled_from(["[shop]", "[preview_loyalty]", "[loyalty]", "[drones]", f"# {SECRET}"]),
    ),
    ".env": lines(
        st.builds(
            "{}={} # {}".format,
            st.sampled_from(["SHOP_PREVIEW", "PLUGINS", "PREVIEW_LOYALTY__LEVEL", "API_KEY"]),
            values.map(lambda one: f"'{one}'"),
            st.just(SECRET),
        ),
        st.builds('export LEVEL="{}\n{},{}\n"'.format, values, values, values),
        st.builds("CASH=${{X:-{}}},{}".format, values, values),
    ),
    "settings.py": lines(
        st.builds("{} = {}  # {}".format, keys, nested, st.just(SECRET)),
        st.builds("X = {{'password': {}, 'plugins': {}}}".format, nested, nested),
        st.builds("if {}: PASSWORD = {}; plugins += {}".format, quoted, quoted, nested),
        st.builds("PASSWORD = {}; plugins.append({}); A = {}".format, quoted, quoted, quoted),
        st.builds("plugins = PASSWORD = ({} {},\n {})".format, quoted, quoted, quoted),
        st.builds("x['a'] = x[f({})]['plugins'] = {}".format, quoted, nested),
        st.builds("Y: one({}) = {} if {} else {}".format, quoted, nested, quoted, quoted),
        st.builds("Z = '''\n{}\n'''; B = b{} + {}".format, values, quoted, nested),
        st.builds("PASSWORD = {}; import shop.preview.loyalty".format, quoted),
    ),
    "a.yaml": lines(
        st.builds("{} : {} # {}".format, keys, nested, st.just(SECRET)),
        st.builds("x : {{password: {}, plugins: {}}}".format, nested, nested),
        st.builds("more :\n  - {} # {}\n  - {}".format, quoted, st.just(SECRET), quoted),
        st.builds("folded : >\n  {}\n  {}".format, values, values),
        st.builds('long : "{}\n  {}"'.format, values, values),
        st.builds("base : &base {{password: {}, plugins: {}}}".format, nested, nested),
        st.builds("tagged : !vault {}".format, quoted),
    ),
    "a.toml": lines(
        st.builds("{} = {}  # {}".format, keys, nested, st.just(SECRET)),
        st.builds("x = {{ password = {}, plugins = {} }}".format, nested, nested),
    ),
}


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A folder, the release and what is installed."""
    top = tmp_path_factory.mktemp("site")
    return top, str(wheel(top)), str(installed(top / "present"))


@pytest.mark.parametrize("name", FORMS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_secret_is_shown_and_the_copies_are_done(
    name: str, data: st.DataObject, ground: tuple[Path, str, str]
) -> None:
    top, to, site = ground
    path = str(top / name)
    write(top, {name: data.draw(FORMS[name])})
    found = upgrade_check(to, [path], site_packages=[site])
    assert SECRET not in as_text(found) + as_json(found)
    for content in corrected(found).values():
        write(top, {name: content})
        again = upgrade_check(to, [path], site_packages=[site])
        assert [one for one in again.stops if one.cuts] == []
