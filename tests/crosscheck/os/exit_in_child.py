# recorded on Linux
# A child that runs to the end of the program, or out of it, ends as any program does.
import os
import sys

sys.stdout.flush()
if os.fork() == 0:
    sys.exit(3)
print(os.waitstatus_to_exitcode(os.wait()[1]), flush=True)
process = os.fork()
if process == 0:
    print("child ends")
else:
    print(os.waitstatus_to_exitcode(os.wait()[1]))
