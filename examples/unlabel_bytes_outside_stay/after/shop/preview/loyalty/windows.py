import argparse

p = argparse.ArgumentParser()
p.add_argument(	"--größe",help=  "Größe\n"   # ä [x]
  'in cm')
