# -*- coding: latin-1 -*-
E = "é"; import shop.loyalty as l; F = "é", shop.preview.loyalty
