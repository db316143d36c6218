// _io._TextIOBase: files of text.
#include "modules/io/io.h"
#include "runtime/argument_support.h"

namespace memphis::io {

namespace {

Value base_detach(Thread& thread, Value*) { return raise_unsupported(thread, "detach"); }
Value base_read(Thread& thread, Value*) { return raise_unsupported(thread, "read"); }
Value base_readline(Thread& thread, Value*) { return raise_unsupported(thread, "readline"); }
Value base_write(Thread& thread, Value* args) {
  TRY(str_argument(thread, args[1], "write", 1));
  return raise_unsupported(thread, "write");
}
Value get_none(Thread&, Value) { return Value::none(); }

constexpr NativeDefinition kMethods[] = {
    {"detach(self, /)", base_detach, "Gives the buffer away: the text file cannot be used any more."},
    {"read(self, size=-1, /)", base_read, "Reads `size` characters, or all if negative."},
    {"readline(self, size=-1, /)", base_readline, "Reads a line, of at most `size` characters unless negative."},
    {"write(self, s, /)", base_write, "Writes the text; answers how many characters those are."},
};
constexpr GetSetDefinition kAttributes[] = {
    {"encoding", get_none, nullptr, "The encoding, if there is one."},
    {"newlines", get_none, nullptr, "The kinds of line ends seen so far: None, a str or a tuple."},
    {"errors", get_none, nullptr, "How what cannot be converted is handled."},
};

}  // namespace

const TypeSpec kTextIoBaseType = {
    .name = "_TextIOBase",
    .module = "_io",
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "The base class of text files.",
};

}  // namespace memphis::io
