import babel

LOCALE = babel
