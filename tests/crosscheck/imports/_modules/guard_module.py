counter = 0
ran_as_main = False
if __name__ == "__main__":
    ran_as_main = True
name_seen = __name__
def bump():
    global counter
    counter += 1
    return counter
def call_back(function):
    counter = "local to call_back"
    return function()
class Klass:
    def where(self): return __name__
def main_counter():
    import __main__
    return __main__.counter
