import subprocess
import sys

from checks import fails, passes


def test_style(tmp_path):
    passes("from shop.preview import loyalty", "shop/preview/loyalty/api.py")
    fails("import shop.preview.loyalty", "shop/api.py")
    (tmp_path / "x.py").write_text("import shop.preview.loyalty\n\nshop.preview.loyalty\n")


def test_run():
    subprocess.run([sys.executable, "-c", "import shop.loyalty"])
    exec("from shop import loyalty")
