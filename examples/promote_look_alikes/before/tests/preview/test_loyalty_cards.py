from shop.preview import loyalty_cards
