POLISH = 'soft'
