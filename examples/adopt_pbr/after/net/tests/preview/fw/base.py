from net.tests import base
