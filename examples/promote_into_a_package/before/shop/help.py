PAGES = {"shop.preview.loyalty.Points": "cards", "shop.preview.loyalty:value": "worth"}
