from shop import loyalty
this is no python
