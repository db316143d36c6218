// The module pyexpat.
#include "modules/module_support.h"
#include "modules/modules.h"
#include "modules/xml/expat_parts.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/list_operations.h"

namespace memphis {

namespace xml {

namespace {

constexpr ExceptionSpec kError = {"ExpatError", "xml.parsers.expat", ExceptionId::kException};
constexpr int kErrorCount = 44;  // in expat 2.5; CPython's list goes no further either

constexpr const char* kErrorNames[] = {
    "XML_ERROR_NO_MEMORY",
    "XML_ERROR_SYNTAX",
    "XML_ERROR_NO_ELEMENTS",
    "XML_ERROR_INVALID_TOKEN",
    "XML_ERROR_UNCLOSED_TOKEN",
    "XML_ERROR_PARTIAL_CHAR",
    "XML_ERROR_TAG_MISMATCH",
    "XML_ERROR_DUPLICATE_ATTRIBUTE",
    "XML_ERROR_JUNK_AFTER_DOC_ELEMENT",
    "XML_ERROR_PARAM_ENTITY_REF",
    "XML_ERROR_UNDEFINED_ENTITY",
    "XML_ERROR_RECURSIVE_ENTITY_REF",
    "XML_ERROR_ASYNC_ENTITY",
    "XML_ERROR_BAD_CHAR_REF",
    "XML_ERROR_BINARY_ENTITY_REF",
    "XML_ERROR_ATTRIBUTE_EXTERNAL_ENTITY_REF",
    "XML_ERROR_MISPLACED_XML_PI",
    "XML_ERROR_UNKNOWN_ENCODING",
    "XML_ERROR_INCORRECT_ENCODING",
    "XML_ERROR_UNCLOSED_CDATA_SECTION",
    "XML_ERROR_EXTERNAL_ENTITY_HANDLING",
    "XML_ERROR_NOT_STANDALONE",
    "XML_ERROR_UNEXPECTED_STATE",
    "XML_ERROR_ENTITY_DECLARED_IN_PE",
    "XML_ERROR_FEATURE_REQUIRES_XML_DTD",
    "XML_ERROR_CANT_CHANGE_FEATURE_ONCE_PARSING",
    "XML_ERROR_UNBOUND_PREFIX",
    "XML_ERROR_UNDECLARING_PREFIX",
    "XML_ERROR_INCOMPLETE_PE",
    "XML_ERROR_XML_DECL",
    "XML_ERROR_TEXT_DECL",
    "XML_ERROR_PUBLICID",
    "XML_ERROR_SUSPENDED",
    "XML_ERROR_NOT_SUSPENDED",
    "XML_ERROR_ABORTED",
    "XML_ERROR_FINISHED",
    "XML_ERROR_SUSPEND_PE",
    "XML_ERROR_RESERVED_PREFIX_XML",
    "XML_ERROR_RESERVED_PREFIX_XMLNS",
    "XML_ERROR_RESERVED_NAMESPACE_URI",
    "XML_ERROR_INVALID_ARGUMENT",
    "XML_ERROR_NO_BUFFER",
    "XML_ERROR_AMPLIFICATION_LIMIT_BREACH",
};

Value parser_create(Thread& thread, Value* args) {
  Str* encoding = TRY(optional_text_argument(thread, args[0], "ParserCreate", "encoding"));
  Str* separator = TRY(optional_text_argument(thread, args[1], "ParserCreate", "namespace_separator"));
  if (separator != nullptr && separator->length() > 1) {
    return raise_value_error(thread, "namespace_separator must be at most one character, omitted, or None");
  }
  Value intern = args[2];
  if (intern.is_unbound()) intern = TRY(make_dict(thread));
  if (!intern.is_none() && !intern.is_kind(Kind::kDict)) {
    return raise_type_error(thread, "intern must be a dictionary");
  }
  std::string encoding_text, separator_text;
  if (encoding != nullptr) append_utf8(encoding, encoding_text);
  if (separator != nullptr) append_utf8(separator, separator_text);
  XML_Parser expat = XML_ParserCreate_MM(encoding != nullptr ? encoding_text.c_str() : nullptr, nullptr,
                                         separator != nullptr ? separator_text.c_str() : nullptr);
  if (expat == nullptr) return raise_memory_error(thread);
  XML_SetHashSalt(expat, static_cast<unsigned long>(thread.runtime.hash_key.k0 ^ 0x5bd1e995));
  return make_parser(thread, expat, intern);
}

Value error_string(Thread& thread, Value* args) {
  const int64_t code = TRY(ssize_argument(thread, args[0]));
  const XML_LChar* text = XML_ErrorString(static_cast<XML_Error>(code));
  return text == nullptr ? Value::none() : Value(make_str(thread, text));
}

constexpr NativeDefinition kFunctions[] = {
    {"ParserCreate(encoding=None, namespace_separator=None, intern=<unrepresentable>)", parser_create,
     "A new XML parser."},
    {"ErrorString(code, /)", error_string, "What an error number means."},
};

// A submodule, known to the import system too.
Module* add_submodule(Thread& thread, Module* module, const char* name, const char* full_name, const char* doc) {
  Module* made = TRY(make_native_module(thread, full_name, doc, {}));
  TRY(set_module_attribute(thread, module, name, made));
  TRY(dict_set(thread, thread.runtime.modules, TRY(make_str(thread, full_name)), made));
  return made;
}

Status add_errors(Thread& thread, Module* module) {
  Module* errors =
      TRY(add_submodule(thread, module, "errors", "pyexpat.errors", "Constants used to describe error conditions."));
  Dict* codes = TRY(make_dict(thread));
  Dict* messages = TRY(make_dict(thread));
  for (int code = 1; code < kErrorCount; code++) {
    const XML_LChar* text = XML_ErrorString(static_cast<XML_Error>(code));
    if (text == nullptr) continue;
    Str* message = TRY(make_str(thread, text));
    TRY(set_module_attribute(thread, errors, kErrorNames[code - 1], message));
    TRY(dict_set(thread, codes, message, Value::small_int(code)));
    TRY(dict_set(thread, messages, Value::small_int(code), message));
  }
  TRY(set_module_attribute(thread, errors, "codes", codes));
  return set_module_attribute(thread, errors, "messages", messages);
}

constexpr ModuleConstant kModelConstants[] = {
    {"XML_CTYPE_EMPTY", XML_CTYPE_EMPTY}, {"XML_CTYPE_ANY", XML_CTYPE_ANY},       {"XML_CTYPE_MIXED", XML_CTYPE_MIXED},
    {"XML_CTYPE_NAME", XML_CTYPE_NAME},   {"XML_CTYPE_CHOICE", XML_CTYPE_CHOICE}, {"XML_CTYPE_SEQ", XML_CTYPE_SEQ},
    {"XML_CQUANT_NONE", XML_CQUANT_NONE}, {"XML_CQUANT_OPT", XML_CQUANT_OPT},     {"XML_CQUANT_REP", XML_CQUANT_REP},
    {"XML_CQUANT_PLUS", XML_CQUANT_PLUS},
};
constexpr ModuleConstant kConstants[] = {
    {"XML_PARAM_ENTITY_PARSING_NEVER", XML_PARAM_ENTITY_PARSING_NEVER},
    {"XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE", XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE},
    {"XML_PARAM_ENTITY_PARSING_ALWAYS", XML_PARAM_ENTITY_PARSING_ALWAYS},
};

Status add_information(Thread& thread, Module* module) {
  List* features = TRY(make_list(thread));
  for (const XML_Feature* feature = XML_GetFeatureList(); feature->feature != XML_FEATURE_END; feature++) {
    Value name = TRY(make_str(thread, feature->name));
    TRY(list_append(thread, features, TRY(make_tuple(thread, {name, make_int(thread, feature->value)}))));
  }
  TRY(set_module_attribute(thread, module, "features", features));
  const XML_Expat_Version version = XML_ExpatVersionInfo();
  Tuple* numbers = TRY(make_tuple(
      thread, {Value::small_int(version.major), Value::small_int(version.minor), Value::small_int(version.micro)}));
  TRY(set_module_attribute(thread, module, "version_info", numbers));
  TRY(set_module_attribute(thread, module, "EXPAT_VERSION", TRY(make_str(thread, XML_ExpatVersion()))));
  return set_module_attribute(thread, module, "native_encoding", TRY(make_str(thread, "UTF-8")));
}

}  // namespace

FailureOfAnyType raise_expat_error(Thread& thread, const Parser* parser, XML_Error code) {
  const auto line = static_cast<int64_t>(XML_GetErrorLineNumber(parser->expat));
  const auto column = static_cast<int64_t>(XML_GetErrorColumnNumber(parser->expat));
  const XML_LChar* reason = XML_ErrorString(code);
  Str* text = TRY(make_str(
      thread, fmt::format("{}: line {}, column {}", reason != nullptr ? reason : "unknown error", line, column)));
  Value error = TRY(call(thread, exception_class(thread.runtime, kError), {Value(text)}));
  struct Detail {
    const char* name;
    int64_t value;
  };
  for (const Detail& detail : {Detail{"code", code}, Detail{"offset", column}, Detail{"lineno", line}}) {
    Str* name = TRY(intern_text(thread.runtime, detail.name));
    TRY(set_attribute(thread, error, name, make_int(thread, detail.value)));
  }
  return raise_value(thread, error);
}

}  // namespace xml

Value create_pyexpat_module(Thread& thread) {
  using namespace xml;
  Module* module = TRY(make_native_module(thread, "pyexpat", "Python wrapper for Expat parser.", xml::kFunctions));
  Type* parser = TRY(make_hidden_type(thread, kParserType));
  TRY(set_module_attribute(thread, module, "XMLParserType", parser));
  Type* error = TRY(add_exception_class(thread, module, kError));
  TRY(set_module_attribute(thread, module, "error", error));
  TRY(add_information(thread, module));
  TRY(add_errors(thread, module));
  Module* model = TRY(add_submodule(thread, module, "model", "pyexpat.model",
                                    "Constants used to interpret content model information."));
  for (const ModuleConstant& constant : kModelConstants) {
    TRY(set_module_attribute(thread, model, constant.name, Value::small_int(constant.value)));
  }
  TRY(add_constants(thread, module, kConstants));
  return module;
}

}  // namespace memphis
