# Form: python -m in a list
import subprocess
import sys

subprocess.run([sys.executable, "-m", "host.preview.fwaas.shell"])
