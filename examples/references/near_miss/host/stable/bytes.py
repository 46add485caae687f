# Near miss: bytes
import host

MAGIC = b"host.preview.vpn"
