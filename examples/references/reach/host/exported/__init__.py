# Form: a table of tables, exported by apipkg
import apipkg

apipkg.initpkg(__name__, {"Driver": "host.preview.vpn:Driver"})
