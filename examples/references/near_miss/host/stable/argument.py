# Near miss: an option
import argparse
import host

parser = argparse.ArgumentParser()
parser.add_argument("--preview", dest="preview", help="show host.preview things")
