# What is left of a group after except* clauses is what the user sees.
try:
    raise ExceptionGroup("work", [ValueError("handled"), OSError("left over"), ExceptionGroup("inner", [ValueError("handled too"), KeyError("left")])])
except* ValueError:
    print("values handled")
