"""Points for every purchase.

This is a preview feature: it may change or go without notice.
"""
