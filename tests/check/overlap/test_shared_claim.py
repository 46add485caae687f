"""``shared_claim``: what counts as the same thing, and who may define it."""

from __future__ import annotations

from pathlib import Path

from hosts import commit_all, open_host, write

from coldframe.check.host import Host
from coldframe.check.overlap.shared_claim import check


def host_with(root: Path, files: dict[str, str], **claims: str) -> Host:
    """A host with a feature for every entry of ``claims``."""
    write(root, {"pyproject.toml": '[tool.coldframe]\npreview_trees = ["pkg.preview"]\n'})
    write(root, {"pkg/__init__.py": "", "pkg/preview/__init__.py": ""})
    for name, lines in claims.items():
        write(
            root,
            {
                f"pkg/preview/{name}/__init__.py": "",
                f"pkg/preview/{name}/preview.toml": f'title = "{name}"\n[claims]\n{lines}\n',
            },
        )
    write(root, files)
    commit_all(root)
    return open_host(root)


def messages(host: Host) -> list[str]:
    return [finding.message for finding in check(host)]


def test_nothing_declared_reads_nothing(tmp_path: Path) -> None:
    host = host_with(tmp_path, {"pkg/preview/one.py": ""})
    host.tree = None  # type: ignore[assignment]
    host.__dict__["features"] = ()
    assert messages(host) == []


def test_docs_tests_and_extras_may_be_shared(tmp_path: Path) -> None:
    same = 'docs = ["docs/**"]\ntests = ["tests/**"]\nextras = ["all"]'
    assert messages(host_with(tmp_path, {}, one=same, two=same)) == []


def test_one_feature_may_claim_a_thing_twice(tmp_path: Path) -> None:
    assert messages(host_with(tmp_path, {}, one='tables = ["a_*", "a_b"]')) == []


def test_tests_and_the_feature_itself_may_define_it(tmp_path: Path) -> None:
    table = "from sqlalchemy import Table\nT = Table('rules', meta)\n"
    files = {"pkg/preview/one/models.py": table, "pkg/tests/test_models.py": table}
    assert messages(host_with(tmp_path, files, one='tables = ["rules"]')) == []


def test_stable_tables_of_every_tool(tmp_path: Path) -> None:
    files = {
        "pkg/core.py": "T = Table('rules_a', meta)\n",
        "pkg/orm.py": "class R(Base):\n    __tablename__ = 'rules_b'\n",
        "pkg/dj.py": "class R(Model):\n    class Meta:\n        db_table = 'rules_c'\n",
    }
    found = messages(host_with(tmp_path, files, one='tables = ["rules_*"]'))
    assert [m.split()[1] for m in found] == ["rules_a", "rules_c", "rules_b"]


def test_a_group_of_options_registered_in_stable_code(tmp_path: Path) -> None:
    files = {
        "pkg/conf.py": "from oslo_config import cfg\n"
        "G = cfg.OptGroup('fw')\n"
        "O = [cfg.StrOpt('my-driver')]\n"
        "def register(conf):\n    conf.register_opts(O, group=G)\n"
    }
    (found,) = messages(host_with(tmp_path, files, one='options = ["fw.my_*"]'))
    assert found == (
        "option fw.my_driver is claimed by one (fw.my_*) and defined by stable code: pkg/conf.py:3"
    )


def test_an_option_with_an_unknown_group_is_not_guessed(tmp_path: Path) -> None:
    files = {"pkg/conf.py": "from oslo_config import cfg\n# fw\nO = [cfg.StrOpt('driver')]\n"}
    assert messages(host_with(tmp_path, files, one='options = ["*driver"]')) == []


def test_neutron_resources_are_routes(tmp_path: Path) -> None:
    files = {
        "pkg/api.py": "API_PREFIX = '/fwaas'\nRESOURCE_ATTRIBUTE_MAP = {'firewall_rules': {}}\n"
    }
    (found,) = messages(host_with(tmp_path, files, one='routes = ["/v2.0/fwaas/*"]'))
    assert found.startswith("route /v2.0/fwaas/firewall-rules is claimed by one")


def test_commands_of_entry_points(tmp_path: Path) -> None:
    files = {
        "setup.cfg": "[entry_points]\nopenstack.network.v2 =\n"
        "    firewall_group_list = pkg.osc:List\n"
        "    firewall_rule_list = pkg.preview.one:List\n"
    }
    (found,) = messages(host_with(tmp_path, files, one='commands = ["firewall *"]'))
    assert found == (
        "command firewall group list is claimed by one (firewall *) and defined by stable code:"
        " setup.cfg:3"
    )


def test_another_feature_that_defines_it_is_named(tmp_path: Path) -> None:
    files = {"pkg/preview/two/m.py": "T = Table('rules', meta)\n"}
    (found,) = messages(host_with(tmp_path, files, one='tables = ["rules"]', two=""))
    assert "defined by the preview feature two: pkg/preview/two/m.py:1" in found


def test_what_two_claim_and_one_defines_is_told_once(tmp_path: Path) -> None:
    files = {"pkg/preview/two/m.py": "T = Table('rules', meta)\n"}
    claim = 'tables = ["rules"]'
    (found,) = messages(host_with(tmp_path, files, one=claim, two=claim))
    assert found == "table rules is claimed by two and by one"


def test_a_claim_without_any_certain_text_is_noted(tmp_path: Path) -> None:
    host = host_with(tmp_path, {}, one='tables = ["*"]')
    assert messages(host) == []
    assert any("too wide" in note for note in host.notes)


def test_an_option_of_the_default_group(tmp_path: Path) -> None:
    files = {
        "pkg/conf.py": "from oslo_config import cfg\n"
        "CONF.register_opts([cfg.StrOpt('core-plugin')])\n"
    }
    (found,) = messages(host_with(tmp_path, files, one='options = ["DEFAULT.core_plugin"]'))
    assert found.endswith("defined by stable code: pkg/conf.py:2")


def test_an_environment_variable_of_settings(tmp_path: Path) -> None:
    files = {
        "pkg/conf.py": "class S(BaseSettings):\n    model_config = dict(env_prefix='shop_')\n"
        "    pump: str = 'x'\n",
        "pkg/other.py": "class S(BaseSettings):\n    class Config:\n        env_prefix = 'SHOP_'\n"
        "    hose: str = 'x'\n",
    }
    found = messages(host_with(tmp_path, files, one='options = ["SHOP_*"]'))
    assert [m.split(": ")[1] for m in found] == ["pkg/conf.py:3", "pkg/other.py:4"]


def test_routes_are_compared_without_the_names_of_their_parameters(tmp_path: Path) -> None:
    app = "app = FastAPI()\n@app.get('/points/{number}')\ndef points(number): ...\n"
    one, two = 'routes = ["/points/{card}"]', 'routes = ["/points/<int:id>"]'
    told = messages(host_with(tmp_path, {"pkg/api.py": app}, one=one, two=two))
    assert told == [
        "route /points/x is claimed by two (/points/<int:id>) and by one (/points/{card})",
        "route /points/{number} is claimed by one (/points/{card}) and defined by stable code:"
        " pkg/api.py:2",
        "route /points/{number} is claimed by two (/points/<int:id>) and defined by stable code:"
        " pkg/api.py:2",
    ]
