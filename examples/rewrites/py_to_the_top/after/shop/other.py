import loyalty.points
import shop.preview

loyalty.points
shop.money
