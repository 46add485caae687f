# Form: exec of several lines
import textwrap

exec(textwrap.dedent("""
    import os
    import host.preview.vpn
"""))
