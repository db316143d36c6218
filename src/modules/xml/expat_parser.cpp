// The type xmlparser.
#include <algorithm>
#include <climits>
#include <iterator>

#include "modules/xml/expat_parts.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/int_operations.h"
#include "runtime/named_access.h"
#include "runtime/operations.h"

namespace memphis::xml {

namespace {

constexpr uint64_t kDefaultBufferSize = 8192;

Parser* self_of(Value* args) { return args[0].as<Parser>(); }

struct Resource {
  XML_Parser expat;
  std::string buffered;
};
void release_parser(void* resource) {
  auto* held = static_cast<Resource*>(resource);
  XML_ParserFree(held->expat);
  delete held;
}

// Runs the parser over one piece of input.
Value parse_piece(Thread& thread, Parser* parser, std::span<const uint8_t> bytes, bool is_final) {
  constexpr size_t kLargest = 1 << 20;
  Call frame{thread, parser};
  void* former = XML_GetUserData(parser->expat);
  XML_SetUserData(parser->expat, &frame);
  XML_Status status;
  do {
    const size_t count = std::min(bytes.size(), kLargest);
    const bool is_last = count == bytes.size();
    const auto* text = reinterpret_cast<const char*>(bytes.data());
    status = XML_Parse(parser->expat, text != nullptr ? text : "", static_cast<int>(count), is_last && is_final);
    bytes = bytes.subspan(count);
  } while (!bytes.empty() && status == XML_STATUS_OK && !parser->has_failed);
  XML_SetUserData(parser->expat, former);
  if (parser->has_failed) {
    parser->has_failed = false;
    return Value::error();
  }
  if (status == XML_STATUS_ERROR) return raise_expat_error(thread, parser, XML_GetErrorCode(parser->expat));
  TRY(flush_text(thread, parser));
  return Value::small_int(status);
}

Value parser_parse(Thread& thread, Value* args) {
  const bool is_final = TRY(flag_argument(thread, args[2], false));
  TextOrBytes data(thread);
  if (is_str(args[1])) (void)XML_SetEncoding(self_of(args)->expat, "utf-8");
  TRY(data.acquire(args[1]));
  return parse_piece(thread, self_of(args), data.bytes(), is_final);
}

Value parser_parse_file(Thread& thread, Value* args) {
  constexpr int64_t kBlock = 2048;
  Value read = TRY(find_attribute_text(thread, args[1], "read"));
  if (read.is_unbound()) return raise_type_error(thread, "argument must have 'read' attribute");
  while (true) {
    Value block = TRY(call(thread, read, {Value::small_int(kBlock)}));
    std::span<const uint8_t> bytes;
    if (block.is_kind(Kind::kBytes)) {
      bytes = block.as<Bytes>()->view();
    } else if (block.is_kind(Kind::kByteArray)) {
      bytes = TRY(make_bytes(thread, block.as<ByteArray>()->view()))->view();
    } else {
      return raise_type_error(thread, "read() did not return a bytes object (type={})", type_name(thread, block));
    }
    if (bytes.size() > static_cast<size_t>(kBlock)) {
      return raise_value_error(thread, "read() returned too much data: {} bytes requested, {} returned", kBlock,
                               bytes.size());
    }
    Value result = TRY(parse_piece(thread, self_of(args), bytes, bytes.empty()));
    if (bytes.empty()) return result;
  }
}

Value parser_set_base(Thread& thread, Value* args) {
  Str* base = TRY(str_argument(thread, args[1], "SetBase", 0));
  std::string text;
  append_utf8(base, text);
  if (XML_SetBase(self_of(args)->expat, text.c_str()) == XML_STATUS_OK) return Value::none();
  return raise_memory_error(thread);
}

Value parser_get_base(Thread& thread, Value* args) {
  const XML_Char* base = XML_GetBase(self_of(args)->expat);
  return base == nullptr ? Value::none() : Value(make_str(thread, base));
}

Value parser_get_input_context(Thread& thread, Value* args) {
  int offset, size;
  const char* buffer = XML_GetInputContext(self_of(args)->expat, &offset, &size);
  if (buffer == nullptr || XML_GetUserData(self_of(args)->expat) == nullptr) return Value::none();
  return make_bytes(thread, {reinterpret_cast<const uint8_t*>(buffer + offset), static_cast<size_t>(size - offset)});
}

Value parser_external_entity(Thread& thread, Value* args) {
  Parser* outer = self_of(args);
  std::string context, encoding;
  if (!args[1].is_none()) append_utf8(TRY(str_argument(thread, args[1], "ExternalEntityParserCreate", 1)), context);
  const bool has_encoding = !args[2].is_unbound();
  if (has_encoding) append_utf8(TRY(str_argument(thread, args[2], "ExternalEntityParserCreate", 2)), encoding);
  XML_Parser expat = XML_ExternalEntityParserCreate(outer->expat, args[1].is_none() ? nullptr : context.c_str(),
                                                    has_encoding ? encoding.c_str() : nullptr);
  if (expat == nullptr) return raise_memory_error(thread);
  XML_SetUserData(expat, nullptr);
  Parser* made = TRY(make_parser(thread, expat, outer->intern));
  made->outer.set(made, outer);
  made->buffers_text = outer->buffers_text;
  made->buffer_size = outer->buffer_size;
  made->has_ordered_attributes = outer->has_ordered_attributes;
  made->has_specified_attributes = outer->has_specified_attributes;
  made->has_namespace_prefixes = outer->has_namespace_prefixes;
  for (size_t i = 0; i < kHandlerCount; i++) {
    made->handlers[i].set(made, outer->handlers[i].get());
    if (!made->handlers[i].get().is_unbound()) install_handler(made, static_cast<Handler>(i));
  }
  return made;
}

Value parser_set_parameter_parsing(Thread& thread, Value* args) {
  const int flag = TRY(int_argument(thread, args[1]));
  return Value::small_int(XML_SetParamEntityParsing(self_of(args)->expat, static_cast<XML_ParamEntityParsing>(flag)));
}

Value parser_use_foreign_dtd(Thread& thread, Value* args) {
  const bool flag = TRY(flag_argument(thread, args[1], true));
  const XML_Error code = XML_UseForeignDTD(self_of(args)->expat, flag ? XML_TRUE : XML_FALSE);
  if (code != XML_ERROR_NONE) return raise_expat_error(thread, self_of(args), code);
  return Value::none();
}

// Expat 2.5 has no deferral of reparsing: it is never on.
Value parser_get_deferral(Thread&, Value*) { return Value::false_value(); }
Value parser_set_deferral(Thread&, Value*) { return Value::none(); }

// ---- Attributes ----

template <Handler which>
Value get_handler(Thread&, Value self) {
  Value handler = self.as<Parser>()->handler(which);
  return handler.is_unbound() ? Value::none() : handler;
}

template <Handler which>
Status set_handler(Thread& thread, Value self, Value value) {
  auto* parser = self.as<Parser>();
  if (value.is_unbound()) return raise(thread, ExceptionId::kRuntimeError, "Cannot delete attribute");
  // What waits belongs to the former handler.
  if (which == Handler::kCharacterData) TRY(flush_text(thread, parser));
  Field& field = parser->handlers[static_cast<size_t>(which)];
  field.set(parser, value.is_none() ? Value::unbound() : value);
  install_handler(parser, which);
  return {};
}

template <bool Parser::* flag>
Value get_flag(Thread&, Value self) {
  return Value::boolean(self.as<Parser>()->*flag);
}
template <bool Parser::* flag>
Status set_flag(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise(thread, ExceptionId::kRuntimeError, "Cannot delete attribute");
  auto* parser = self.as<Parser>();
  const bool on = TRY(is_true(thread, value));
  if (flag == &Parser::buffers_text && !on) TRY(flush_text(thread, parser));
  if (flag == &Parser::has_namespace_prefixes) XML_SetReturnNSTriplet(parser->expat, on ? 1 : 0);
  parser->*flag = on;
  return {};
}

Value get_buffer_size(Thread& thread, Value self) {
  return make_int(thread, static_cast<int64_t>(self.as<Parser>()->buffer_size));
}
Status set_buffer_size(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise(thread, ExceptionId::kRuntimeError, "Cannot delete attribute");
  if (!is_int(value)) return raise_type_error(thread, "buffer_size must be an integer");
  int64_t size;
  if (!int_to_int64(value, size)) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C long");
  }
  if (size <= 0) return raise_value_error(thread, "buffer_size must be greater than zero");
  if (size > INT_MAX) return raise_value_error(thread, "buffer_size must not be greater than {}", INT_MAX);
  TRY(flush_text(thread, self.as<Parser>()));
  self.as<Parser>()->buffer_size = static_cast<uint64_t>(size);
  return {};
}
Value get_buffer_used(Thread& thread, Value self) {
  return make_int(thread, static_cast<int64_t>(self.as<Parser>()->buffered->size()));
}
Value get_intern(Thread&, Value self) { return self.as<Parser>()->intern; }

template <auto ask>
Value get_number(Thread& thread, Value self) {
  return make_int(thread, static_cast<int64_t>(ask(self.as<Parser>()->expat)));
}

constexpr NativeDefinition kMethods[] = {
    {"Parse(self, data, isfinal=False, /)", parser_parse, "Parses a piece of a document."},
    {"ParseFile(self, file, /)", parser_parse_file, "Parses what a file has."},
    {"SetBase(self, base, /)", parser_set_base, "Sets the base of relative addresses."},
    {"GetBase(self, /)", parser_get_base, "The base of relative addresses."},
    {"GetInputContext(self, /)", parser_get_input_context, "The input that caused the event under way."},
    {"ExternalEntityParserCreate(self, context, encoding=<unrepresentable>, /)", parser_external_entity,
     "A parser for an external entity."},
    {"SetParamEntityParsing(self, flag, /)", parser_set_parameter_parsing,
     "Whether parameter entities are parsed; answers whether that could be set."},
    {"UseForeignDTD(self, flag=True, /)", parser_use_foreign_dtd, "Whether an external DTD is asked for always."},
    {"GetReparseDeferralEnabled(self, /)", parser_get_deferral, "Whether reparsing is put off."},
    {"SetReparseDeferralEnabled(self, enabled, /)", parser_set_deferral, "Whether reparsing is put off."},
};

#define HANDLER(name, which) {name, get_handler<Handler::which>, set_handler<Handler::which>}
constexpr GetSetDefinition kAttributes[] = {
    HANDLER("StartElementHandler", kStartElement),
    HANDLER("EndElementHandler", kEndElement),
    HANDLER("CharacterDataHandler", kCharacterData),
    HANDLER("ProcessingInstructionHandler", kProcessingInstruction),
    HANDLER("CommentHandler", kComment),
    HANDLER("StartCdataSectionHandler", kStartCdata),
    HANDLER("EndCdataSectionHandler", kEndCdata),
    HANDLER("DefaultHandler", kDefault),
    HANDLER("DefaultHandlerExpand", kDefaultExpand),
    HANDLER("StartDoctypeDeclHandler", kStartDoctype),
    HANDLER("EndDoctypeDeclHandler", kEndDoctype),
    HANDLER("UnparsedEntityDeclHandler", kUnparsedEntity),
    HANDLER("NotationDeclHandler", kNotation),
    HANDLER("StartNamespaceDeclHandler", kStartNamespace),
    HANDLER("EndNamespaceDeclHandler", kEndNamespace),
    HANDLER("ElementDeclHandler", kElementDeclaration),
    HANDLER("AttlistDeclHandler", kAttributeList),
    HANDLER("EntityDeclHandler", kEntityDeclaration),
    HANDLER("XmlDeclHandler", kXmlDeclaration),
    HANDLER("ExternalEntityRefHandler", kExternalEntity),
    HANDLER("SkippedEntityHandler", kSkippedEntity),
    HANDLER("NotStandaloneHandler", kNotStandalone),
    {"buffer_text", get_flag<&Parser::buffers_text>, set_flag<&Parser::buffers_text>},
    {"namespace_prefixes", get_flag<&Parser::has_namespace_prefixes>, set_flag<&Parser::has_namespace_prefixes>},
    {"ordered_attributes", get_flag<&Parser::has_ordered_attributes>, set_flag<&Parser::has_ordered_attributes>},
    {"specified_attributes", get_flag<&Parser::has_specified_attributes>, set_flag<&Parser::has_specified_attributes>},
    {"buffer_size", get_buffer_size, set_buffer_size},
    {"buffer_used", get_buffer_used},
    {"intern", get_intern, nullptr, "", true},
    {"ErrorCode", get_number<XML_GetErrorCode>},
    {"ErrorLineNumber", get_number<XML_GetCurrentLineNumber>},
    {"ErrorColumnNumber", get_number<XML_GetCurrentColumnNumber>},
    {"ErrorByteIndex", get_number<XML_GetCurrentByteIndex>},
    {"CurrentLineNumber", get_number<XML_GetCurrentLineNumber>},
    {"CurrentColumnNumber", get_number<XML_GetCurrentColumnNumber>},
    {"CurrentByteIndex", get_number<XML_GetCurrentByteIndex>},
};
#undef HANDLER

}  // namespace

constinit const TypeSpec kParserType = {
    .name = "xmlparser",
    .module = "pyexpat",
    .basic_size = sizeof(Parser),
    .native_fields = kHandlerCount + 2,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "XML parser",
};

Parser* make_parser(Thread& thread, XML_Parser expat, Value intern) {
  constexpr size_t kBytes = 8192;  // about what a parser takes
  auto* resource = new Resource{expat, {}};
  auto* parser = allocate_instance<Parser>(thread, native_type(thread.runtime, kParserType));
  if (parser == nullptr) {
    release_parser(resource);
    return nullptr;
  }
  parser->expat = expat;
  parser->buffered = &resource->buffered;
  parser->buffer_size = kDefaultBufferSize;
  parser->intern.set(parser, intern);
  own_native_resource(thread.runtime, parser, resource, release_parser, kBytes);
  install_encoding_handler(parser);
  return parser;
}

}  // namespace memphis::xml
