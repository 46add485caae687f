# -*- coding: latin-1 -*-
E = "é"; import shop.preview.loyalty as l; F = "é", shop.preview.loyalty
