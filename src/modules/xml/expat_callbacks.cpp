// What expat calls while it parses, and what of it goes on to the handlers of Python code.
#include <algorithm>
#include <initializer_list>

#include "modules/xml/expat_parts.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/dict_operations.h"
#include "runtime/operations.h"

namespace memphis::xml {

namespace {

void stop(Call* call) {
  call->parser->has_failed = true;
  XML_StopParser(call->parser->expat, XML_FALSE);
}

// Text of expat; None for null.
Value text_value(Thread& thread, const XML_Char* text) {
  if (text == nullptr) return Value::none();
  return make_str(thread, text);
}

// A name, the same object each time.
Value name_value(Call* call, const XML_Char* text) {
  Value name = text_value(call->thread, text);
  Value intern = call->parser->intern;
  if (name.is_error() || name.is_none() || !intern.is_kind(Kind::kDict)) return name;
  return dict_set_default(call->thread, intern.as<Dict>(), name, name);
}

// Calls a handler; unbound when there is none or the parser has failed.
Value invoke(Call* call, Handler which, std::initializer_list<Value> arguments) {
  for (Value argument : arguments) {
    if (!argument.is_error()) continue;
    stop(call);
    return Value::error();
  }
  Value result = memphis::call(call->thread, call->parser->handler(which), arguments);
  if (result.is_error()) stop(call);
  return result;
}

// Whether the handler is there; character data goes before everything else.
bool begin(Call* call, Handler which) {
  if (call->parser->has_failed) return false;
  if (which != Handler::kCharacterData && flush_text(call->thread, call->parser).failed()) {
    stop(call);
    return false;
  }
  return !call->parser->handler(which).is_unbound();
}

// ---- Elements ----

Value attribute_list(Call* call, const XML_Char** attributes, int count) {
  List* list = TRY(make_list(call->thread));
  for (int i = 0; i < count; i += 2) {
    TRY(list_append(call->thread, list, TRY(name_value(call, attributes[i]))));
    TRY(list_append(call->thread, list, TRY(text_value(call->thread, attributes[i + 1]))));
  }
  return list;
}

Value attribute_dict(Call* call, const XML_Char** attributes, int count) {
  Dict* dict = TRY(make_dict(call->thread));
  for (int i = 0; i < count; i += 2) {
    Value name = TRY(name_value(call, attributes[i]));
    TRY(dict_set(call->thread, dict, name, TRY(text_value(call->thread, attributes[i + 1]))));
  }
  return dict;
}

void XMLCALL start_element(void* data, const XML_Char* name, const XML_Char** attributes) {
  auto* call = static_cast<Call*>(data);
  if (!begin(call, Handler::kStartElement)) return;
  int count = 0;
  if (call->parser->has_specified_attributes) {
    count = XML_GetSpecifiedAttributeCount(call->parser->expat);
  } else {
    while (attributes[count] != nullptr) count += 2;
  }
  Value shown = call->parser->has_ordered_attributes ? attribute_list(call, attributes, count)
                                                     : attribute_dict(call, attributes, count);
  (void)invoke(call, Handler::kStartElement, {name_value(call, name), shown});
}

void XMLCALL end_element(void* data, const XML_Char* name) {
  auto* call = static_cast<Call*>(data);
  if (begin(call, Handler::kEndElement)) (void)invoke(call, Handler::kEndElement, {name_value(call, name)});
}

void XMLCALL character_data(void* data, const XML_Char* text, int length) {
  auto* call = static_cast<Call*>(data);
  Parser* parser = call->parser;
  if (!begin(call, Handler::kCharacterData)) return;
  const std::string_view piece(text, static_cast<size_t>(length));
  if (parser->buffers_text) {
    if (parser->buffered->size() + piece.size() > parser->buffer_size) {
      if (flush_text(call->thread, parser).failed()) return stop(call);
      if (parser->handler(Handler::kCharacterData).is_unbound()) return;
    }
    if (piece.size() <= parser->buffer_size) {
      parser->buffered->append(piece);
      return;
    }
  }
  (void)invoke(call, Handler::kCharacterData, {make_str(call->thread, piece)});
}

template <Handler which>
void XMLCALL plain_text(void* data, const XML_Char* text, int length) {
  auto* call = static_cast<Call*>(data);
  if (!begin(call, which)) return;
  (void)invoke(call, which, {make_str(call->thread, {text, static_cast<size_t>(length)})});
}

template <Handler which>
void XMLCALL nothing(void* data) {
  auto* call = static_cast<Call*>(data);
  if (begin(call, which)) (void)invoke(call, which, {});
}

void XMLCALL comment(void* data, const XML_Char* text) {
  auto* call = static_cast<Call*>(data);
  if (begin(call, Handler::kComment)) (void)invoke(call, Handler::kComment, {text_value(call->thread, text)});
}

void XMLCALL processing_instruction(void* data, const XML_Char* target, const XML_Char* text) {
  auto* call = static_cast<Call*>(data);
  if (!begin(call, Handler::kProcessingInstruction)) return;
  (void)invoke(call, Handler::kProcessingInstruction, {name_value(call, target), text_value(call->thread, text)});
}

void XMLCALL start_namespace(void* data, const XML_Char* prefix, const XML_Char* uri) {
  auto* call = static_cast<Call*>(data);
  if (!begin(call, Handler::kStartNamespace)) return;
  (void)invoke(call, Handler::kStartNamespace, {name_value(call, prefix), name_value(call, uri)});
}

void XMLCALL end_namespace(void* data, const XML_Char* prefix) {
  auto* call = static_cast<Call*>(data);
  if (begin(call, Handler::kEndNamespace)) (void)invoke(call, Handler::kEndNamespace, {name_value(call, prefix)});
}

// ---- Declarations ----

void XMLCALL start_doctype(void* data, const XML_Char* name, const XML_Char* system, const XML_Char* public_id,
                           int has_subset) {
  auto* call = static_cast<Call*>(data);
  if (!begin(call, Handler::kStartDoctype)) return;
  (void)invoke(
      call, Handler::kStartDoctype,
      {name_value(call, name), name_value(call, system), name_value(call, public_id), Value::small_int(has_subset)});
}

void XMLCALL unparsed_entity(void* data, const XML_Char* name, const XML_Char* base, const XML_Char* system,
                             const XML_Char* public_id, const XML_Char* notation) {
  auto* call = static_cast<Call*>(data);
  if (!begin(call, Handler::kUnparsedEntity)) return;
  (void)invoke(call, Handler::kUnparsedEntity,
               {name_value(call, name), name_value(call, base), name_value(call, system), name_value(call, public_id),
                name_value(call, notation)});
}

void XMLCALL notation(void* data, const XML_Char* name, const XML_Char* base, const XML_Char* system,
                      const XML_Char* public_id) {
  auto* call = static_cast<Call*>(data);
  if (!begin(call, Handler::kNotation)) return;
  (void)invoke(call, Handler::kNotation,
               {name_value(call, name), name_value(call, base), name_value(call, system), name_value(call, public_id)});
}

void XMLCALL entity_declaration(void* data, const XML_Char* name, int is_parameter, const XML_Char* value, int length,
                                const XML_Char* base, const XML_Char* system, const XML_Char* public_id,
                                const XML_Char* notation_name) {
  auto* call = static_cast<Call*>(data);
  if (!begin(call, Handler::kEntityDeclaration)) return;
  Value text = Value::none();
  if (value != nullptr) text = make_str(call->thread, {value, static_cast<size_t>(length)});
  (void)invoke(call, Handler::kEntityDeclaration,
               {name_value(call, name), Value::small_int(is_parameter), text, name_value(call, base),
                name_value(call, system), name_value(call, public_id), name_value(call, notation_name)});
}

void XMLCALL xml_declaration(void* data, const XML_Char* version, const XML_Char* encoding, int standalone) {
  auto* call = static_cast<Call*>(data);
  if (!begin(call, Handler::kXmlDeclaration)) return;
  (void)invoke(call, Handler::kXmlDeclaration,
               {text_value(call->thread, version), text_value(call->thread, encoding), Value::small_int(standalone)});
}

void XMLCALL attribute_declaration(void* data, const XML_Char* element, const XML_Char* name, const XML_Char* type,
                                   const XML_Char* value, int is_required) {
  auto* call = static_cast<Call*>(data);
  if (!begin(call, Handler::kAttributeList)) return;
  (void)invoke(call, Handler::kAttributeList,
               {name_value(call, element), name_value(call, name), text_value(call->thread, type),
                text_value(call->thread, value), Value::small_int(is_required)});
}

// (type, quantifier, name, children)
Value content_model(Call* call, const XML_Content& model) {
  NativeRecursion guard(call->thread, " while converting an element declaration");
  if (guard.failed()) return Failure{};
  Tuple* children = TRY(allocate_tuple(call->thread, model.numchildren));
  for (unsigned i = 0; i < model.numchildren; i++) children->items[i] = TRY(content_model(call, model.children[i]));
  return make_tuple(call->thread, {Value::small_int(model.type), Value::small_int(model.quant),
                                   TRY(name_value(call, model.name)), Value(children)});
}

void XMLCALL element_declaration(void* data, const XML_Char* name, XML_Content* model) {
  auto* call = static_cast<Call*>(data);
  if (begin(call, Handler::kElementDeclaration)) {
    Value shown = content_model(call, *model);
    (void)invoke(call, Handler::kElementDeclaration, {name_value(call, name), shown});
  }
  XML_FreeContentModel(call->parser->expat, model);
}

void XMLCALL skipped_entity(void* data, const XML_Char* name, int is_parameter) {
  auto* call = static_cast<Call*>(data);
  if (!begin(call, Handler::kSkippedEntity)) return;
  (void)invoke(call, Handler::kSkippedEntity, {name_value(call, name), Value::small_int(is_parameter)});
}

// What a handler answers as an int; 0 stops the parser.
int int_result(Call* call, Value result) {
  if (result.is_error()) return 0;
  Fallible<int64_t> number = to_int64(call->thread, result);
  if (!number.failed()) return number.value() != 0;
  stop(call);
  return 0;
}

int XMLCALL external_entity(XML_Parser expat, const XML_Char* context, const XML_Char* base, const XML_Char* system,
                            const XML_Char* public_id) {
  auto* call = static_cast<Call*>(XML_GetUserData(expat));
  if (!begin(call, Handler::kExternalEntity)) return 0;
  return int_result(call, invoke(call, Handler::kExternalEntity,
                                 {text_value(call->thread, context), name_value(call, base), name_value(call, system),
                                  name_value(call, public_id)}));
}

int XMLCALL not_standalone(void* data) {
  auto* call = static_cast<Call*>(data);
  if (!begin(call, Handler::kNotStandalone)) return 0;
  return int_result(call, invoke(call, Handler::kNotStandalone, {}));
}

// An encoding that expat does not know: a table of what its 256 bytes mean.
Status fill_encoding(Call* call, const XML_Char* name, XML_Encoding* table) {
  uint8_t bytes[256];
  for (size_t i = 0; i < 256; i++) bytes[i] = static_cast<uint8_t>(i);
  Str* encoding = TRY(make_str(call->thread, name));
  Str* errors = TRY(make_str(call->thread, "replace"));
  Value text = TRY(decode_text(call->thread, bytes, Value::unbound(), encoding, errors));
  const auto* characters = text.as<Str>();
  if (characters->length() != 256) return raise_value_error(call->thread, "multi-byte encodings are not supported");
  for (size_t i = 0; i < 256; i++) {
    const uint32_t c = characters->at(i);
    table->map[i] = c == 0xfffd ? -1 : static_cast<int>(c);
  }
  table->data = nullptr;
  table->convert = nullptr;
  table->release = nullptr;
  return {};
}

int XMLCALL unknown_encoding(void* data, const XML_Char* name, XML_Encoding* table) {
  auto* parser = static_cast<XML_Parser>(data);
  auto* call = static_cast<Call*>(XML_GetUserData(parser));
  if (call->parser->has_failed) return XML_STATUS_ERROR;
  if (!fill_encoding(call, name, table).failed()) return XML_STATUS_OK;
  stop(call);
  return XML_STATUS_ERROR;
}

}  // namespace

Status flush_text(Thread& thread, Parser* parser) {
  if (parser->buffered->empty()) return {};
  const std::string text = std::move(*parser->buffered);
  parser->buffered->clear();
  Value handler = parser->handler(Handler::kCharacterData);
  if (handler.is_unbound()) return {};
  (void)TRY(call(thread, handler, {Value(TRY(make_str(thread, text)))}));
  return {};
}

void install_encoding_handler(Parser* parser) {
  XML_SetUnknownEncodingHandler(parser->expat, unknown_encoding, parser->expat);
}

void install_handler(Parser* parser, Handler which) {
  XML_Parser expat = parser->expat;
  const bool on = !parser->handler(which).is_unbound();
  auto given = [on](auto function) { return on ? function : nullptr; };
  switch (which) {
    case Handler::kStartElement: XML_SetStartElementHandler(expat, given(start_element)); break;
    case Handler::kEndElement: XML_SetEndElementHandler(expat, given(end_element)); break;
    case Handler::kCharacterData: XML_SetCharacterDataHandler(expat, given(character_data)); break;
    case Handler::kProcessingInstruction:
      XML_SetProcessingInstructionHandler(expat, given(processing_instruction));
      break;
    case Handler::kComment: XML_SetCommentHandler(expat, given(comment)); break;
    case Handler::kStartCdata: XML_SetStartCdataSectionHandler(expat, given(nothing<Handler::kStartCdata>)); break;
    case Handler::kEndCdata: XML_SetEndCdataSectionHandler(expat, given(nothing<Handler::kEndCdata>)); break;
    case Handler::kDefault: XML_SetDefaultHandler(expat, given(plain_text<Handler::kDefault>)); break;
    case Handler::kDefaultExpand: XML_SetDefaultHandlerExpand(expat, given(plain_text<Handler::kDefaultExpand>)); break;
    case Handler::kStartDoctype: XML_SetStartDoctypeDeclHandler(expat, given(start_doctype)); break;
    case Handler::kEndDoctype: XML_SetEndDoctypeDeclHandler(expat, given(nothing<Handler::kEndDoctype>)); break;
    case Handler::kUnparsedEntity: XML_SetUnparsedEntityDeclHandler(expat, given(unparsed_entity)); break;
    case Handler::kNotation: XML_SetNotationDeclHandler(expat, given(notation)); break;
    case Handler::kStartNamespace: XML_SetStartNamespaceDeclHandler(expat, given(start_namespace)); break;
    case Handler::kEndNamespace: XML_SetEndNamespaceDeclHandler(expat, given(end_namespace)); break;
    case Handler::kElementDeclaration: XML_SetElementDeclHandler(expat, given(element_declaration)); break;
    case Handler::kAttributeList: XML_SetAttlistDeclHandler(expat, given(attribute_declaration)); break;
    case Handler::kEntityDeclaration: XML_SetEntityDeclHandler(expat, given(entity_declaration)); break;
    case Handler::kXmlDeclaration: XML_SetXmlDeclHandler(expat, given(xml_declaration)); break;
    case Handler::kExternalEntity: XML_SetExternalEntityRefHandler(expat, given(external_entity)); break;
    case Handler::kSkippedEntity: XML_SetSkippedEntityHandler(expat, given(skipped_entity)); break;
    default: XML_SetNotStandaloneHandler(expat, given(not_standalone)); break;
  }
}

}  // namespace memphis::xml
