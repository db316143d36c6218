// _io.BufferedRandom: reading and writing through one buffer.
#include "modules/io/buffered.h"

namespace memphis::io {

namespace {

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", buffered_new, "", NativeKind::kStaticMethod},
    {"__init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE)", random_init},
    {"__repr__(self, /)", buffered_repr},
    {"__next__(self, /)", buffered_next},
    {"close(self, /)", buffered_close},
    {"detach(self, /)", buffered_detach},
    {"seekable(self, /)", buffered_seekable},
    {"readable(self, /)", buffered_readable},
    {"writable(self, /)", buffered_writable},
    {"fileno(self, /)", buffered_fileno},
    {"isatty(self, /)", buffered_isatty},
    {"_dealloc_warn(self, source, /)", buffered_dealloc_warn},
    {"flush(self, /)", buffered_flush_method},
    {"seek(self, target, whence=0, /)", buffered_seek},
    {"tell(self, /)", buffered_tell},
    {"truncate(self, pos=None, /)", buffered_truncate},
    {"read(self, size=-1, /)", buffered_read_method},
    {"read1(self, size=-1, /)", buffered_read1_method},
    {"readinto(self, buffer, /)", buffered_readinto},
    {"readinto1(self, buffer, /)", buffered_readinto1},
    {"readline(self, size=-1, /)", buffered_readline_method},
    {"peek(self, size=0, /)", buffered_peek},
    {"write(self, buffer, /)", buffered_write_method},
    {"__sizeof__(self, /)", buffered_sizeof},
    {"__getstate__(self, /)", refuse_pickling},
};

}  // namespace

const TypeSpec kBufferedRandomType = {
    .name = "BufferedRandom",
    .module = "_io",
    .basic_size = sizeof(Buffered),
    .native_fields = 3,
    .methods = kMethods,
    .attributes = {kBufferedAttributes, kBufferedAttributeCount},
    .members = {kBufferedMembers, kBufferedMemberCount},
    .doc = "A buffer for reading from and writing to a raw file that can be positioned.",
};

}  // namespace memphis::io
