// The module _json: what the package json has in C.
#include "modules/json/json.h"
#include "modules/modules.h"

namespace memphis {

namespace json {

namespace {

constexpr NativeDefinition kFunctions[] = {
    {"encode_basestring_ascii(string, /)", encode_basestring_ascii,
     "The string in quotes, everything but ASCII characters escaped."},
    {"encode_basestring(string, /)", encode_basestring, "The string in quotes, escaped where JSON wants it."},
    {"scanstring(string, end, strict=True, /)", scanstring,
     "scanstring(string, end, strict=True) -> (string, end)\n\nReads the string that begins at that index, behind its "
     "opening quote.",
     NativeKind::kFunction, CallErrors::kDerived, ""},
};

}  // namespace

}  // namespace json

Value create_json_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_json", "Reading and writing of JSON.", json::kFunctions));
  TRY(set_module_attribute(thread, module, "make_scanner", TRY(make_hidden_type(thread, json::kScannerType))));
  TRY(set_module_attribute(thread, module, "make_encoder", TRY(make_hidden_type(thread, json::kEncoderType))));
  return module;
}

}  // namespace memphis
