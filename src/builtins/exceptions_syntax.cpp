// SyntaxError. Its four rarer fields share one array, made when the first of them is set.
#include "builtins/exceptions.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

enum Rest : uint8_t { kEndLine, kEndOffset, kPrintFileAndLine, kMetadata, kRestCount };

Value get_rest(Value self, Rest index) {
  Value rest = exception_of(self)->extra[kSyntaxErrorRest];
  if (rest.is_unbound()) return Value::none();
  Value value = rest.as<ValueArray>()->items[index];
  return value.bits() == 0 || value.is_unbound() ? Value::none() : value;
}

Status set_rest(Thread& thread, Value self, Rest index, Value value) {
  Value rest = exception_of(self)->extra[kSyntaxErrorRest];
  if (rest.is_unbound()) {
    rest = TRY(make_value_array(thread, kRestCount));
    set_extra(self, kSyntaxErrorRest, rest);
  }
  thread.runtime.heap.write_barrier(rest.cell(), value.bits());
  rest.as<ValueArray>()->items[index] = value;
  return {};
}

// msg, (filename, lineno, offset, text[, end_lineno, end_offset[, metadata]])
Status take_details(Thread& thread, Value self, Value details) {
  Value tuple = TRY(call(thread, thread.runtime.type(TypeId::kTuple), {details}));
  auto* info = tuple.as<Tuple>();
  if (info->size < 4) return raise_type_error(thread, "function takes at least 4 arguments ({} given)", info->size);
  if (info->size > 7) return raise_type_error(thread, "function takes at most 7 arguments ({} given)", info->size);
  if (info->size == 5) return raise_type_error(thread, "end_offset must be provided when end_lineno is provided");
  constexpr ExceptionExtra kTargets[] = {kSyntaxErrorFilename, kSyntaxErrorLine, kSyntaxErrorOffset, kSyntaxErrorText};
  for (int i = 0; i < 4; i++) set_extra(self, kTargets[i], info->items[i]);
  if (info->size >= 6) {
    TRY(set_rest(thread, self, kEndLine, info->items[4]));
    TRY(set_rest(thread, self, kEndOffset, info->items[5]));
  }
  if (info->size == 7) TRY(set_rest(thread, self, kMetadata, info->items[6]));
  return {};
}

Value syntax_error_init(Thread& thread, Value* args) {
  auto* positional = args[1].as<Tuple>();
  TRY(initialize_exception(thread, args[0], positional, args[2]));
  if (positional->size >= 1) set_extra(args[0], kSyntaxErrorMessage, positional->items[0]);
  if (positional->size == 2) TRY(take_details(thread, args[0], positional->items[1]));
  return Value::none();
}

Value syntax_error_str(Thread& thread, Value* args) {
  Value filename = exception_of(args[0])->extra[kSyntaxErrorFilename];
  Value line = exception_of(args[0])->extra[kSyntaxErrorLine];
  Value message = TRY(to_str(thread, extra_or_none(args[0], kSyntaxErrorMessage)));
  bool has_file = is_str(filename);
  bool has_line = is_exact_int(line);
  if (!has_file && !has_line) return message;
  std::string text = text_of(message) + " (";
  if (has_file) {
    std::string path = text_of(filename);
    text += path.substr(path.rfind('/') + 1);
  }
  if (has_line) {
    if (has_file) text += ", ";
    text += "line " + text_of(TRY(to_str(thread, line)));
  }
  return make_str(thread, text + ")");
}

template <Rest index>
Value get(Thread&, Value self) {
  return get_rest(self, index);
}
template <Rest index>
Status set(Thread& thread, Value self, Value value) {
  return set_rest(thread, self, index, value);
}

constexpr NativeDefinition kMethods[] = {
    {"__init__(self, /, *args, **kwargs)", syntax_error_init},
    {"__str__(self, /)", syntax_error_str},
};
constexpr MemberDefinition kMembers[] = {
    {"msg", extra_offset(kSyntaxErrorMessage), true, false, "The message."},
    {"filename", extra_offset(kSyntaxErrorFilename), true, false, "The file."},
    {"lineno", extra_offset(kSyntaxErrorLine), true, false, "The line, from 1."},
    {"offset", extra_offset(kSyntaxErrorOffset), true, false, "The column, from 1."},
    {"text", extra_offset(kSyntaxErrorText), true, false, "The line of source text."},
};
constexpr GetSetDefinition kAttributes[] = {
    {"end_lineno", get<kEndLine>, set<kEndLine>, "The last line.", true},
    {"end_offset", get<kEndOffset>, set<kEndOffset>, "The column after the end.", true},
    {"print_file_and_line", get<kPrintFileAndLine>, set<kPrintFileAndLine>, "Whether reports name file and line.",
     true},
    {"_metadata", get<kMetadata>, set<kMetadata>, "What the compiler keeps for reports.", true},
};

}  // namespace

const TypeSpec kSyntaxErrorType = {.name = "SyntaxError",
                                   .layout = Kind::kException,
                                   .basic_size = sizeof(Exception),
                                   .native_fields = 6,
                                   .methods = kMethods,
                                   .attributes = kAttributes,
                                   .members = kMembers,
                                   .doc = "The source text is not Python."};

}  // namespace memphis
