from setuptools import setup

setup(name='cafe', version='1', packages=['cafe'])
