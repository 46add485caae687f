from ..customers import cards as loyalty
import importlib
X = importlib.import_module('shop.customers.cards', 'shop.preview')
Y = importlib.import_module('shop.customers.cards', __package__)
Z = importlib.import_module('shop.customers.cards.points', __name__)
