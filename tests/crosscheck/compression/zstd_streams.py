"""compression.zstd: streams, frames, dictionaries, files, and what goes wrong."""
import io
import pickle
from compression import zstd
from compression.zstd import ZstdCompressor, ZstdDecompressor, ZstdDict, CompressionParameter, DecompressionParameter


def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)


data = b"".join(b"line %d of many\n" % n for n in range(3000))
for level in -5, 1, 3, 19:
    packed = zstd.compress(data, level)
    print(level, len(packed) < len(data) // 4, zstd.decompress(packed) == data)
packed = zstd.compress(data, options={CompressionParameter.checksum_flag: 1, CompressionParameter.window_log: 12})
print(zstd.decompress(packed + zstd.compress(b"second frame"))[-12:], zstd.get_frame_size(packed + b"rest") == len(packed))
print(zstd.get_frame_info(zstd.compress(b"abc")), zstd.decompress(zstd.compress(b"")))

compressor = ZstdCompressor()
pieces = [compressor.compress(data[:1000]), compressor.compress(data[1000:2000], ZstdCompressor.FLUSH_BLOCK), compressor.flush()]
print(compressor.last_mode, zstd.decompress(b"".join(pieces)) == data[:2000])
compressor.set_pledged_input_size(5)
print(zstd.get_frame_info(compressor.compress(b"12345", ZstdCompressor.FLUSH_FRAME)).decompressed_size)

decompressor = ZstdDecompressor()
packed = zstd.compress(b"hello " * 50)
print(decompressor.decompress(packed[:5]), decompressor.needs_input, decompressor.eof)
print(decompressor.decompress(packed[5:] + b"rest", max_length=8), decompressor.needs_input, decompressor.unused_data)
print(len(decompressor.decompress(b"")), decompressor.eof, decompressor.unused_data, decompressor.needs_input)
attempt(lambda: decompressor.decompress(b"x"))

samples = [b"user=%d;name=somebody%d;mail=somebody%d@example.test;" % (n, n * 7, n * 3) for n in range(800)]
dictionary = zstd.train_dict(samples, 3000)
small = zstd.compress(samples[5], zstd_dict=dictionary)
print(len(dictionary) <= 3000, dictionary.dict_id != 0, len(small) < len(zstd.compress(samples[5])), zstd.decompress(small, zstd_dict=dictionary) == samples[5])
attempt(lambda: len(zstd.decompress(small)))
raw = ZstdDict(b"a prefix that occurs again", is_raw=True)
for use in raw.as_digested_dict, raw.as_undigested_dict, raw.as_prefix:
    packed = zstd.compress(b"a prefix that occurs again and again", zstd_dict=use)
    print(use[1], zstd.decompress(packed, zstd_dict=use if use[1] == 2 else raw))
print(raw, zstd.finalize_dict(raw, samples, 2000, 3).dict_id != 0)

stream = io.BytesIO()
with zstd.open(stream, "wt", encoding="utf-8") as file:
    file.write("first\nsecond \N{SNOWMAN}\n")
stream.seek(0)
with zstd.open(stream, "rt", encoding="utf-8") as file:
    print(file.readlines())
stream.seek(0)
with zstd.ZstdFile(stream) as file:
    print(file.read(3), file.tell(), file.seek(0), file.peek(5)[:5], file.read())

for action in [
    lambda: ZstdCompressor(2**40), lambda: ZstdCompressor(level=1000), lambda: ZstdCompressor(level="x"), lambda: ZstdCompressor(options=3),
    lambda: ZstdCompressor(1, {}), lambda: ZstdCompressor(options={"a": 1}), lambda: ZstdCompressor(options={100: 1000}),
    lambda: ZstdCompressor(options={12345: 1}), lambda: ZstdCompressor(options={CompressionParameter.window_log: "a"}),
    lambda: ZstdCompressor(options={DecompressionParameter.window_log_max: 10}), lambda: ZstdDecompressor(options={CompressionParameter.window_log: 10}),
    lambda: ZstdDecompressor(options=3), lambda: ZstdDecompressor(options={999: 1}), lambda: ZstdCompressor(zstd_dict=3), lambda: ZstdDecompressor(3),
    lambda: ZstdCompressor(zstd_dict=(raw, 1.0)), lambda: ZstdDict(b"123"), lambda: ZstdDict(b"123456789"), lambda: ZstdDict(3),
    lambda: ZstdCompressor().compress("x"), lambda: ZstdCompressor().compress(b"x", 3), lambda: ZstdCompressor().flush(0),
    lambda: ZstdCompressor().set_pledged_input_size("a"), lambda: zstd.decompress(b"not compressed at all"), lambda: zstd.decompress(packed[:-3]),
    lambda: zstd.get_frame_info(b""), lambda: zstd.train_dict([b"a"], 0), lambda: zstd.train_dict([], 10), lambda: zstd.train_dict([b"a", b"b"], 100),
    lambda: CompressionParameter.compression_level.bounds(), lambda: DecompressionParameter.window_log_max.bounds()[0],
    lambda: pickle.dumps(ZstdCompressor()), lambda: pickle.dumps(raw),
]:
    attempt(action)
