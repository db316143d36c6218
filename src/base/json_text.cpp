#include "base/json_text.h"

#include <fmt/core.h>

#include "base/utf8.h"

namespace memphis {

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (const char *at = text.data(), *end = at + text.size(); at < end;) {
    Utf8Step step = decode_utf8(at, end, Surrogates::kPass);
    char32_t c = step.code_point;
    if (step.error != Utf8Error::kNone) {
      out += "\\ufffd";
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c < 0x20 || c == 0x7F || is_surrogate(c)) {
      out += fmt::format("\\u{:04x}", static_cast<uint32_t>(c));
    } else {
      out.append(at, step.length);
    }
    at += step.length;
  }
  out += '"';
}

}  // namespace memphis
