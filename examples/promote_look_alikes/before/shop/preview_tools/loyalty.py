LOYALTY = "shop.preview_tools.loyalty"
