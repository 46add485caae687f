from shop.speed import adding, numbers
import shop.speed.adding

shop.speed.adding.total([])
