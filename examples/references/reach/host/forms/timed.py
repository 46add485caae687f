# Form: timeit
import timeit

timeit.timeit("Driver()", setup="from host.preview.vpn import Driver")
