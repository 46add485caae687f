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
    subprocess.run([sys.executable, "-c", "from shop.customers import cards as loyalty; print(loyalty)"])
    subprocess.run([sys.executable, "-m", "shop.customers.cards.points"])
    subprocess.run("python -m shop.customers.cards.points --verbose", shell=True)
    subprocess.run(f"{sys.executable} -m shop.preview.loyalty", shell=True)
    exec("import shop.customers.cards.points\nshop.customers.cards.points.Points()")
    eval("shop.customers.cards.points.Points()")
    compile(textwrap.dedent("""\
        from shop.customers import (
            cards as loyalty,
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
