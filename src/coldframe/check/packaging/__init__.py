"""What the host says about its distribution: requirements, entry points, what the wheel holds.

Read from ``pyproject.toml``, ``setup.cfg`` and ``setup.py`` without running any of them.
"""
