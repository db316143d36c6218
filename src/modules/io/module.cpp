// The module _io, and the standard streams.
#include <sys/stat.h>

#include "modules/io/module_state.h"
#include "modules/io/text_file.h"
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/locale_encoding.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/standard_stream.h"

namespace memphis {

namespace io {

namespace {

constexpr char kUnsupportedKey = 0;  // its address is the key of the module state
constexpr char kModuleKey = 0;

Cell* module_state(const Runtime& runtime, const void* key) {
  for (const auto& [candidate, state] : runtime.module_states) {
    if (candidate == key) return static_cast<Cell*>(state);
  }
  return nullptr;
}

void keep_state(Runtime& runtime, const void* key, Cell* cell) {
  runtime.permanent.push_back(cell);
  runtime.module_states.emplace_back(key, cell);
}

Value text_encoding(Thread& thread, Value* args) {
  TRY(int_argument(thread, args[1], 2));
  if (!args[0].is_none()) return args[0];
  return make_str(thread, thread.runtime.text_encoding == "utf-8" ? "utf-8" : "locale");
}

Value open_code(Thread& thread, Value* args) {
  OpenArguments arguments;
  arguments.file = TRY(str_argument(thread, args[0], "open_code", "path"));
  arguments.mode = "rb";
  return open_file(thread, arguments);
}

constexpr NativeDefinition kFunctions[] = {
    {"open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
     open_function,
     "Opens a file and answers a file object.\n\n"
     "The mode is 'r' (read), 'w' (write, emptied first), 'x' (write, must not exist) or 'a' (append), with 'b' for\n"
     "bytes or 't' for text (the default), and '+' for both reading and writing. `buffering` 0 is for files of bytes\n"
     "without a buffer, 1 for text that is written line by line, more is the size of the buffer. `encoding`, `errors`\n"
     "and `newline` are those of TextIOWrapper. `file` may be a descriptor, which is left open unless `closefd`.\n"
     "`opener` is called with the name and the flags in place of os.open()."},
    {"text_encoding(encoding, stacklevel=2, /)", text_encoding,
     "The encoding itself, or the name of the default one when it is None."},
    {"open_code(path)", open_code, "Opens a file of program text for reading bytes."},
};

Type* make_unsupported_operation(Thread& thread) {
  Runtime& runtime = thread.runtime;
  Str* name = TRY(intern_text(runtime, "UnsupportedOperation"));
  Tuple* bases = TRY(make_tuple(thread, {Value(runtime.exception_type(ExceptionId::kOSError)),
                                         Value(runtime.exception_type(ExceptionId::kValueError))}));
  Dict* name_space = TRY(make_dict(thread));
  Str* module = TRY(intern_text(runtime, "io"));
  TRY(dict_set_name(thread, name_space, runtime.name(Name::kModule), module));
  Value made = TRY(make_class(thread, runtime.type(TypeId::kType), name, bases, name_space, Value::unbound()));
  return made.as<Type>();
}

Status add_types(Thread& thread, Module* module) {
  auto add = [&](const TypeSpec& spec, Type* base) { return add_module_type(thread, module, spec, base); };
  Type* base = TRY(add(kIoBaseType, nullptr));
  Type* raw = TRY(add(kRawIoBaseType, base));
  Type* buffered = TRY(add(kBufferedIoBaseType, base));
  Type* text = TRY(add(kTextIoBaseType, base));
  TRY(add(kFileIoType, raw));
  for (const TypeSpec* spec :
       {&kBytesIoType, &kBufferedReaderType, &kBufferedWriterType, &kBufferedRwPairType, &kBufferedRandomType}) {
    TRY(add(*spec, buffered));
  }
  TRY(add(kStringIoType, text));
  TRY(add(kTextIoWrapperType, text));
  TRY(add(kNewlineDecoderType, nullptr));
  TRY(add(kBytesIoBufferType, nullptr));
  TRY(make_hidden_type(thread, kNativeDecoderType));
  TRY(make_hidden_type(thread, kMemoryWindowType));
  return {};
}

constexpr StreamOperations kStreamOperations = {
    [](Value file) { return exact_text_file(file) != nullptr; },
    [](Thread& thread, Value file, Str* text) { return text_write(thread, file.as<TextFile>(), text); },
    [](Thread& thread, Value file) { return text_flush(thread, file.as<TextFile>()); },
};

Module* make_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_io", "Files: what the module io is made of.", kFunctions));
  Runtime& runtime = thread.runtime;
  TRY(add_types(thread, module));
  Type* unsupported = TRY(make_unsupported_operation(thread));
  keep_state(runtime, &kUnsupportedKey, unsupported);
  TRY(set_module_attribute(thread, module, "UnsupportedOperation", unsupported));
  TRY(set_module_attribute(thread, module, "BlockingIOError", runtime.exception_type(ExceptionId::kBlockingIOError)));
  TRY(set_module_attribute(thread, module, "DEFAULT_BUFFER_SIZE", Value::small_int(kDefaultBufferSize)));
  runtime.stream_operations = &kStreamOperations;
  return module;
}

// One of the standard streams; None when the descriptor is closed.
Value make_stream(Thread& thread, int descriptor, const char* name, bool is_input) {
  struct stat status;
  if (fstat(descriptor, &status) != 0) return Value::none();
  const Options& options = thread.runtime.options;
  bool unbuffered = options.unbuffered_streams && !is_input;
  OpenArguments arguments;
  arguments.file = Value::small_int(descriptor);
  arguments.mode = is_input ? "rb" : "wb";
  arguments.buffering = unbuffered ? 0 : -1;
  arguments.close_descriptor = false;
  Value buffer = TRY(open_file(thread, arguments));
  Value raw = unbuffered ? buffer : buffer.as<Buffered>()->raw.get();
  Runtime& runtime = thread.runtime;
  TRY(set_attribute(thread, raw, runtime.name(Name::kNameAttribute), TRY(make_str(thread, name))));
  bool is_terminal = TRY(is_true(thread, TRY(call_method(thread, raw, Name::kIsATty))));
  std::string_view errors = is_plain_locale() ? "surrogateescape" : "strict";
  if (!options.stream_errors.empty()) errors = options.stream_errors;
  if (descriptor == 2) errors = "backslashreplace";
  std::string encoding = options.stream_encoding.empty() ? locale_encoding() : options.stream_encoding;
  TextArguments text;
  text.buffer = buffer;
  text.encoding = TRY(make_str(thread, encoding == "UTF-8" ? "utf-8" : encoding));
  text.errors = TRY(make_str(thread, errors));
  text.newline = TRY(make_character(thread, '\n'));
  text.line_buffering = !unbuffered && (is_terminal || descriptor == 2);
  text.write_through = unbuffered;
  Value file = TRY(make_text_file(thread, text));
  set_owned(file, true);  // by whoever ends the program
  TRY(set_attribute(thread, file, runtime.name(Name::kMode), TRY(make_str(thread, is_input ? "r" : "w"))));
  return file;
}

}  // namespace

Type* unsupported_operation(const Runtime& runtime) {
  return static_cast<Type*>(module_state(runtime, &kUnsupportedKey));
}

}  // namespace io

// Made once for a Runtime: the types are those of the standard streams.
Value create_io_module(Thread& thread) {
  Runtime& runtime = thread.runtime;
  if (Cell* module = io::module_state(runtime, &io::kModuleKey)) return module;
  Module* module = TRY(io::make_module(thread));
  io::keep_state(runtime, &io::kModuleKey, module);
  return module;
}

Status add_standard_streams(Thread& thread, Module* sys) {
  TRY(create_io_module(thread));
  struct Stream {
    int descriptor;
    const char* attribute;
    const char* name;
  };
  for (Stream stream : {Stream{0, "stdin", "<stdin>"}, {1, "stdout", "<stdout>"}, {2, "stderr", "<stderr>"}}) {
    Value file = TRY(io::make_stream(thread, stream.descriptor, stream.name, stream.descriptor == 0));
    TRY(set_module_attribute(thread, sys, stream.attribute, file));
    TRY(set_module_attribute(thread, sys, std::string("__") + stream.attribute + "__", file));
  }
  return {};
}

Status add_open_function(Thread& thread) {
  Value module = TRY(create_io_module(thread));
  Str* name = TRY(intern_text(thread.runtime, "open"));
  Value open = dict_get_name(thread.runtime, module.as<Module>()->dict, name);
  return dict_set_name(thread, thread.runtime.builtins, name, open);
}

}  // namespace memphis
