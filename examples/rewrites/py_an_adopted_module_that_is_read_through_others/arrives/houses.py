import wall.clay

print(wall.clay.Clay, wall)
