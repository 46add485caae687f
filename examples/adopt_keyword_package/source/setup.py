from setuptools import setup

setup(
    name="async",
    version="0.3",
    packages=["async"],
    install_requires=["paper>=2.5"],
    entry_points={"shop.jobs": ["later = async.jobs:Later"]},
)
