PAGES = {"shop.customers.points.Points": "cards", "shop.customers.points:worth": "worth"}
