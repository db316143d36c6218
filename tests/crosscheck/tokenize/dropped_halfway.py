# A tokenizer that is dropped before its end: its generators close each other in silence.
import gc
import io
import tokenize

tokens = tokenize.tokenize(io.BytesIO(b"a b c\n").readline)
print(next(tokens).string, next(tokens).string)
del tokens
gc.collect()
print("closed")
left = tokenize.tokenize(io.BytesIO(b"a b c\n").readline)
print(next(left).string, next(left).string)
