# Form: python -c in a list
import subprocess
import sys

subprocess.run([sys.executable, "-c", "import host.preview.vpn"])
