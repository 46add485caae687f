from shop.preview.loyalty.rules.basic import FACTOR
