# Entry points in a call.
from setuptools import setup

setup(
    packages=["host", "host.preview", "host.preview.fwaas"],
    entry_points={"host.drivers": ["vpn = host.preview.vpn:Driver [vpn]"]},
)
