import circular_f
value = 1
