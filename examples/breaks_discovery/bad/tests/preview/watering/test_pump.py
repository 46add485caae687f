import unittest

from garden import no_such_pump
