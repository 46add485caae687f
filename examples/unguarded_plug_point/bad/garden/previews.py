"""Which preview features are on."""

from coldframe.runtime import Previews

previews = Previews("garden.preview")
