"""The preview features of the shop."""

from coldframe.runtime import Previews

previews = Previews("shop.preview", cycle="major")
