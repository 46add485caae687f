# Form: from a.b.c import d as e
from host.preview.fwaas import Driver as FirewallDriver
