# Form: runpy
import runpy

runpy.run_module("host.preview.fwaas.shell", run_name="__main__")
