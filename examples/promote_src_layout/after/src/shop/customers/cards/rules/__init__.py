from shop.customers.cards.rules.basic import FACTOR
