from shop.preview import loyalty
this is no python
