# Form: white space around the dots
from host . preview . vpn import Driver
