# ÿş on the first line
print("never")
