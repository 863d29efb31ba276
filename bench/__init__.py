"""How fast it is: every figure beside its floor, measured in the same run. Start it with `make bench`."""
