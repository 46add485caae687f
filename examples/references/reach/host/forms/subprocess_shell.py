# Form: python -m in a command line
import os

os.system("python3 -m host.preview.fwaas.shell --help")
