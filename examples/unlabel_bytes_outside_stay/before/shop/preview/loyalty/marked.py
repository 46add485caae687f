"""[preview] Ä."""
x = """ü""" ; y = dict(help=u"[preview] ö\"")
