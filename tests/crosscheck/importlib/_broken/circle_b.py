from _broken.circle_a import a

b = 2
