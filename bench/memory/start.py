"""The smallest program: what an interpreter needs to start."""
print("hello")
