"""A loyalty programme [Tech Preview].

Shows a preview (preview).
"""

import argparse

p = argparse.ArgumentParser()
p.add_argument("--a", help="[tech-preview] Beta of the optimizer (beta)")
p.add_argument("--b", help="[beta] The rate")
p.add_argument("--c", help="[preview] The size")
