from . import loyalty
import importlib
X = importlib.import_module('.loyalty', 'shop.preview')
Y = importlib.import_module('.loyalty', __package__)
Z = importlib.import_module('..loyalty.points', __name__)
