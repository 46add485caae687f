from .. import points
from ....preview.common import A
from .... import money
