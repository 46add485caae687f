from .loyalty import loyalty
