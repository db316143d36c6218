import circular_e
circular_e.value
