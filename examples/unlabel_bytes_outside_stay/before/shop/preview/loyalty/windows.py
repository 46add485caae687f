import argparse

p = argparse.ArgumentParser()
p.add_argument(	"--größe",help=  "[preview] Größe\n"   # ä [x]
  'in cm')
