# Form: star import
from host.preview.fwaas import *
