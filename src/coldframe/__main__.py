"""``python -m coldframe``: the same as the console script."""

from coldframe.cli import program

if __name__ == "__main__":
    program()
