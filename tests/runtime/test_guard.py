"""A module of a preview feature is imported by those who may, while it is on, or not at all."""

from __future__ import annotations

import importlib
import importlib.util
import os
import pickle
import subprocess
import sys
import textwrap
import types
import warnings

import pytest

from coldframe.runtime import PreviewWarning, RefusedImport

IMPORTS = {
    "import": "import {tree}.loyalty.rules",
    "from": "from {tree} import loyalty",
    "from a module": "from {tree}.loyalty.rules import RATE",
    "import_module": "import importlib\nimportlib.import_module('{tree}.loyalty.rules')",
    "__import__": "__import__('{tree}.loyalty.rules')",
    "resolve_name": "import pkgutil\npkgutil.resolve_name('{tree}.loyalty.rules:RATE')",
}


@pytest.fixture
def shop(host):
    """The host with code in its features and a guard."""
    host.write("preview/loyalty/rules.py", "RATE = 10\nclass Card:\n    pass\n")
    host.write("preview/drones.py", f"import {host.tree}.loyalty.rules\n")
    host.previews().guard()
    return host


def run(host, name: str, code: str) -> types.ModuleType:
    """Import the module ``name`` with this code; below the host if it begins with a dot."""
    text = textwrap.dedent(code).format(tree=host.tree, package=host.package)
    if name.startswith("."):
        host.write(name[1:].replace(".", "/") + ".py", text)
        name = host.package + name
    else:
        name = f"{host.package}_{name}"
        (host.root / f"{name}.py").write_text(text)
    importlib.invalidate_caches()
    return importlib.import_module(name)


@pytest.mark.parametrize("code", IMPORTS.values(), ids=IMPORTS)
@pytest.mark.parametrize("importer", [".till", "script"])
def test_what_is_off_is_refused(shop, importer: str, code: str) -> None:
    with pytest.raises(RefusedImport, match="it is off") as caught:
        run(shop, importer, code)
    assert f"{importer.strip('.')}.py:" in caught.value.what
    assert f"{shop.previews().variable}=loyalty" in caught.value.remedy
    assert caught.value.name.startswith(f"{shop.tree}.loyalty")
    assert isinstance(caught.value, ImportError)
    assert f"{shop.tree}.loyalty" not in sys.modules


@pytest.mark.parametrize("code", IMPORTS.values(), ids=IMPORTS)
def test_stable_code_is_refused_and_scripts_are_not(shop, code: str) -> None:
    shop.previews().switch_on("loyalty")
    with pytest.raises(RefusedImport, match="stable code of") as caught:
        run(shop, ".till", code)
    assert f"{shop.package}.till imports {shop.tree}.loyalty" in str(caught.value)
    assert "plug_point('loyalty')" in caught.value.remedy
    run(shop, "script", code)


def test_running_a_module_is_importing_it(shop) -> None:
    code = "import runpy\nrunpy.run_module('{tree}.loyalty.rules')"
    with pytest.raises(ImportError, match=r"RefusedImport.*it is off"):
        run(shop, "script", code)
    shop.previews().switch_on("loyalty")
    run(shop, "script", code)
    with pytest.raises(ImportError, match="stable code of"):
        run(shop, ".till", code.replace("loyalty.rules", "loyalty"))


def test_python_m(shop) -> None:
    shop.write(
        "__init__.py",
        f"from coldframe.runtime import Previews\nPreviews({shop.tree!r}).guard()\n",
    )
    variable = shop.previews().variable
    for on, code in (("", 1), ("loyalty", 0)):
        done = subprocess.run(
            [sys.executable, "-m", f"{shop.tree}.loyalty.rules"],
            cwd=shop.root,
            capture_output=True,
            text=True,
            env={**os.environ, variable: on},
            check=False,
        )
        assert done.returncode == code, done.stderr
        assert ("__main__ imports" in done.stderr) == bool(code)


def test_a_plug_point(shop) -> None:
    previews = shop.previews()
    code = """
        import importlib
        from coldframe.runtime import Previews

        with Previews("{tree}").plug_point("loyalty"):
            rules = importlib.import_module("{tree}.loyalty.rules")
    """
    with pytest.raises(RefusedImport, match="it is off"):
        run(shop, ".wiring", code)
    previews.switch_on("loyalty, drones")
    assert run(shop, ".wiring", code).rules.RATE == 10
    with pytest.raises(RefusedImport, match="stable code of"):  # it is for the one feature
        run(shop, ".flight", code.replace("{tree}.loyalty.rules", "{tree}.drones"))
    with pytest.raises(LookupError, match="Did you mean 'loyalty'"):
        previews.plug_point("loyalti")


def test_modules_that_are_allowed(shop) -> None:
    shop.previews().guard(allow=[f"{shop.package}.wiring"])
    shop.previews().switch_on("loyalty")
    shop.write("wiring/__init__.py", "")
    shop.write("wirings/__init__.py", "")
    with pytest.raises(RefusedImport):
        run(shop, ".wirings.points", "import {tree}.loyalty")
    run(shop, ".wiring.points", "import {tree}.loyalty")


@pytest.mark.parametrize(
    "loader",
    [
        "from importlib.metadata import EntryPoint\n"
        "EntryPoint('loyalty', '{tree}.loyalty.rules:RATE', 'shop.plugins').load()",
        "import pickle\npickle.loads({pickled!r})",
        "import pickle\npickle._loads({pickled!r})",
    ],
)
def test_loaders_of_names_in_data_may_once_it_is_on(shop, loader: str) -> None:
    pickled = f"c{shop.tree}.loyalty.rules\nRATE\n.".encode()
    code = loader.replace("{pickled!r}", repr(pickled))
    with pytest.raises(RefusedImport, match="it is off"):
        run(shop, ".till", code)
    shop.previews().switch_on("loyalty")
    run(shop, ".till", code)


@pytest.mark.parametrize(
    "importer", [".tests.unit", ".test_loyalty", ".db.migrations.m1", "test_script"]
)
def test_tests_and_migrations_may_while_it_is_off(shop, importer: str) -> None:
    for package in ("tests", "db", "db/migrations"):
        shop.write(f"{package}/__init__.py", "")
    if importer == "test_script":
        importer, shop.package = "till", "test_" + shop.package
    run(shop, importer, "import {tree}.loyalty.rules")


def test_a_migration_that_is_in_no_package(shop) -> None:
    path = shop.write("db/migration/versions/ae1_cards.py", f"import {shop.tree}.loyalty\n")
    spec = importlib.util.spec_from_file_location("ae1_cards_py", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert f"{shop.tree}.loyalty" in sys.modules


def test_features_use_what_they_need(shop) -> None:
    shop.feature("maps", code=f"import {shop.tree}.loyalty\n")
    previews = shop.previews()
    previews.switch_on("loyalty, drones, maps")
    with pytest.raises(RefusedImport, match="'maps' does not say that it needs 'loyalty'"):
        run(shop, "script", "import {tree}.maps")
    run(shop, "script", "import {tree}.drones")


def test_warn_warns_at_the_line(shop) -> None:
    shop.previews().guard("warn")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        run(shop, ".till", "\n\nfrom {tree}.loyalty.rules import RATE")
    assert caught[0].category is PreviewWarning
    assert caught[0].filename.endswith("till.py")
    assert caught[0].lineno == 3
    assert f"imports {shop.tree}.loyalty.rules" in str(caught[0].message)


@pytest.mark.parametrize(("said", "refuses"), [("off", False), ("enforce", True)])
def test_operators_overrule(shop, monkeypatch, said: str, refuses: bool) -> None:
    monkeypatch.setenv("COLDFRAME_GUARD", said)
    shop.previews().guard("off" if refuses else "enforce")
    if refuses:
        with pytest.raises(RefusedImport):
            run(shop, ".till", "import {tree}.loyalty")
    else:
        run(shop, ".till", "import {tree}.loyalty")


def test_a_mode_that_is_none(shop, monkeypatch) -> None:
    with pytest.raises(ValueError, match=r"guard\(\) has the mode 'enforced'"):
        shop.previews().guard("enforced")
    monkeypatch.setenv("COLDFRAME_GUARD", "yes")
    with pytest.raises(ValueError, match="COLDFRAME_GUARD has the mode 'yes'"):
        shop.previews().guard()


@pytest.mark.parametrize("importer", [".till", "script", ".tests"])
def test_what_is_forbidden_needs_no_guard(host, monkeypatch, importer: str) -> None:
    monkeypatch.setenv("COLDFRAME_FORBID", host.package)
    host.previews()
    with pytest.raises(RefusedImport, match="COLDFRAME_FORBID forbids 'shop") as caught:
        run(host, importer, "import {tree}.loyalty")
    assert caught.value.remedy.startswith("Take the import out")


def test_nothing_is_refused_without_a_guard(host) -> None:
    host.previews()
    run(host, ".till", "import {tree}.loyalty")


def test_old_names_and_shared_modules_are_no_feature(shop) -> None:
    shop.write("preview/coupons.py", "")
    shop.write("preview/_shared.py", "")
    run(shop, ".till", "import {tree}.coupons, {tree}._shared")


def test_asking_is_no_import(shop) -> None:
    code = "import importlib.util\nFOUND = importlib.util.find_spec('{tree}.loyalty')"
    assert run(shop, ".till", code).FOUND
    with pytest.raises(RefusedImport, match="it is off"):  # it imports the package around
        run(shop, ".shelf", code.replace("loyalty", "loyalty.rules"))


def test_what_has_failed_is_refused(shop) -> None:
    shop.previews().switch_on("loyalty")
    shop.previews().fail("loyalty", "5 errors in 60 s")
    with pytest.raises(RefusedImport, match="has failed: 5 errors"):
        run(shop, "script", "import {tree}.loyalty")


def test_reloading(shop) -> None:
    previews = shop.previews()
    previews.switch_on("loyalty")
    code = "import importlib\nimport {tree}.loyalty as it\ndef again():\n    importlib.reload(it)"
    script = run(shop, "script", code)
    script.again()
    previews.switch_off("loyalty")
    with pytest.raises(RefusedImport, match="it is off"):
        script.again()


def test_a_host_in_a_namespace(bare) -> None:
    (bare.root / bare.package / "__init__.py").unlink()
    inner = type(bare)(bare.root, f"{bare.package}/inner")
    inner.feature("loyalty")
    inner.package = f"{bare.package}.inner"
    inner.tree = f"{inner.package}.preview"
    previews = inner.previews()
    previews.guard()
    previews.switch_on("loyalty")
    (bare.root / bare.package / "neighbour.py").write_text(f"import {inner.tree}.loyalty\n")
    (bare.root / bare.package / "inner" / "till.py").write_text(f"import {inner.tree}.loyalty\n")
    with pytest.raises(RefusedImport, match=f"stable code of {inner.package} "):
        importlib.import_module(f"{inner.package}.till")
    importlib.import_module(f"{bare.package}.neighbour")


def test_a_circle_is_no_way_in(shop) -> None:
    shop.write("preview/loyalty/__init__.py", f"import {shop.package}.till\n")
    shop.previews().switch_on("loyalty")
    shop.write("till.py", f"import {shop.tree}.loyalty\nimport {shop.tree}.loyalty.rules\n")
    with pytest.raises(RefusedImport, match=f"till imports {shop.tree}.loyalty"):
        run(shop, "script", "import {tree}.loyalty")


def test_the_refusal_can_be_pickled(shop) -> None:
    with pytest.raises(RefusedImport) as caught:
        run(shop, ".till", "import {tree}.loyalty")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_there_is_one_finder(shop, bare) -> None:
    shop.previews().guard()
    kinds = [type(finder).__module__ for finder in sys.meta_path]
    assert kinds.count("coldframe.runtime.guard") == 1
