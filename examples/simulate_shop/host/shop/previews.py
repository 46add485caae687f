from coldframe.runtime import Previews

previews = Previews("shop.preview", cycle="major")
previews.formerly("shop_drones", "drones", until="5.0.0")
