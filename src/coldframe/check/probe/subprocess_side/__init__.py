"""What runs inside the host's interpreter: imports a feature and says what that changed.

Python 3.8 and newer, standard library only.  The child loads this folder as the package
``_coldframe_probe``, so that nothing of Coldframe is on the host's ``sys.path`` and no name of
the host's is taken.
"""
