"""The preview features of Neutron; the one place that knows where they are."""

from coldframe.runtime import Previews
from coldframe.runtime.carried import install
from coldframe.runtime.labels.neutron_extensions import labelled
from coldframe.runtime.labels.wsgi import label_wsgi
from coldframe.runtime.logs import label_records

previews = Previews("neutron.preview", cycle="major")
label_records()  # %(feature)s in the formats of oslo.log
install()
previews.formerly("neutron_fwaas", "fwaas", until="31.0.0")  # class paths in configurations


def choose(conf):
    """Switch on what the deployment selects, before any plugin is loaded."""
    from neutron.api.extensions import ExtensionController

    previews.select("neutron.service_plugins", *conf.service_plugins)
    previews.guard()
    previews.announce()
    translate = labelled(ExtensionController._translate, previews)
    ExtensionController._translate = staticmethod(translate)


def header(conf, **local):
    """The filter of api-paste.ini that names the feature in the headers of its answers."""
    return lambda application: label_wsgi(application, previews)
