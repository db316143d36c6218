# What is written to files that nobody closes is not lost: it is written at the end of the program at the latest.
class Last:
    """Finalised at the end of the program, after `kept`: shows what that left behind."""

    def __del__(self, open=open):
        print("file:", open("second").read(), end="")
        print("bytes:", open("third", "rb").read())


kept = open("second", "w")
kept.write("by a global name\n")
binary = open("third", "wb")
binary.write(b"binary")
last = Last()
print("end of the program")
