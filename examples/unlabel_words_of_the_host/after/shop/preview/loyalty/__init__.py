"""A loyalty programme.

Shows a preview (preview).
"""

import argparse

p = argparse.ArgumentParser()
p.add_argument("--a", help="Beta of the optimizer (beta)")
p.add_argument("--b", help="[beta] The rate")
p.add_argument("--c", help="The size")
