// _io.BufferedRWPair: a reader and a writer over two raw files, as for the two ends of a pipe.
#include "modules/io/buffered.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis::io {

namespace {

struct Pair : Cell {
  Field reader;
  Field writer;
};

Pair* self_of(Value* args) { return args[0].as<Pair>(); }

Value pair_new(Thread& thread, Value* args) { return allocate_instance<Pair>(thread, args[0].as<Type>()); }

Value pair_init(Thread& thread, Value* args) {
  Pair* self = self_of(args);
  int64_t size = args[3].is_unbound() ? kDefaultBufferSize : TRY(to_int64(thread, args[3]));
  TRY(check_readable(thread, args[1]));
  TRY(check_writable(thread, args[2]));
  self->reader.set(self, TRY(make_buffered(thread, kBufferedReaderType, args[1], size)));
  Value writer = make_buffered(thread, kBufferedWriterType, args[2], size);
  if (writer.is_error()) {
    self->reader.set(self, Value::unbound());
    return writer;
  }
  self->writer.set(self, writer);
  return Value::none();
}

Status check_made(Thread& thread, Value half) {
  if (!half.is_unbound()) return {};
  return raise_value_error(thread, "I/O operation on uninitialized object");
}

Value forward(Thread& thread, Value half, Name method) {
  TRY(check_made(thread, half));
  return call_method(thread, half, method);
}

// With the positional arguments as they came.
template <Name method, bool to_writer>
Value forward_arguments(Thread& thread, Value* args) {
  Value half = to_writer ? self_of(args)->writer : self_of(args)->reader;
  TRY(check_made(thread, half));
  Value function = TRY(get_attribute(thread, half, method));
  return call_with(thread, function, args[1].as<Tuple>(), Value::unbound());
}

Value pair_flush(Thread& thread, Value* args) { return forward(thread, self_of(args)->writer, Name::kFlush); }
Value pair_readable(Thread& thread, Value* args) { return forward(thread, self_of(args)->reader, Name::kReadable); }
Value pair_writable(Thread& thread, Value* args) { return forward(thread, self_of(args)->writer, Name::kWritable); }

Value pair_close(Thread& thread, Value* args) {
  Value written = forward(thread, self_of(args)->writer, Name::kClose);
  Value failure = written.is_error() ? take_pending(thread) : Value::unbound();
  Value result = forward(thread, self_of(args)->reader, Name::kClose);
  if (!failure.is_unbound()) return chain_exceptions(thread, failure);
  return result;
}

Value pair_isatty(Thread& thread, Value* args) {
  Value answer = TRY(forward(thread, self_of(args)->writer, Name::kIsATty));
  if (!answer.is_false()) return answer;
  return forward(thread, self_of(args)->reader, Name::kIsATty);
}

Value get_closed(Thread& thread, Value self) {
  Value writer = self.as<Pair>()->writer;
  if (writer.is_unbound()) {
    return raise(thread, ExceptionId::kRuntimeError, "the BufferedRWPair object is being garbage-collected");
  }
  return get_attribute(thread, writer, Name::kClosed);
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", pair_new, "", NativeKind::kStaticMethod},
    {"__init__(self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)", pair_init},
    {"read(self, /, *args)", forward_arguments<Name::kRead, false>},
    {"peek(self, /, *args)", forward_arguments<Name::kPeek, false>},
    {"read1(self, /, *args)", forward_arguments<Name::kRead1, false>},
    {"readinto(self, /, *args)", forward_arguments<Name::kReadInto, false>},
    {"readinto1(self, /, *args)", forward_arguments<Name::kReadInto1, false>},
    {"write(self, /, *args)", forward_arguments<Name::kWrite, true>},
    {"flush(self, /)", pair_flush},
    {"readable(self, /)", pair_readable},
    {"writable(self, /)", pair_writable},
    {"close(self, /)", pair_close},
    {"isatty(self, /)", pair_isatty},
    {"__getstate__(self, /)", refuse_pickling},
};
constexpr GetSetDefinition kAttributes[] = {
    {"closed", get_closed},
};

}  // namespace

const TypeSpec kBufferedRwPairType = {
    .name = "BufferedRWPair",
    .module = "_io",
    .basic_size = sizeof(Pair),
    .native_fields = 2,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "A buffered reader and a buffered writer as one file that can do both, but not be positioned.",
};

}  // namespace memphis::io
