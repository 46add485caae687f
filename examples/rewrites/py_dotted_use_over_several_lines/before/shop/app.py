import shop.preview.loyalty.points

value = shop.preview.\
    loyalty.points.Points
other = (shop
         .preview
         .loyalty
         .points
         .Points())
commented = (shop.preview  # here
             .loyalty.points)
kept = shop.money.EUR
