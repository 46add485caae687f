# Form: from a import b, where b is the preview tree
from host import preview

preview.fwaas.Driver()
