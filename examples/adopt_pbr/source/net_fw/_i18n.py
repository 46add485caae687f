import oslo_i18n

DOMAIN = "net_fw"

_translators = oslo_i18n.TranslatorFactory(domain=DOMAIN)

_ = _translators.primary
