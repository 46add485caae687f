import subprocess  # from shop.preview import loyalty
# from shop.preview import gifts, loyalty
#from shop.preview.loyalty import points
import sys
import textwrap

PROGRAM = """
from shop.preview import loyalty
import shop.preview.loyalty.points
print(shop.preview.loyalty.points.Points, loyalty)
"""


def test_run(pytester, tmp_path):
    subprocess.run([sys.executable, "-c", "from shop.preview import loyalty; print(loyalty)"])
    subprocess.run([sys.executable, "-m", "shop.preview.loyalty.points"])
    subprocess.run("python -m shop.preview.loyalty.points --verbose", shell=True)
    subprocess.run(f"{sys.executable} -m shop.preview.loyalty", shell=True)
    exec("import shop.preview.loyalty.points\nshop.preview.loyalty.points.Points()")
    eval("shop.preview.loyalty.points.Points()")
    compile(textwrap.dedent("""\
        from shop.preview import (
            loyalty,
        )
        """), "x", "exec")
    pytester.makepyfile(
        """
        from shop.preview import loyalty

        def test_it():
            from shop.preview.loyalty import points
            assert loyalty
        """
    )
    tmp_path.write_text("import shop.preview.loyalty\n" "shop.preview.loyalty.points\n")
    text = "from shop.preview import loyalty was the old way"
    more = "Please import shop.preview.loyalty instead."
    return text, more, 'exec("from shop.preview import loyalty")'
