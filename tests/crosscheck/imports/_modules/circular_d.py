from circular_c import name
something = 2
