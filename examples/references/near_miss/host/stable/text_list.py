# Near miss: a sentence of two words
import host

TEXT = "See, host.preview.vpn"
MORE = "e.g. host.preview.vpn"
