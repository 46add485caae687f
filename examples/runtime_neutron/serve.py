"""Serves Neutron's API on a free port, which is printed, until the standard input ends.

    python serve.py ETC

If the database is in memory, its tables are made first: those of every model that is imported.
"""

import os
import sys
import threading

etc = sys.argv[1]
sys.path.insert(0, etc)
sys.argv = ["neutron-api", "--config-file", f"{etc}/neutron.conf"]  # oslo.config parses it
os.environ["OS_NEUTRON_CONFIG_DIR"] = etc

from neutron import server  # noqa: E402

server._init_configuration("neutron-api")

from neutron.previews import previews  # noqa: E402
from neutron_lib.db import api, model_base  # noqa: E402

engine = api.get_context_manager().writer.get_engine()
if engine.dialect.name == "sqlite":
    import neutron.db.migration.models.head  # noqa: F401

    if previews.enabled("fwaas"):
        import neutron.preview.fwaas.db.firewall.v2.firewall_db_v2  # noqa: F401

    model_base.BASEV2.metadata.create_all(engine)

import waitress  # noqa: E402
from neutron.wsgi.api import application  # noqa: E402

serving = waitress.create_server(application, host="127.0.0.1", port=0, threads=4)
threading.Thread(target=serving.run, daemon=True).start()
print("serving", serving.effective_port, flush=True)
sys.stdin.read()
print("fwaas modules", sum("fwaas" in name for name in sys.modules), flush=True)
os._exit(0)
