# Form: from a.b.c import d
from host.preview.fwaas import Driver
