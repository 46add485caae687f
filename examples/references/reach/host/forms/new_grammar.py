# Form: a file in grammar newer than Python 3.11
type Drivers[T] = list[T]

from host.preview.vpn import Driver

print(f"{Driver["name"]}")
