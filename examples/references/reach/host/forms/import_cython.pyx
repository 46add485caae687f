# Form: Cython
from host.preview.vpn cimport Driver
