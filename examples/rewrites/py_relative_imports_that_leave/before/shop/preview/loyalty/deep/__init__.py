from .. import points
from ...common import A
from .... import money
