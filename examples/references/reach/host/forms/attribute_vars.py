# Form: vars() of the package
import host

vpn = vars(host)["preview"].vpn
