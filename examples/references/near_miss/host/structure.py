# Near miss: an object called preview in an import structure
_import_structure = {"viewer": ["preview"], "image.preview": ["Image"]}
