"""Neutron's API, served for a test by the recipe in ``examples/runtime_neutron``."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from environments import installed
from hosts import git
from neutron_trees import clone

from tools.sdists import ROOT

RECIPE = ROOT / "examples/runtime_neutron"


class Answer(NamedTuple):
    """What the server said."""

    status: int
    headers: dict[str, str]
    body: Any


class Serving:
    """A running server; ``log`` is all it has said, complete once it has stopped."""

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        self._process = process
        self._log = log
        assert process.stdout is not None
        said = process.stdout.readline().split()
        self.port = int(said[1]) if said[:1] == ["serving"] else 0
        self.modules = -1  # how many of fwaas were loaded, known once it has stopped

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def ask(self, method: str, path: str, body: object = None) -> Answer:
        """One request."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            None if body is None else json.dumps(body).encode(),
            {"Content-Type": "application/json"},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return Answer(answer.status, dict(answer.headers), json.loads(answer.read()))
        except urllib.error.HTTPError as refused:
            with refused:
                return Answer(refused.code, dict(refused.headers), refused.read().decode())

    def stop(self) -> int:
        """The exit code."""
        out, _ = self._process.communicate(timeout=60)
        if "fwaas modules" in out:
            self.modules = int(out.split()[-1])
        return self._process.returncode


class NeutronHost:
    """A clone of ``source``, with the lines of the recipe in it."""

    def __init__(self, top: Path, source: Path, python: Path) -> None:
        self.root = top / "neutron"
        self.etc = top / "etc"
        self._python = python
        clone(source, self.root)
        shutil.copy(RECIPE / "neutron/previews.py", self.root / "neutron/previews.py")
        git(self.root, "apply", str(RECIPE / "gate.patch"))
        with (self.root / "neutron/preview/fwaas/preview.toml").open("a") as declaration:
            declaration.write('routes = ["/v2.0/fwaas/*"]\n')  # the last table is [claims]
        self._metadata = installed(self.root, top / "metadata", "neutron", "29.0.0")

    @contextmanager
    def serving(
        self,
        plugins: str,
        database: str = "sqlite://",
        fwaas: str = "neutron.preview.fwaas",
        edited: Callable[[Path], None] = lambda etc: None,
        **environment: str,
    ) -> Iterator[Serving]:
        """The server with these ``service_plugins``, stopped at the end of the block.

        ``fwaas`` is what class paths in the configuration begin with; ``edited`` gets the folder
        of the configuration before it is read.
        """
        self._configure(plugins, database, fwaas)
        edited(self.etc)
        log = self.etc / "log"
        with log.open("w") as errors:
            process = subprocess.Popen(
                [str(self._python), str(RECIPE / "serve.py"), str(self.etc)],
                cwd=self.root,
                env={**self._environment, **environment},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        serving = Serving(process, log)
        try:
            yield serving
        finally:
            serving.stop()

    def run(self, command: str, *words: str) -> str:
        """What a program of the environment says, such as ``openstack``."""
        done = subprocess.run(
            [str(self._python.with_name(command)), *words],
            cwd=self.root,
            env=self._environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def migrate(self, database: str) -> None:
        """Run the migrations of Neutron and of all that has registered some."""
        self._configure("router", database, "neutron.preview.fwaas")
        self.run(
            "neutron-db-manage", "--config-file", f"{self.etc}/neutron.conf", "upgrade", "heads"
        )

    @property
    def _environment(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": f"{self._metadata}:{self.root}:{ROOT / 'src'}"}

    def _configure(self, plugins: str, database: str, fwaas: str) -> None:
        shutil.rmtree(self.etc, ignore_errors=True)
        (self.etc / "state").mkdir(parents=True)
        shutil.copy(RECIPE / "etc/site_headers.py", self.etc)
        conf = (RECIPE / "etc/neutron.conf").read_text()
        conf = conf.replace("{etc}", str(self.etc)).replace("{plugins}", plugins)
        conf = conf.replace("{database}", database).replace("{fwaas}", fwaas)
        (self.etc / "neutron.conf").write_text(conf)
        paste = (self.root / "etc/neutron/api-paste.ini").read_text()
        paste = paste.replace(
            "fake_project_id catch_errors", "previews site_headers keystonecontext catch_errors"
        )
        paste += "\n[filter:site_headers]\npaste.filter_factory = site_headers:factory\n"
        paste += "\n[filter:previews]\npaste.filter_factory = neutron.previews:header\n"
        (self.etc / "api-paste.ini").write_text(paste)
