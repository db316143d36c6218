// The module _tokenize: the lexer as an iterator over tokens. All lines are read when the first token is asked for.
#include <bit>

#include "modules/modules.h"
#include "modules/tokenize/token_list.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/error.h"
#include "runtime/list_operations.h"
#include "runtime/make.h"
#include "runtime/named_access.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

using tokenize::ListedToken;
using tokenize::TokenList;

struct TokenizerIterator : Cell {
  Field read_line;
  Field encoding;  // Str; unbound: lines are str
  Field lines;     // List of Str; unbound: nothing has been read
  Field tokens;    // Bytes: the ListedTokens
  Field error;     // an exception to raise behind the tokens; unbound: none
  uint64_t next;
  bool extra;
};

TokenizerIterator* self_of(Value* args) { return args[0].as<TokenizerIterator>(); }

Value tokenizer_new(Thread& thread, Value* args) {
  auto* iterator = TRY(allocate_instance<TokenizerIterator>(thread, args[0].as<Type>()));
  iterator->read_line.set(iterator, args[1]);
  if (!args[2].is_unbound()) {
    iterator->encoding.set(iterator, TRY(str_argument(thread, args[2], "tokenizeriter", "encoding")));
  }
  iterator->extra = TRY(is_true(thread, args[3]));
  return iterator;
}

Value tokenizer_iter(Thread&, Value* args) { return args[0]; }

// The next line as a str; unbound: there is none.
Value read_line(Thread& thread, TokenizerIterator* self) {
  Value line = call(thread, self->read_line);
  if (line.is_error()) {
    return take_if_pending(thread, ExceptionId::kStopIteration) ? Value::unbound() : Value::error();
  }
  Value encoding = self->encoding;
  if (encoding.is_unbound()) {
    if (!is_str(line)) return raise_type_error(thread, "readline() returned a non-string object");
    return line.as<Str>()->length() == 0 ? Value::unbound() : line;
  }
  if (!line.is_kind(Kind::kBytes)) return raise_type_error(thread, "readline() returned a non-bytes object");
  if (line.as<Bytes>()->size == 0) return Value::unbound();
  Str* errors = TRY(intern_text(thread.runtime, "replace"));
  return decode_text(thread, line.as<Bytes>()->view(), line, encoding.as<Str>(), errors);
}

// Reads all lines into the list and the text, which gets a newline after each. An error ends them and is kept.
Status read_lines(Thread& thread, TokenizerIterator* self, List* lines, std::string& text) {
  while (true) {
    Value line = read_line(thread, self);
    if (line.is_unbound()) return {};
    if (line.is_error()) {
      self->error.set(self, take_pending(thread));
      return {};
    }
    auto* str = line.as<Str>();
    // What is given as one line may hold several.
    uint64_t begin = 0;
    for (uint64_t i = 0; i < str->length(); i++) {
      bool is_last = i + 1 == str->length();
      if (str->at(i) != '\n' && !is_last) continue;
      Value part = begin == 0 && is_last ? line : Value(TRY(substring(thread, str, begin, i + 1)));
      TRY(list_append(thread, lines, part));
      begin = i + 1;
    }
    append_utf8(str, text);
    if (str->at(str->length() - 1) != '\n') text += '\n';
  }
}

// SyntaxError(message, ("<string>", line, offset, text, end_line, end_offset))
Value make_error(Thread& thread, const TokenList& list) {
  const Diagnostic& error = list.error;
  ExceptionId id = error.kind == DiagnosticKind::kTabError           ? ExceptionId::kTabError
                   : error.kind == DiagnosticKind::kIndentationError ? ExceptionId::kIndentationError
                                                                     : ExceptionId::kSyntaxError;
  Value type = thread.runtime.exception_type(id);
  Str* message = TRY(make_str(thread, error.message));
  Value filename = TRY(make_str(thread, "<string>"));
  std::string line = error.text;
  if (line.ends_with('\n')) line.pop_back();
  Str* text = TRY(make_str(thread, line));
  // Of layout errors CPython's iterator tells the end of the line, and no end of the place.
  int64_t offset = list.error_is_layout ? static_cast<int64_t>(text->length()) + 1 : error.offset;
  Value end_line = list.error_is_layout ? Value::none() : Value::small_int(error.end_lineno);
  Value end_offset = list.error_is_layout ? Value::none() : Value::small_int(error.end_offset);
  Tuple* place = TRY(make_tuple(
      thread, {filename, Value::small_int(error.lineno), Value::small_int(offset), Value(text), end_line, end_offset}));
  return call(thread, type, {Value(message), Value(place)});
}

Value make_end_error(Thread& thread, const TokenList& list) {
  Str* message = TRY(make_str(thread, "unexpected EOF in multi-line statement"));
  Value error = TRY(call(thread, thread.runtime.exception_type(ExceptionId::kSyntaxError), {Value(message)}));
  auto set = [&](std::string_view name, Value value) {
    Str* key = intern_text(thread.runtime, name);
    return key == nullptr ? Status(Failure{}) : set_attribute(thread, error, key, value);
  };
  TRY(set("filename", TRY(make_str(thread, "<string>"))));
  TRY(set("lineno", Value::small_int(list.end_row)));
  TRY(set("offset", Value::small_int(list.end_offset)));
  TRY(set("end_lineno", Value::small_int(list.end_row)));
  return error;
}

Status read_all(Thread& thread, TokenizerIterator* self) {
  List* lines = TRY(make_list(thread));
  std::string text;
  TRY(read_lines(thread, self, lines, text));
  SourceText source = SourceText::from_file_text("<string>", std::move(text));
  TokenList list = tokenize::list_tokens(source, self->extra);
  if (self->error.get().is_unbound() && list.end != TokenList::End::kDone) {
    bool is_error = list.end == TokenList::End::kError;
    Value error = is_error ? TRY(make_error(thread, list)) : TRY(make_end_error(thread, list));
    self->error.set(self, error);
  } else if (!self->error.get().is_unbound()) {
    // The lines that could not be read come before the end.
    while (!list.tokens.empty() && list.tokens.back().is_trailing) list.tokens.pop_back();
  }
  size_t size = list.tokens.size() * sizeof(ListedToken);
  Bytes* bytes = TRY(make_bytes(thread, {reinterpret_cast<const uint8_t*>(list.tokens.data()), size}));
  self->tokens.set(self, bytes);
  self->lines.set(self, lines);
  return {};
}

Str* line_at(TokenizerIterator* self, int32_t row) {
  auto* lines = self->lines.get().as<List>();
  return row >= 1 && static_cast<uint64_t>(row) <= lines->size ? lines->items()[row - 1].as<Str>() : nullptr;
}

Str* empty_text(Thread& thread) { return thread.runtime.name(Name::kEmpty); }

// The source from one place to another; columns are clipped to the lines.
Str* slice(Thread& thread, TokenizerIterator* self, int32_t row, int32_t column, int32_t end_row, int32_t end_column) {
  Str* result = empty_text(thread);
  for (int32_t each = row; each <= end_row; each++) {
    Str* line = line_at(self, each);
    if (line == nullptr) break;
    uint64_t begin = each == row ? static_cast<uint64_t>(column) : 0;
    uint64_t end = each == end_row ? static_cast<uint64_t>(end_column) : line->length();
    end = end < line->length() ? end : line->length();
    if (begin >= end) continue;
    Str* part = begin == 0 && end == line->length() ? line : TRY(substring(thread, line, begin, end));
    result = each == row ? part : TRY(concatenate(thread, result, part));
  }
  return result;
}

// "\n", "\r\n", or nothing where the line had no end.
Str* newline_of(Thread& thread, TokenizerIterator* self, int32_t row) {
  Str* line = line_at(self, row);
  uint64_t length = line == nullptr ? 0 : line->length();
  if (length == 0 || line->at(length - 1) != '\n') return empty_text(thread);
  bool has_return = length > 1 && line->at(length - 2) == '\r';
  return substring(thread, line, length - (has_return ? 2 : 1), length);
}

Value make_token(Thread& thread, TokenizerIterator* self, const ListedToken& token) {
  Str* text = empty_text(thread);
  int32_t end_column = token.end_column;
  if (token.text == ListedToken::Text::kSlice) {
    text = TRY(slice(thread, self, token.row, token.column, token.end_row, token.end_column));
  } else if (token.text == ListedToken::Text::kNewline) {
    text = TRY(newline_of(thread, self, token.row));
    if (text->length() == 2) end_column++;
  }
  Str* line = empty_text(thread);
  if (!token.is_trailing) {
    int32_t first = token.spans_lines ? token.row : token.end_row;
    line = TRY(slice(thread, self, first, 0, token.end_row, INT32_MAX));
  }
  Tuple* begin = TRY(make_tuple(thread, {Value::small_int(token.row), Value::small_int(token.column)}));
  Tuple* end = TRY(make_tuple(thread, {Value::small_int(token.end_row), Value::small_int(end_column)}));
  return make_tuple(thread, {Value::small_int(token.type), Value(text), Value(begin), Value(end), Value(line)});
}

Value tokenizer_next(Thread& thread, Value* args) {
  TokenizerIterator* self = self_of(args);
  if (self->lines.get().is_unbound()) TRY(read_all(thread, self));
  auto* tokens = self->tokens.get().as<Bytes>();
  uint64_t offset = self->next * sizeof(ListedToken);
  if (offset < tokens->size) {
    self->next++;
    ListedToken token;
    __builtin_memcpy(&token, tokens->data + offset, sizeof token);
    return make_token(thread, self, token);
  }
  Value error = self->error;
  if (error.is_unbound()) return Value::unbound();
  self->error.set(self, Value::unbound());
  return raise_again(thread, error);
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, readline, /, *, encoding=None, extra_tokens)", tokenizer_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", tokenizer_iter},
    {"__next__(self, /)", tokenizer_next},
};
constexpr TypeSpec kTokenizerType = {
    .name = "TokenizerIter",
    .module = "_tokenize",
    .basic_size = sizeof(TokenizerIterator),
    .native_fields = 5,
    .methods = kMethods,
    .text_signature = "",
};

}  // namespace

Value create_tokenize_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_tokenize", "Tokens, one after the other.", {}));
  TRY(add_module_type(thread, module, kTokenizerType));
  return module;
}

}  // namespace memphis
