#include "api/host_text.h"

#include "base/utf8.h"
#include "runtime/codecs.h"
#include "runtime/error.h"
#include "runtime/result.h"

namespace memphis {

Str* make_str_of_host(Thread& thread, std::string_view text) {
  if (scan_utf8(text).ok()) return make_str(thread, text);
  Str* handler = TRY(make_str(thread, "surrogateescape"));
  std::span<const uint8_t> bytes(reinterpret_cast<const uint8_t*>(text.data()), text.size());
  return TRY(decode_text(thread, bytes, Value::unbound(), nullptr, handler)).as<Str>();
}

Str* make_name_of_host(Thread& thread, std::string_view text) {
  Str* name = TRY(make_str_of_host(thread, text));
  return intern(thread.runtime, name);
}

}  // namespace memphis
