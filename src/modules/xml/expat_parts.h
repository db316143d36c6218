// Parts of the module pyexpat.
#pragma once

#include <expat.h>

#include <string>

#include "modules/module_support.h"

namespace memphis::xml {

// The handlers that Python code may set.
enum class Handler : uint8_t {
  kStartElement,
  kEndElement,
  kCharacterData,
  kProcessingInstruction,
  kComment,
  kStartCdata,
  kEndCdata,
  kDefault,
  kDefaultExpand,
  kStartDoctype,
  kEndDoctype,
  kUnparsedEntity,
  kNotation,
  kStartNamespace,
  kEndNamespace,
  kElementDeclaration,
  kAttributeList,
  kEntityDeclaration,
  kXmlDeclaration,
  kExternalEntity,
  kSkippedEntity,
  kNotStandalone,
  kCount
};
inline constexpr size_t kHandlerCount = static_cast<size_t>(Handler::kCount);

struct Parser : Cell {
  Field handlers[kHandlerCount];  // unbound: none
  Field intern;                   // Dict of names, or None
  Field outer;                    // the parser that an external entity's belongs to
  XML_Parser expat;
  std::string* buffered;  // character data that waits
  uint64_t buffer_size;
  bool buffers_text;
  bool has_ordered_attributes;
  bool has_specified_attributes;
  bool has_namespace_prefixes;
  bool has_failed;  // an exception is pending: nothing more is called

  Value handler(Handler which) const { return handlers[static_cast<size_t>(which)].get(); }
};

// While a parser is at work its callbacks find the thread and the cell here.
struct Call {
  Thread& thread;
  Parser* parser;
};

extern const TypeSpec kParserType;

// ExpatError with code, lineno and offset.
FailureOfAnyType raise_expat_error(Thread& thread, const Parser* parser, XML_Error code);
// Tells expat which callbacks to make.
void install_handler(Parser* parser, Handler which);
// Calls the handler of character data with what waits. Runs user code.
Status flush_text(Thread& thread, Parser* parser);
// Sets the parser's own callbacks (unknown encodings).
void install_encoding_handler(Parser* parser);
// A parser cell for a parser of expat, which it owns.
Parser* make_parser(Thread& thread, XML_Parser expat, Value intern);

}  // namespace memphis::xml
