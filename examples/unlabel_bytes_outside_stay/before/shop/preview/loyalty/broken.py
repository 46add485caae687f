"""[preview] Broken."""
def (:
