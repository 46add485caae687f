# Form: importlib under another name
import importlib as il

vpn = il.import_module("host.preview.vpn")
