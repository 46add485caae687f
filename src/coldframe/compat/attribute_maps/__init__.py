"""Attribute maps of Neutron and its API definitions, read as resources of REST and compared so."""
