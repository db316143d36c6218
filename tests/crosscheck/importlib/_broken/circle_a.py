from _broken.circle_b import b

a = 1
