"""The preview features of Neutron; the one place that knows where they are."""

from coldframe.runtime import Previews

previews = Previews("neutron.preview", cycle="major")


def choose(conf):
    """Switch on what the deployment selects, and guard the rest, before any plugin is loaded."""
    previews.select("neutron.service_plugins", *conf.service_plugins)
    previews.guard()
