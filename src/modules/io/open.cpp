// io.open: the layers that a mode asks for.
#include <algorithm>
#include <string>

#include "modules/io/text_file.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/file_path.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis::io {

namespace {

constexpr int64_t kLargestBlock = 8 * 1024 * 1024;

struct Mode {
  std::string raw;  // for FileIO
  bool creates = false, reads = false, writes = false, appends = false, updates = false;
  bool is_text = false, is_binary = false;
};

Fallible<Mode> parse_mode(Thread& thread, std::string_view text) {
  Mode mode;
  struct Letter {
    char letter;
    bool* flag;
  };
  const Letter letters[] = {{'x', &mode.creates}, {'r', &mode.reads},   {'w', &mode.writes},   {'a', &mode.appends},
                            {'+', &mode.updates}, {'t', &mode.is_text}, {'b', &mode.is_binary}};
  for (char c : text) {
    const Letter* known = std::find_if(std::begin(letters), std::end(letters), [&](auto& l) { return l.letter == c; });
    if (known == std::end(letters) || *known->flag) {
      return raise_value_error(thread, "invalid mode: '{}'", std::string(text));
    }
    *known->flag = true;
  }
  for (const Letter& letter : letters) {
    if (*letter.flag && letter.letter != 't' && letter.letter != 'b') mode.raw += letter.letter;
  }
  return mode;
}

Status check_mode(Thread& thread, const Mode& mode, const OpenArguments& arguments) {
  if (mode.is_text && mode.is_binary) return raise_value_error(thread, "can't have text and binary mode at once");
  if (mode.creates + mode.reads + mode.writes + mode.appends > 1) {
    return raise_value_error(thread, "must have exactly one of create/read/write/append mode");
  }
  if (!mode.is_binary) return {};
  if (!arguments.encoding.is_none()) {
    return raise_value_error(thread, "binary mode doesn't take an encoding argument");
  }
  if (!arguments.errors.is_none()) return raise_value_error(thread, "binary mode doesn't take an errors argument");
  if (!arguments.newline.is_none()) return raise_value_error(thread, "binary mode doesn't take a newline argument");
  if (arguments.buffering != 1) return {};
  return warn(thread, ExceptionId::kRuntimeWarning, 1,
              "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used");
}

// A number is a descriptor; anything else has to be a path.
Value path_or_descriptor(Thread& thread, Value file) {
  Type* type = type_of(thread, file);
  bool is_number = is_int(file) || is_float(file) || !type->special_method(Special::kIndex).is_unbound() ||
                   !type->special_method(Special::kInt).is_unbound() ||
                   !type->special_method(Special::kFloat).is_unbound();
  return is_number ? file : file_system_path(thread, file);
}

FileIo* make_raw(Thread& thread, Value file, const Mode& mode, const OpenArguments& arguments) {
  auto* raw = TRY(allocate_instance<FileIo>(thread, native_type(thread.runtime, kFileIoType)));
  raw->descriptor = -1;
  raw->size = -1;
  raw->finalizing.set(raw, Value::false_value());
  TRY(open_descriptor(thread, raw, file, mode.raw, arguments.close_descriptor, arguments.opener));
  return raw;
}

// The layers above the raw file. `made` is the outermost one made so far.
Value add_layers(Thread& thread, FileIo* raw, const Mode& mode, const OpenArguments& arguments, Value& made) {
  int64_t size = arguments.buffering;
  bool line_buffering = size == 1;
  if (size < 0 && raw->is_character_device) {
    line_buffering = TRY(is_true(thread, TRY(call_method(thread, Value(raw), Name::kIsATty))));
  }
  if (line_buffering) size = -1;
  if (size < 0) size = std::max(std::min<int64_t>(raw->block_size, kLargestBlock), kDefaultBufferSize);
  if (size == 0) {
    if (mode.is_binary) return made;
    return raise_value_error(thread, "can't have unbuffered text I/O");
  }
  const TypeSpec& spec = mode.updates ? kBufferedRandomType : mode.reads ? kBufferedReaderType : kBufferedWriterType;
  made = TRY(make_buffered(thread, spec, raw, size));
  if (mode.is_binary) return made;
  TextArguments text;
  text.buffer = made;
  text.encoding = arguments.encoding;
  text.errors = arguments.errors;
  text.newline = arguments.newline;
  text.line_buffering = line_buffering;
  made = TRY(make_text_file(thread, text));
  Str* shown = TRY(make_str(thread, arguments.mode));
  TRY(set_attribute(thread, made, thread.runtime.name(Name::kMode), shown));
  return made;
}

}  // namespace

Value open_file(Thread& thread, const OpenArguments& arguments) {
  Value file = TRY(path_or_descriptor(thread, arguments.file));
  Mode mode = TRY(parse_mode(thread, arguments.mode));
  TRY(check_mode(thread, mode, arguments));
  FileIo* raw = TRY(make_raw(thread, file, mode, arguments));
  Value made = raw;
  Value result = add_layers(thread, raw, mode, arguments, made);
  if (!result.is_error()) return result;
  Value failure = take_pending(thread);
  if (call_method(thread, made, Name::kClose).is_error()) return chain_exceptions(thread, failure);
  return raise_again(thread, failure);
}

Value open_function(Thread& thread, Value* args) {
  OpenArguments arguments;
  arguments.file = args[0];
  std::string mode;
  if (!args[1].is_unbound()) {
    mode = text_of(TRY(str_argument(thread, args[1], "open", "mode")));
    arguments.mode = mode;
  }
  arguments.buffering = TRY(int_argument(thread, args[2], -1));
  auto optional = [&](Value value, const char* parameter) -> Value {
    Str* text = TRY(optional_text_argument(thread, value, "open", parameter));
    return text == nullptr ? Value::none() : Value(text);
  };
  arguments.encoding = TRY(optional(args[3], "encoding"));
  arguments.errors = TRY(optional(args[4], "errors"));
  arguments.newline = TRY(optional(args[5], "newline"));
  arguments.close_descriptor = TRY(flag_argument(thread, args[6], true));
  if (!args[7].is_unbound()) arguments.opener = args[7];
  return open_file(thread, arguments);
}

}  // namespace memphis::io
