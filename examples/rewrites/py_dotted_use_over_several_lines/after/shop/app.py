import shop.loyalty.points

value = shop.loyalty.points.Points
other = (shop
         .loyalty
         .points
         .Points())
commented = (shop.preview  # here
             .loyalty.points)
kept = shop.money.EUR
