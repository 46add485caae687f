"""The shop's command."""

import wall


def main():
    return wall.paint("shop")
