from circular_d import something
name = 1
