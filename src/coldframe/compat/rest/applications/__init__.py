"""Applications as sources of OpenAPI documents: imported in a child, or asked over HTTP."""
