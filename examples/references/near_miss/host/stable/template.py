# Near miss: a template with a placeholder
TEMPLATE = "<div id='preview'>{host.preview}</div>"
