# -*- coding: latin-1 -*-
"""[preview] ä."""
