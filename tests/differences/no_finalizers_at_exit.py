# Objects that are alive when the program ends are not finalised; atexit is for what must happen then.
class Resource:
    def __del__(self):
        print("closed")


resource = Resource()
print("end")
