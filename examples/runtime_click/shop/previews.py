"""Which preview features are on: SHOP_PREVIEW=loyalty switches one on."""

from coldframe.runtime import Previews

previews = Previews("shop.preview")
