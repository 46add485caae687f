# Form: one of several on a line
import os, host.preview.vpn, sys
