# Form: operator.attrgetter
import operator

import host

vpn = operator.attrgetter("preview.vpn")(host)
