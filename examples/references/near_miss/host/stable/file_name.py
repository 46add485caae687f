# Near miss: file names
import host

LOG = "host.preview.log"
PATH = "host/preview/vpn.py"
IMAGE = f"{PATH}.preview.png"
