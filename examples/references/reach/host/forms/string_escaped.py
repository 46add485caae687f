# Form: a regular expression over module names
import warnings

warnings.filterwarnings("ignore", module=r"host\.preview\.vpn")
