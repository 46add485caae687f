"""What runs inside the host's interpreter: imports an application, finds its document, serves it.

Python 3.8 and newer, standard library only.  The child loads this folder as a package of another
name, so that nothing of Coldframe is on the host's ``sys.path`` and no name of the host's is
taken.
"""
