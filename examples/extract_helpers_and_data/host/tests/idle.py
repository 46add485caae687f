NOBODY = 'imports this'
