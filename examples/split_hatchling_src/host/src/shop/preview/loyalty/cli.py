from . import pay


def main(): ...
