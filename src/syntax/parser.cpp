#include "syntax/parser.h"

#include "syntax/fast_parser.h"

namespace memphis {

ParseResult parse(const SourceText& source, NameTable& names, ParseMode mode, ParseFlags flags) {
  ParseResult result;
  result.source = &source;
  result.names = &names;
  if (source.is_refused()) {
    result.diagnostics.has_error = true;
    result.diagnostics.error = *source.decode_error();
    return result;
  }
  FastParser parser(source, names, result, mode, flags);
  result.root = parser.parse();
  if (result.root == nullptr) {
    result.diagnostics.has_error = true;
    result.diagnostics.error.message = "invalid syntax";
    result.diagnostics.error.lineno = static_cast<int32_t>(source.line_of(parser.refused_token().begin));
  }
  return result;
}

}  // namespace memphis
