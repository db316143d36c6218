# sys.exit("text"): the text on standard error, exit code 1.
import sys

print("to stdout")
sys.exit("fatal: é something went wrong")
