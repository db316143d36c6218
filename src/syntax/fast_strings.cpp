// String literals: adjacent ones become one constant, f-strings and t-strings a list of constants and fields.
#include <algorithm>

#include "base/utf8.h"
#include "syntax/fast_parser.h"

namespace memphis {

using namespace ast;

// What adjacent literals amount to so far: finished parts on the item stack, and constant text not yet made a node.
struct FastParser::TextPieces {
  bool has_text = false;
  bool is_ascii = true;
  bool has_surrogates = false;
  bool unicode_prefix = false;
  bool is_merged = false;
  uint32_t begin = 0;
  uint32_t end = 0;
  std::string_view single;  // the text while it is one piece
  std::string merged;       // the text of several
};

void FastParser::warn_escape(const Token& token, std::string_view body, const LiteralNotes& notes) {
  if (notes.invalid_escape_length == 0 || !flags_.collect_warnings) return;
  Diagnostic& warning = result_.diagnostics.warnings.emplace_back();
  warning.kind = DiagnosticKind::kSyntaxWarning;
  warning.message = invalid_escape_message(body.substr(notes.invalid_escape, notes.invalid_escape_length));
  uint32_t body_begin = static_cast<uint32_t>(body.data() - source_.data());
  // The place is for the error that the warning may be turned into.
  SourcePosition place = source_.position(body_begin + notes.invalid_escape - 1);
  warning.lineno = warning.end_lineno = static_cast<int32_t>(place.line);
  std::string_view line = source_.line_text(place.line);
  warning.offset = static_cast<int32_t>(count_code_points(line.substr(0, place.column))) + 1;
  warning.end_offset = warning.offset + 2;
  warning.text = line;
  if (source_.line_of(token.end) == place.line) warning.text += '\n';
  warning.has_text = true;
}

// Decodes a literal's text and adds it to the constant that is growing.
void FastParser::add_text(TextPieces& pieces, const Token& token, std::string_view body, uint8_t flags,
                          bool keep_empty) {
  DecodedText text;
  LiteralNotes notes;
  if (!decode_str(arena_, body, flags, &text, &notes)) return fail();
  bool lexer_warned = token.kind != Kind::kString && notes.invalid_escape_length == 1 &&
                      (body[notes.invalid_escape] == '{' || body[notes.invalid_escape] == '}');
  if (!lexer_warned) warn_escape(token, body, notes);
  if (text.value.empty() && !keep_empty) return;
  pieces.end = token.end;
  if (!pieces.has_text) {
    pieces.has_text = true;
    pieces.is_ascii = text.is_ascii;
    pieces.has_surrogates = text.has_surrogates;
    pieces.unicode_prefix = (token.kind == Kind::kString) && (flags & Token::kUnicodePrefix) != 0;
    pieces.begin = token.begin;
    pieces.single = text.value;
    return;
  }
  pieces.is_ascii &= text.is_ascii;
  pieces.has_surrogates |= text.has_surrogates;
  if (!pieces.is_merged) {
    pieces.is_merged = true;
    pieces.merged = pieces.single;
  }
  pieces.merged += text.value;
}

void FastParser::flush_text(TextPieces& pieces, bool drop_empty) {
  if (!pieces.has_text) return;
  std::string_view value = pieces.is_merged ? arena_.copy_string(pieces.merged) : pieces.single;
  bool wanted = !value.empty() || !drop_empty;
  if (wanted) {
    ConstantStr* constant = make<ConstantStr>(pieces.begin);
    constant->end = pieces.end;
    constant->value = value;
    constant->detail = static_cast<uint16_t>((pieces.unicode_prefix ? 1 : 0) | (pieces.has_surrogates ? 2 : 0) |
                                             (pieces.is_ascii ? 4 : 0));
    push(constant);
  }
  pieces.has_text = false;
  pieces.is_merged = false;
}

void FastParser::parse_string_token(TextPieces& pieces) {
  Token token = token_;
  advance();
  add_text(pieces, token, string_body(text(token), token.flags), token.flags, true);
}

ast::ExprNode* FastParser::parse_strings() {
  uint32_t begin = token_.begin;
  size_t start = mark();
  if (at(Kind::kString) && (token_.flags & Token::kBytes) != 0) return parse_byte_strings(begin);
  bool is_template = at(Kind::kTStringStart);
  bool is_formatted = is_template;
  TextPieces pieces;
  for (;;) {
    if (at(Kind::kString)) {
      if (is_template || (token_.flags & Token::kBytes) != 0) fail();
      parse_string_token(pieces);
    } else if (at_formatted_string()) {
      if (at(Kind::kTStringStart) != is_template) fail();
      is_formatted = true;
      parse_formatted_string(pieces);
    } else {
      break;
    }
  }
  flush_text(pieces, is_formatted);
  if (!is_formatted) {
    if (failed_) return make<ConstantNone>(begin);
    Node* constant = items_.back();
    items_.pop_back();
    return static_cast<Expr*>(constant);
  }
  if (is_template) {
    TemplateStr* result = make<TemplateStr>(begin);
    result->values = take<Expr>(start);
    return result;
  }
  JoinedStr* joined = make<JoinedStr>(begin);
  joined->values = take<Expr>(start);
  return joined;
}

ast::ExprNode* FastParser::parse_byte_strings(uint32_t begin) {
  std::string_view value;
  std::string merged;
  for (int count = 0;; count++) {
    if (at_formatted_string()) fail();
    if (!at(Kind::kString)) break;
    if ((token_.flags & Token::kBytes) == 0) fail();
    Token token = token_;
    advance();
    std::string_view body = string_body(text(token), token.flags);
    DecodedText decoded;
    LiteralNotes notes;
    if (failed_ || !decode_bytes(arena_, body, token.flags, &decoded, &notes)) {
      fail();
      break;
    }
    warn_escape(token, body, notes);
    if (count == 0) {
      value = decoded.value;
    } else {
      if (count == 1) merged = value;
      merged += decoded.value;
    }
  }
  ConstantBytes* constant = make<ConstantBytes>(begin);
  constant->value = merged.empty() ? value : arena_.copy_string(merged);
  return constant;
}

void FastParser::parse_formatted_string(TextPieces& pieces) {
  bool is_template = at(Kind::kTStringStart);
  bool raw = (token_.flags & Token::kRaw) != 0;
  Kind middle = is_template ? Kind::kTStringMiddle : Kind::kFStringMiddle;
  std::vector<Diagnostic>& warnings = result_.diagnostics.warnings;
  std::vector<std::pair<size_t, int32_t>> doubtful;  // warnings, and how many lines below their text's beginning
  advance();
  for (;;) {
    if (at(middle)) {
      Token token = token_;
      size_t before = warnings.size();
      advance();
      add_text(pieces, token, middle_text(text(token), token.flags),
               static_cast<uint8_t>(token.flags | (raw ? Token::kRaw : 0)), false);
      for (size_t i = before; i < warnings.size(); i++) {
        doubtful.emplace_back(i, warnings[i].lineno - static_cast<int32_t>(source_.line_of(token.begin)));
      }
    } else if (at(Kind::kLeftBrace)) {
      parse_replacement_field(pieces, is_template, is_template, raw);
    } else {
      break;
    }
  }
  // CPython counts these lines from the end of the string.
  for (auto [index, lines] : doubtful) {
    warnings[index].lineno = static_cast<int32_t>(source_.line_of(token_.begin)) + lines;
  }
  expect(is_template ? Kind::kTStringEnd : Kind::kFStringEnd);
}

char FastParser::parse_conversion() {
  if (!at(Kind::kExclamation)) return 0;
  uint32_t end = token_.end;
  advance();
  char conversion = source_.data()[token_.begin];
  bool known = conversion == 's' || conversion == 'r' || conversion == 'a';
  if (!at(Kind::kName) || token_.begin != end || token_.length() != 1 || !known) fail();
  advance();
  return conversion;
}

// {expression=!r:spec}. In a format spec of a t-string the field is an ordinary one, hence the two flags.
void FastParser::parse_replacement_field(TextPieces& pieces, bool is_template, bool in_template, bool raw) {
  Depth depth(*this);
  uint32_t begin = token_.begin;
  advance();
  Expr* value = parse_yield_or_star_expressions();
  bool debug = accept(Kind::kEqual);
  // The text of the expression ends at the '!', the ':' or the '}'.
  uint32_t text_end = token_.begin;
  char conversion = parse_conversion();
  JoinedStr* spec = at(Kind::kColon) ? parse_format_spec(in_template, raw) : nullptr;
  expect(Kind::kRightBrace);
  if (failed_) return;
  if (debug && conversion == 0 && spec == nullptr) conversion = 'r';
  std::string_view written;
  if (debug || is_template) written = expression_text(arena_, source_.slice(begin + 1, text_end));
  if (debug) {
    Token token;
    token.kind = Kind::kFStringMiddle;
    token.begin = begin + 1;
    token.end = text_end;
    uint8_t flags = Token::kRaw | Token::kHasNonAscii;
    add_text(pieces, token, written, flags, true);
  }
  flush_text(pieces, true);
  if (is_template) {
    size_t last = written.find_last_not_of(" \t\n\f\r\v=");
    Interpolation* field = make<Interpolation>(begin);
    field->value = value;
    field->str = written.substr(0, last == std::string_view::npos ? 0 : last + 1);
    field->format_spec = spec;
    field->detail = static_cast<uint8_t>(conversion);
    push(field);
    return;
  }
  FormattedValue* field = make<FormattedValue>(begin);
  field->value = value;
  field->format_spec = spec;
  field->detail = static_cast<uint8_t>(conversion);
  push(field);
}

ast::JoinedStr* FastParser::parse_format_spec(bool is_template, bool raw) {
  uint32_t begin = token_.begin;
  Kind middle = is_template ? Kind::kTStringMiddle : Kind::kFStringMiddle;
  size_t start = mark();
  TextPieces pieces;
  advance();
  for (;;) {
    if (at(middle)) {
      Token token = token_;
      advance();
      add_text(pieces, token, middle_text(text(token), token.flags),
               static_cast<uint8_t>(token.flags | (raw ? Token::kRaw : 0)), false);
    } else if (at(Kind::kLeftBrace)) {
      parse_replacement_field(pieces, false, is_template, raw);
    } else {
      break;
    }
  }
  flush_text(pieces, true);
  JoinedStr* spec = make<JoinedStr>(begin);
  spec->values = take<Expr>(start);
  return spec;
}

}  // namespace memphis
