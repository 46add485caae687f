"""Who owns a frame of a traceback: a feature, its host, a package, or a library.

In this order: the rule file of the command, the declarations of the host (the folders and tests
of its features), then the packages that paths show.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.source.codeowners import Line

FEATURE, HOST, PACKAGE, RULE, LIBRARY = "feature", "host", "package", "rule", "library"
PROCESS = "process"

_INSTALLED = re.compile(r".*/(?:site|dist)-packages/")
_STANDARD = re.compile(
    r"(?:.*/)?(?:lib(?:64)?/python\d(?:\.\d+)?|lib/pypy[\d.]*|Lib|python\d\.\d+)/|<|\w+\.zip/"
)
# Folders that hold checkouts: what follows is a project, and no package of its own.
_CHECKOUTS = re.compile(
    r".*/(?:stack/new|stack|src/[\w.-]+\.[a-z]+/[\w.-]+|src|site|repos?|code|workspace|checkout)/"
    r"|/(?:home|tmp)/[^/]+/|/usr/src/|/srv/|/opt/|/var/lib/|/(?:app|root)/"
)
_TEST = re.compile(r"(?:^|/)(?:tests?|testing)/|(?:^|/)(?:test_[^/]*|[^/]*_tests?|conftest)\.py$")
# Names of packages that are nobody's application, where they are not installed as usual.
_LIBRARIES = frozenset(
    {
        *("unittest", "unittest2", "testtools", "fixtures", "pytest", "_pytest", "pluggy", "nose"),
        *("stestr", "six", "mock", "eventlet", "greenlet", "gevent", "asyncio", "concurrent"),
        *("threading", "multiprocessing", "sqlalchemy", "MySQLdb", "pymysql", "psycopg2"),
        *("django", "flask", "werkzeug", "starlette", "fastapi", "uvicorn", "gunicorn", "webob"),
        *("paste", "routes", "requests", "urllib3", "httplib2", "amqp", "kombu", "pika", "celery"),
        *("tenacity", "retrying", "decorator", "wrapt", "click", "aiohttp", "contextlib"),
        *("importlib", "encodings", "json", "logging", "socket", "ssl", "http", "ctypes"),
    }
)


class Owner(NamedTuple):
    """Who owns something: a name, which of the kinds above, and why we think so."""

    name: str
    kind: str
    because: str

    @property
    def answers(self) -> bool:
        """Whether it can be blamed: libraries cannot."""
        return self.kind != LIBRARY


NOBODY = Owner("", LIBRARY, "no owner is known")


class Owners:
    """Answers whose a path is; each path is looked at once."""

    def __init__(self, host: Host | None = None, rules: tuple[Line, ...] = ()) -> None:
        self._host = host
        self._rules = rules
        self._known: dict[str, Owner] = {}
        self._tested: dict[str, bool] = {}
        self._placed: dict[str, Owner] | None = None
        self._modules = tuple((f.name, f.module) for f in host.features) if host else ()
        self._paths = frozenset(host.tree.paths()) if host else frozenset()
        self._name = _host_name(host) if host else ""
        self._packages = {p.split("/")[0] for p in self._paths if p.endswith("/__init__.py")}
        self._packages |= {
            p.split("/")[1] for p in self._paths if p.startswith("src/") and p.count("/") > 1
        }

    def of(self, path: str) -> Owner:
        """The owner of the file that a frame names."""
        owner = self._known.get(path)
        if owner is None:
            if len(self._known) > 20_000:
                self._known.clear()
            owner = self._known[path] = self._find(path.replace("\\", "/"))
        return owner

    def is_test(self, path: str) -> bool:
        """Whether the file that a frame names is a test, or what tests share."""
        found = self._tested.get(path)
        if found is None:
            if len(self._tested) > 20_000:
                self._tested.clear()
            place = self.place(path)
            if place and self._host is not None:
                found = self._host.places.is_test(place)
            elif place in self._tested:  # on a worker
                found = self._tested[place]
            else:
                found = bool(_TEST.search(place or path.replace("\\", "/")))
            self._tested[path] = found
        return found

    def of_test(self, name: str) -> Owner:
        """The owner of a test by its dotted name; NOBODY if no file of the host has it."""
        parts = name.partition("(")[0].split(".")
        for end in range(len(parts), 1, -1):
            path = f"{'/'.join(parts[:end])}.py"
            if self.place(path):
                return self.of(path)
        return NOBODY

    def place(self, path: str) -> str:
        """The path of the host's file that a frame names, or ``""``."""
        path = path.replace("\\", "/")
        installed = _INSTALLED.match(path)
        rest = path[installed.end() :] if installed else path.lstrip("/")
        parts = rest.split("/")
        for start in range(len(parts)):
            tail = "/".join(parts[start:])
            if "/" not in tail and (start or "/" in path):
                break
            if installed and start:
                break
            for candidate in (tail, f"src/{tail}"):
                if candidate in self._paths:
                    return candidate
        return ""

    def people(self, path: str, feature: str = "") -> tuple[str, ...]:
        """Who answers for it: the owners of the feature's declaration, else of CODEOWNERS."""
        if self._host is None:
            return ()
        for one in self._host.features:
            if feature == one.name and one.declaration and one.declaration.owners:
                return one.declaration.owners
        place = self.place(path)
        if not place:
            return ()
        from coldframe.source.codeowners import owners

        return owners(self._host.tree, place)

    def process(self, name: str) -> Owner:
        """Who owns a process of this name: a feature or host that it is called after, or itself."""
        words = re.split(r"\W+|_", name.lower())
        called = f"-{'-'.join(words)}-"
        for feature in sorted(self.features(), key=len, reverse=True):
            if f"-{feature.lower().replace('_', '-')}-" in called:
                return Owner(feature, FEATURE, f"it is called after {feature}")
        if words[0] and words[0] in self._packages:
            return Owner(self._name, HOST, f"it is called after {self._name}, and no feature")
        return Owner(name, PROCESS, "no feature is called like it")

    def features(self) -> frozenset[str]:
        """The names of the host's features."""
        return frozenset(name for name, _ in self._modules)

    def __getstate__(self) -> dict[str, object]:
        """What another machine needs: whose each file of the host is, instead of the host.

        It answers as here, but for ``people``.
        """
        state = dict(self.__dict__)
        if self._host is not None:
            files = frozenset(path for path in self._paths if path.endswith((".py", ".pyx")))
            state["_paths"] = files
            state["_placed"] = {path: self._of_place(path) for path in files}
            state["_tested"] = {path: self.is_test(path) for path in files}
        state["_host"], state["_known"] = None, {}
        return state

    def _find(self, path: str) -> Owner:
        place = self.place(path)
        for rule in reversed(self._rules):
            if rule.paths.fullmatch(place or path.lstrip("/")) or rule.paths.fullmatch(
                path.lstrip("/")
            ):
                if rule.owners:
                    return Owner(rule.owners[0], RULE, "a rule of the rule file says so")
                return NOBODY
        return self._declared(place, path) or package(path)

    def _declared(self, place: str, path: str) -> Owner | None:
        if place:
            return self._of_place(place)
        # Another version of the host: the folder is gone here, its name is still the feature's.
        slashed = f"/{path.lstrip('/')}"
        for name, module in self._modules:
            folder = module.replace(".", "/")
            if f"/{folder}/" in slashed or slashed.endswith(f"/{folder}.py"):
                return Owner(name, FEATURE, f"the path names {module}")
        found = package(path)
        if found.answers and found.name in self._packages:
            return Owner(self._name, HOST, f"the path names {found.name}, and no feature")
        return None

    def _of_place(self, place: str) -> Owner:
        if self._placed is not None:
            return self._placed[place]
        assert self._host is not None
        feature = self._host.feature_of(place)
        if feature:
            return Owner(feature.name, FEATURE, f"{place} is in {feature.module}")
        if self._host.places.is_test(place):
            for one in self._host.features:
                if self._host.places.is_test_of(place, one):
                    return Owner(one.name, FEATURE, f"{place} is a test of {one.module}")
        return Owner(self._name, HOST, f"{place} is in {self._name}, and in no feature")


def package(path: str) -> Owner:
    """The owner that a path alone shows: the package that it is in, or a library."""
    path = path.replace("\\", "/")
    installed = _INSTALLED.match(path)
    if installed:
        return Owner(_top(path[installed.end() :]), LIBRARY, "it is an installed library")
    if _STANDARD.match(path):
        return Owner(_top(path.rpartition("/lib/")[2]), LIBRARY, "it is part of Python")
    parts = path.strip("/").split("/")
    folders, file = parts[:-1], parts[-1]
    name = ""
    for at in range(1, len(folders)):
        before = re.sub(r"^python-|\.git$", "", folders[at - 1]).replace("-", "_").lower()
        if before == folders[at].lower():  # neutron/neutron, python-keystoneclient/keystoneclient
            name = folders[at]
            break
    if not name:
        checkout = _CHECKOUTS.match(path)
        inside = path[checkout.end() :].split("/") if checkout else parts
        inside = [part for part in inside[:-1] if part.isidentifier()] or inside[:-1]
        name = inside[0] if inside else file.removesuffix(".py")
    if name in _LIBRARIES:
        return Owner(name, LIBRARY, "it is a library")
    return Owner(name, PACKAGE, f"the path is in {name}")


def _top(rest: str) -> str:
    return rest.strip("/").split("/")[0].removesuffix(".py").strip("<>")


def _host_name(host: Host) -> str:
    trees = host.preview_trees
    if trees:
        return trees[0].module.split(".")[0]
    tops = [path.split("/")[0] for path in host.tree.paths() if path.endswith("/__init__.py")]
    named = [top for top in tops if top not in ("src", "tests", "test")]
    return max(sorted(set(named)), key=named.count) if named else "this project"
