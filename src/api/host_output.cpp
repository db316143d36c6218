#include "api/host_output.h"

#include <cstddef>

#include "api/context_state.h"
#include "runtime/codecs.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis::detail {

namespace {

struct HostOutput : Cell {
  Field name;
  Field mode;
  Field encoding;
  Field errors;
  ContextState* state;
  int descriptor;
};

HostOutput* self_of(Value self) { return self.as<HostOutput>(); }

Status write_piece(Thread& thread, HostOutput* self, Value text) {
  if (!is_str(text)) return raise_type_error(thread, "write() argument must be str, not {}", type_name(thread, text));
  Value encoded = TRY(encode_text(thread, text.as<Str>(), nullptr, self->errors.get().as<Str>()));
  auto view = encoded.as<Bytes>()->view();
  const OutputCallback* output = self->state->output(self->descriptor);
  if (output != nullptr && !view.empty()) (*output)({reinterpret_cast<const char*>(view.data()), view.size()});
  return {};
}

Value output_write(Thread& thread, Value* args) {
  TRY(write_piece(thread, self_of(args[0]), args[1]));
  return make_int(thread, static_cast<int64_t>(args[1].as<Str>()->length()));
}

Value output_writelines(Thread& thread, Value* args) {
  Value iterator = TRY(get_iterator(thread, args[1]));
  while (true) {
    Value line = TRY(next_item(thread, iterator));
    if (line.is_unbound()) return Value::none();
    TRY(write_piece(thread, self_of(args[0]), line));
  }
}

Value output_flush(Thread&, Value*) { return Value::none(); }
Value answer_yes(Thread&, Value*) { return Value::true_value(); }
Value answer_no(Thread&, Value*) { return Value::false_value(); }
Value output_fileno(Thread& thread, Value*) {
  return raise(thread, ExceptionId::kOSError, "the output of an embedded program has no file descriptor");
}
Value output_read(Thread& thread, Value*) { return raise(thread, ExceptionId::kOSError, "not readable"); }
Value output_enter(Thread&, Value* args) { return args[0]; }
Value output_repr(Thread& thread, Value* args) {
  return make_str(thread, "<memphis.output name=" + TRY(repr_text(thread, self_of(args[0])->name)) + ">");
}
Value get_closed(Thread&, Value) { return Value::false_value(); }
Value get_newlines(Thread&, Value) { return Value::none(); }
Value get_write_through(Thread&, Value) { return Value::true_value(); }

constexpr NativeDefinition kMethods[] = {
    {"write(self, text, /)", output_write},
    {"writelines(self, lines, /)", output_writelines},
    {"flush(self, /)", output_flush},
    {"close(self, /)", output_flush},
    {"fileno(self, /)", output_fileno},
    {"isatty(self, /)", answer_no},
    {"readable(self, /)", answer_no},
    {"writable(self, /)", answer_yes},
    {"seekable(self, /)", answer_no},
    {"read(self, size=-1, /)", output_read},
    {"readline(self, size=-1, /)", output_read},
    {"__enter__(self, /)", output_enter},
    {"__exit__(self, /, *args)", output_flush},
    {"__repr__(self, /)", output_repr},
};
constexpr GetSetDefinition kAttributes[] = {
    {"closed", get_closed},
    {"newlines", get_newlines},
    {"write_through", get_write_through},
    {"line_buffering", get_write_through},
};
constexpr MemberDefinition kMembers[] = {
    {"name", offsetof(HostOutput, name)},
    {"mode", offsetof(HostOutput, mode)},
    {"encoding", offsetof(HostOutput, encoding)},
    {"errors", offsetof(HostOutput, errors)},
};

const TypeSpec kHostOutputType = {
    .name = "output",
    .module = "memphis",
    .basic_size = sizeof(HostOutput),
    .native_fields = 4,
    .flags = kTypeDisallowInstantiation | kTypeHasDict | kTypeHasWeakReferences,
    .methods = kMethods,
    .attributes = kAttributes,
    .members = kMembers,
    .doc = "A text stream that hands what is written to the program that embeds Memphis."};

}  // namespace

Value make_host_output(Thread& thread, ContextState& state, int descriptor, const char* name, const char* errors) {
  Type* type = native_type(thread.runtime, kHostOutputType);
  if (type == nullptr) type = TRY(make_hidden_type(thread, kHostOutputType));
  auto* output = TRY(allocate_instance<HostOutput>(thread, type));
  output->state = &state;
  output->descriptor = descriptor;
  output->name.set(output, TRY(make_str(thread, name)));
  output->mode.set(output, TRY(make_str(thread, "w")));
  output->encoding.set(output, TRY(make_str(thread, "utf-8")));
  output->errors.set(output, TRY(make_str(thread, errors)));
  return output;
}

}  // namespace memphis::detail
