# recorded on Linux
# The options -W and -X, and the environment variables that say the same.
import os
import subprocess
import sys

program = """
import faulthandler, sys, warnings
print(sys.warnoptions, sorted(sys._xoptions.items()), faulthandler.is_enabled())
try:
    warnings.warn("told")
except UserWarning as error:
    print("raised", error)
"""


def run(*options, **variables):
    done = subprocess.run([sys.executable, *options, "-c", program], capture_output=True, text=True, env={**os.environ, **variables})
    print(done.returncode, done.stdout, done.stderr.replace("<string>:5: ", ""))


run()
run("-W", "error")
run("-Wignore", "-X", "faulthandler")
run("-Xname=value", "-X", "other", "-W", "ignore", PYTHONWARNINGS="error,default::DeprecationWarning")
run("-E", PYTHONWARNINGS="error", PYTHONFAULTHANDLER="1")
run(PYTHONWARNINGS="ignore", PYTHONFAULTHANDLER="1")
run("-EsSWerror")
run("-SO", "-Wignore", "-EX", "name")
