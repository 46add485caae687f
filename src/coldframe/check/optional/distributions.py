"""Which distribution an imported module comes from.

By name: the installed distributions of the machine that runs the check say nothing about
the host's.
"""

from __future__ import annotations

import re

# Distributions whose modules are not called like them; by normalised name.
_MODULES: dict[str, tuple[str, ...]] = {
    "attrs": ("attr", "attrs"),
    "beautifulsoup4": ("bs4",),
    "djangorestframework": ("rest_framework",),
    "faiss-cpu": ("faiss",),
    "faiss-gpu": ("faiss",),
    "gitpython": ("git",),
    "grpcio": ("grpc",),
    "mysqlclient": ("MySQLdb",),
    "opencv-python": ("cv2",),
    "opencv-python-headless": ("cv2",),
    "pillow": ("PIL",),
    "protobuf": ("google.protobuf",),
    "psycopg2-binary": ("psycopg2",),
    "pyjwt": ("jwt",),
    "pymysql": ("pymysql",),
    "pyopenssl": ("OpenSSL",),
    "python-dateutil": ("dateutil",),
    "python-dotenv": ("dotenv",),
    "pyyaml": ("yaml",),
    "pyzmq": ("zmq",),
    "scikit-image": ("skimage",),
    "scikit-learn": ("sklearn",),
    "setuptools": ("setuptools", "pkg_resources"),
    "tensorflow-cpu": ("tensorflow",),
}


def modules_of(distribution: str) -> tuple[str, ...]:
    """The modules by which ``distribution`` is imported, as far as its name tells."""
    name = re.sub(r"[-_.]+", "-", distribution).lower()
    if name in _MODULES:
        return _MODULES[name]
    plain = name.replace("-", "_")
    # A dotted or dashed name may be a namespace: google-cloud-storage is google.cloud.storage.
    names = {plain, name.replace("-", "."), distribution.replace("-", "_")}
    names |= {plain.removeprefix("python_"), plain.removesuffix("_python"), distribution}
    if plain.startswith("py") and len(plain) > 4:
        names.add(plain[2:])
    return tuple(sorted(names))
