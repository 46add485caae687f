"""Who asks: with ``noauth`` nobody says, and Neutron's own stand-in has no project."""

WHO = {
    "HTTP_X_USER_ID": "ada",
    "HTTP_X_PROJECT_ID": "0123456789abcdef0123456789abcdef",
    "HTTP_X_ROLES": "admin,member,reader",
}


class Headers:
    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        return self.application({**environ, **WHO}, start_response)


def factory(conf, **local):
    return Headers
