"""What modules define: every known way, and what only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import commit_all, open_host, write

from coldframe.check.surface.definition import Definition


def definitions(root: Path, source: str | bytes) -> tuple[Definition, ...]:
    write(root, {"m.py": source, "pkg/preview/__init__.py": "", "pkg/__init__.py": ""})
    commit_all(root)
    return open_host(root).surface.of("m.py")


def names(root: Path, kind: str, source: str) -> list[tuple[str, ...]]:
    return [d.names for d in definitions(root, source) if d.kind == kind and d.certain]


@pytest.mark.parametrize(
    "source",
    [
        "",
        "# cfg.StrOpt('x') and add_argument( in a comment\n",
        'X = \'cfg.StrOpt("x") .get("/a") __tablename__\'\n',
        "d = {}\nd.get('/a')\n",
        "Table('x')\nTable(title='x')\n",
        "class A:\n    table_name = 'x'\n    db_table = 'x'\n",
        "def f():\n    __tablename__ = 'x'\n",
        "@cache.get('key')\ndef f(): pass\n",
        "path('a')\nos.path('a', 1)\n",
        "class C(Command):\n    'Without cliff.'\n",
        "parser.add_argument('positional', help='x')\n",
        "from mine import StrOpt\nStrOpt('x')\n",
        "ArgumentParser(add_help=False)\n",
    ],
)
def test_nothing_is_defined(tmp_path: Path, source: str) -> None:
    assert definitions(tmp_path, source) == ()


@pytest.mark.parametrize(
    ("kind", "source", "found"),
    [
        ("table", "class A(B):\n    __tablename__ = 'a'\n", [("a",)]),
        ("table", "class A(B):\n    __tablename__: str = 'a'\n", [("a",)]),
        ("table", "N = 'a'\nt = sa.Table(N + 'b', meta, sa.Column('c'))\n", [("ab",)]),
        ("table", "class A(M):\n    class Meta:\n        db_table = 'a'\n", [("a",)]),
        ("table", "def upgrade():\n    op.create_table('a', c)\n", [("a",)]),
        ("table", "def upgrade():\n    op.rename_table('a', 'b')\n", [("b",)]),
        ("table", "class A(B):\n    __tablename__ = f'{x}_a'\n", []),
        ("route", "@app.get('/a')\ndef f(): pass\n", [("/a",)]),
        ("route", "@app.get(path='/a')\nasync def f(): pass\n", [("/a",)]),
        (
            "route",
            "r = APIRouter(prefix='/p')\n@r.post('/a')\ndef f(): pass\n",
            [("/p/a", "/a")],
        ),
        ("route", "r = APIRouter(prefix=P)\n@r.post('/a')\ndef f(): pass\n", []),
        (
            "route",
            "b = Blueprint('b', n, url_prefix='/p')\n@b.route('/')\ndef f(): 1\n",
            [("/p/", "/")],
        ),
        ("route", "app.add_url_rule('/a', view_func=f)\n", [("/a",)]),
        (
            "route",
            "urlpatterns = [path('a/<int:x>', v), re_path(r'^b$', v)]\n",
            [("/a/<int:x>", "a/<int:x>"), ("/b", "b")],
        ),
        (
            "route",
            "RESOURCE_ATTRIBUTE_MAP = {'a_b': {}}\n",
            [("/v2.0/a-b", "/v2.0/a_b", "a_b")],
        ),
        ("option", "from oslo_config import cfg\ncfg.StrOpt('a')\n", []),
        (
            "option",
            "from oslo_config import cfg\nCONF.register_opt(cfg.StrOpt('a-b'))\n",
            [("a_b", "DEFAULT.a_b", "a-b")],
        ),
        (
            "option",
            "from oslo_config import cfg\nA = [cfg.IntOpt('a')]\nB = [cfg.BoolOpt('b')]\n"
            "CONF.register_opts(A + B, group='g')\n",
            [("g.a",), ("g.b",)],
        ),
        (
            "option",
            "from oslo_config.cfg import StrOpt, OptGroup\nG = OptGroup(name='g')\n"
            "def reg(conf):\n    conf.register_cli_opts((StrOpt('a'),), G)\n",
            [("g.a",)],
        ),
        ("option", "p.add_argument('-v', '--very', action='x')\n", [("--very", "-v")]),
        ("option", "@click.option('--on/--off')\ndef f(): pass\n", [("--on", "--off")]),
        ("option", "@click.option('x', '--ex', '-x')\ndef f(): pass\n", [("--ex", "-x")]),
        ("option", "def f(a_b: int = typer.Option(3)): pass\n", [("--a-b",)]),
        (
            "option",
            "def f(*, a: Annotated[int, typer.Option('--ay', '-a')] = 3): pass\n",
            [("--ay",)],
        ),
        (
            "option",
            "class S(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix='p_')\n"
            "    a: int = 3\n    _b: int = 4\n",
            [("a", "P_A", "p_a")],
        ),
        ("command", "sub.add_parser('a', help='x')\n", [("a",)]),
        (
            "command",
            "a = sub.add_parser('a')\ns = a.add_subparsers()\nb = s.add_parser('b')\n"
            "t = b.add_subparsers()\nt.add_parser('c')\n",
            [("a",), ("a b", "b"), ("a b c", "c")],
        ),
        ("command", "ArgumentParser(prog='a')\n", [("a",)]),
        ("command", "@click.command\ndef do_it(): pass\n", [("do-it",)]),
        ("command", "@click.command('a')\ndef do_it(): pass\n", [("a",)]),
        ("command", "@cli.group(name='a')\ndef do_it(): pass\n", [("a",)]),
        ("command", "@app.command()\ndef list_cmd(): pass\n", [("list",)]),
        ("command", "import cliff.lister\nclass L(cliff.lister.Lister): pass\n", [("L",)]),
    ],
)
def test_what_is_defined(
    tmp_path: Path, kind: str, source: str, found: list[tuple[str, ...]]
) -> None:
    assert names(tmp_path, kind, source) == found


def test_syntax_of_a_newer_python_is_read(tmp_path: Path) -> None:
    source = "type A[T = int] = list[T]\ntry:\n    1\nexcept A, B:\n    2\nt = Table('a', meta)\n"
    assert names(tmp_path, "table", source) == [("a",)]


def test_a_file_is_read_as_far_as_it_can_be(tmp_path: Path) -> None:
    source = "t = Table('a', meta)\ndef (:\n"
    assert names(tmp_path, "table", source) == [("a",)]


def test_latin_1_and_crlf(tmp_path: Path) -> None:
    source = "# coding: latin-1\r\nx = '\xe9'\r\nt = Table('a', meta)\r\n".encode("latin-1")
    (found,) = definitions(tmp_path, source)
    assert (found.names, found.line) == (("a",), 3)


@pytest.mark.parametrize(
    ("help_", "text", "exact"),
    [
        ("'a' 'b'", "ab", True),
        ("_('a')", "a", True),
        ("H + 'b'", "hb", True),
        ("f'{H} b'", "h b", True),
        ("f'{x} b'", " b", False),
        ("'a %s' % x", "a %s", False),
        ("'a {}'.format(x)", "a {}", False),
        ("textwrap.dedent('''a''')", "a", True),
        ("helps['a']", "", False),
        ("a.b", "", False),
    ],
)
def test_as_much_of_a_text_as_is_certain(
    tmp_path: Path, help_: str, text: str, exact: bool
) -> None:
    (found,) = definitions(tmp_path, f"H = 'h'\np.add_argument('--a', help={help_})\n")
    assert found.help == (text, exact)
