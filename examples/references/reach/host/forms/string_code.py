# Form: code in a string that somebody else runs
TEST = """
import host.preview.vpn

host.preview.vpn.Driver()
"""
