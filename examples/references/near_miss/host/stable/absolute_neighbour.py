# Near miss: the stable module by its full name
from host.stable import preview
from host.stable.preview import Image
import host.stable.preview

host.stable.preview.Image
