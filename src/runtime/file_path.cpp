#include "runtime/file_path.h"

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/error.h"
#include "runtime/make.h"

namespace memphis {

namespace {

bool is_text(Value value) { return is_str(value) || value.is_kind(Kind::kBytes); }

}  // namespace

Value file_system_path(Thread& thread, Value path) {
  if (is_text(path)) return path;
  Runtime& runtime = thread.runtime;
  Value method = type_lookup(runtime, type_of(thread, path), runtime.name(Name::kFsPath));
  if (method.is_unbound() || method.is_none()) {
    return raise_type_error(thread, "expected str, bytes or os.PathLike object, not {}", type_name(thread, path));
  }
  Value result = TRY(call_special_method(thread, method, path));
  if (is_text(result)) return result;
  return raise_type_error(thread, "expected {}.__fspath__() to return str or bytes, not {}", type_name(thread, path),
                          type_name(thread, result));
}

Fallible<std::string> encode_name(Thread& thread, Value text) {
  if (is_str(text)) {
    Str* handler = TRY(make_str(thread, "surrogateescape"));
    text = TRY(encode_native(thread, Codec::kUtf8, text.as<Str>(), handler));
  }
  auto view = text.as<Bytes>()->view();
  return std::string(reinterpret_cast<const char*>(view.data()), view.size());
}

Fallible<std::string> encode_path(Thread& thread, Value path) {
  std::string result = TRY(encode_name(thread, TRY(file_system_path(thread, path))));
  if (result.find('\0') != std::string::npos) return raise_value_error(thread, "embedded null byte");
  return result;
}

Fallible<std::string> utf8_of(Thread& thread, Value str) {
  Value encoded = TRY(encode_native(thread, Codec::kUtf8, str.as<Str>(), nullptr));
  auto view = encoded.as<Bytes>()->view();
  return std::string(reinterpret_cast<const char*>(view.data()), view.size());
}

Fallible<std::string> c_text_of(Thread& thread, Value str) {
  std::string text = TRY(utf8_of(thread, str));
  if (text.find('\0') != std::string::npos) return raise_value_error(thread, "embedded null character");
  return text;
}

Value decode_path(Thread& thread, std::string_view bytes) {
  Str* handler = TRY(make_str(thread, "surrogateescape"));
  DecodeState state;
  return decode_native(thread, Codec::kUtf8, {reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()},
                       Value::unbound(), handler, state);
}

}  // namespace memphis
