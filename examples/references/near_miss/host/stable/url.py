# Near miss: a URL
import host

URL = "https://docs.example.org/host.preview.vpn"
MAIL = "admin@host.preview.example.org"
