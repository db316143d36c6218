// The explainer's rules for atoms, displays, comprehensions and strings.
#include <fmt/core.h>

#include "syntax/dump.h"
#include "syntax/explainer.h"
#include "syntax/identifier.h"

namespace memphis {

Explainer::P Explainer::atom() {
  uint32_t start = mark_;
  if (failed_) return nullptr;
  switch (read(mark_).token.kind) {
    case Kind::kName: return name();
    case Kind::kKeywordTrue: mark_++; return make(NodeKind::kConstantTrue, start);
    case Kind::kKeywordFalse: mark_++; return make(NodeKind::kConstantFalse, start);
    case Kind::kKeywordNone: mark_++; return make(NodeKind::kConstantNone, start);
    case Kind::kEllipsis: mark_++; return make(NodeKind::kConstantEllipsis, start);
    case Kind::kString:
    case Kind::kFStringStart:
    case Kind::kTStringStart: return strings();
    case Kind::kNumber: return number();
    case Kind::kLeftParen:
      if (P found = tuple()) return found;
      if (P found = group()) return found;
      return generator();
    case Kind::kLeftBracket:
      if (P found = list()) return found;
      return list_comprehension();
    case Kind::kLeftBrace:
      if (P found = dict()) return found;
      if (P found = set()) return found;
      if (P found = dict_comprehension()) return found;
      return set_comprehension();
    default: return nullptr;
  }
}

Explainer::P Explainer::name() {
  uint32_t start = mark_;
  return take(Kind::kName) ? make(NodeKind::kName, start) : nullptr;
}

Explainer::P Explainer::number() {
  uint32_t start = mark_;
  if (!take(Kind::kNumber)) return nullptr;
  const Token& token = tokens_[start].token;
  bool imaginary = (token.flags & (Token::kImaginary | Token::kPrefixed)) == Token::kImaginary;
  if ((token.flags & (Token::kPrefixed | Token::kFloat)) == 0 && !imaginary && flags_.max_int_digits > 0) {
    DecodedInt decoded = decode_int(arena_, text(token), token.flags);
    if (decoded.text.size() > flags_.max_int_digits) {
      int32_t line = static_cast<int32_t>(tokens_[start].line);
      raise_at(DiagnosticKind::kSyntaxError,
               fmt::format("Exceeds the limit ({} digits) for integer string conversion: value has {} digits; use "
                           "sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer "
                           "literals to avoid decimal conversion limits.",
                           flags_.max_int_digits, decoded.text.size()),
               {line, 0}, {line, 0});
      return nullptr;
    }
  }
  return make(imaginary ? NodeKind::kConstantImaginary : NodeKind::kConstantInt, start);
}

// ---- Strings ------------------------------------------------------------------------------------------------------

Explainer::P Explainer::strings() {
  P found;
  if (recall(RuleId::kStrings, &found)) return found;
  uint32_t start = mark_;
  return remember(RuleId::kStrings, start, strings_raw());
}

Explainer::P Explainer::strings_raw() {
  uint32_t start = mark_;
  if (mistakes_) {
    Pieces items;
    while (P piece = string_or_fstring()) items.push_back(piece);
    P other = items.empty() ? nullptr : tstring();
    if (other == nullptr) {
      items.clear();
      mark_ = start;
      while (P piece = tstring()) items.push_back(piece);
      if (!items.empty()) other = string_or_fstring();
    }
    if (other != nullptr) {
      raise_pieces(items.back(), other, "cannot mix t-string literals with string or bytes literals");
    }
    mark_ = start;
  }
  bool has_bytes = false, has_text = false, has_fields = false;
  int count = 0;
  for (; P piece = string_or_fstring(); count++) {
    has_bytes |= piece->kind == NodeKind::kConstantBytes;
    has_text |= piece->kind != NodeKind::kConstantBytes;
    has_fields |= piece->kind == NodeKind::kJoinedStr;
  }
  if (failed_) return nullptr;
  if (count > 0) {
    if (has_bytes && has_text) {
      raise("cannot mix bytes and nonbytes literals");
      return nullptr;
    }
    return make(has_fields  ? NodeKind::kJoinedStr
                : has_bytes ? NodeKind::kConstantBytes
                            : NodeKind::kConstantStr,
                start);
  }
  mark_ = start;
  while (tstring() != nullptr) count++;
  return count > 0 && !failed_ ? make(NodeKind::kTemplateStr, start) : back(start);
}

Explainer::P Explainer::string_or_fstring() {
  if (P found = formatted_string(false)) return found;
  return string();
}

Explainer::P Explainer::string() {
  uint32_t start = mark_;
  if (!take(Kind::kString)) return nullptr;
  const Token token = tokens_[start].token;
  std::string_view body = string_body(text(token), token.flags);
  DecodedText decoded;
  LiteralNotes notes;
  if ((token.flags & Token::kBytes) == 0) {
    if (decode_str(arena_, body, token.flags, &decoded, &notes)) return make(NodeKind::kConstantStr, start);
    raise(notes.error);
    return nullptr;
  }
  if (decode_bytes(arena_, body, token.flags, &decoded, &notes)) return make(NodeKind::kConstantBytes, start);
  if ((token.flags & Token::kHasNonAscii) != 0) {
    raise_token(start, notes.error);
  } else {
    raise(notes.error);
  }
  return nullptr;
}

bool Explainer::decode_text(const Token& token, bool raw) {
  DecodedText decoded;
  LiteralNotes notes;
  uint8_t flags = static_cast<uint8_t>(token.flags | (raw ? Token::kRaw : 0));
  if (decode_str(arena_, middle_text(text(token), token.flags), flags, &decoded, &notes)) return true;
  raise(notes.error);
  return false;
}

Explainer::P Explainer::tstring() {
  P found;
  if (recall(RuleId::kTString, &found)) return found;
  uint32_t start = mark_;
  return remember(RuleId::kTString, start, formatted_string(true));
}

Explainer::P Explainer::formatted_string(bool is_template) {
  Level level(*this);
  uint32_t start = mark_;
  if (!take(is_template ? Kind::kTStringStart : Kind::kFStringStart)) return nullptr;
  bool raw = (tokens_[start].token.flags & Token::kRaw) != 0;
  std::vector<uint32_t> texts;
  for (;;) {
    if (replacement_field(is_template)) continue;
    if (!peek(is_template ? Kind::kTStringMiddle : Kind::kFStringMiddle)) break;
    texts.push_back(mark_++);
  }
  if (!take(is_template ? Kind::kTStringEnd : Kind::kFStringEnd)) return back(start);
  for (uint32_t index : texts) {
    if (!decode_text(tokens_[index].token, raw)) return nullptr;
  }
  return make(is_template ? NodeKind::kTemplateStr : NodeKind::kJoinedStr, start);
}

bool Explainer::replacement_field(bool is_template) {
  Level level(*this);
  uint32_t start = mark_;
  if (take(Kind::kLeftBrace) && annotated_rhs() != nullptr) {
    take(Kind::kEqual);
    conversion(is_template);
    format_spec(is_template);
    if (take(Kind::kRightBrace)) return true;
  }
  mark_ = start;
  if (mistakes_ && peek(Kind::kLeftBrace)) invalid_replacement_field(is_template);
  return back_false(start);
}

bool Explainer::conversion(bool is_template) {
  uint32_t start = mark_;
  if (!take(Kind::kExclamation) || name() == nullptr) return back_false(start);
  const Token& mark = tokens_[start].token;
  const Token& word = tokens_[start + 1].token;
  char prefix = is_template ? 't' : 'f';
  if (mark.end != word.begin) {
    raise_tokens(start, start + 1,
                 fmt::format("{}-string: conversion type must come right after the exclamation mark", prefix));
    return false;
  }
  std::string_view letter = text(word);
  if (letter == "s" || letter == "r" || letter == "a") return true;
  std::string shown;
  append_str_repr(shown, normalize_identifier(letter));
  raise_token(start + 1,
              fmt::format("{}-string: invalid conversion character {}: expected 's', 'r', or 'a'", prefix, shown));
  return false;
}

bool Explainer::format_spec_part(bool is_template) {
  uint32_t start = mark_;
  if (take(is_template ? Kind::kTStringMiddle : Kind::kFStringMiddle)) return decode_text(tokens_[start].token, false);
  return replacement_field(is_template);
}

bool Explainer::format_spec(bool is_template) {
  if (!take(Kind::kColon)) return false;
  while (format_spec_part(is_template)) {
  }
  return !failed_;
}

void Explainer::invalid_replacement_field(bool is_template) {
  const uint32_t start = mark_;
  const char prefix = is_template ? 't' : 'f';
  auto expecting = [&](const char* what) { raise_on_next(fmt::format("{}-string: expecting {}", prefix, what)); };
  auto field = [&] {
    mark_ = start;
    return take(Kind::kLeftBrace) && annotated_rhs() != nullptr;
  };
  auto optional_conversion = [&] {
    uint32_t here = mark_;
    if (take(Kind::kExclamation) && name() == nullptr) mark_ = here;
  };
  take(Kind::kLeftBrace);
  if (peek_any({Kind::kEqual, Kind::kExclamation, Kind::kColon, Kind::kRightBrace})) {
    return raise_token(
        mark_, fmt::format("{}-string: valid expression required before '{}'", prefix, text(tokens_[mark_].token)));
  }
  if (!ahead(&Explainer::annotated_rhs) && !failed_) return expecting("a valid expression after '{'");
  if (field() && !peek_any({Kind::kEqual, Kind::kExclamation, Kind::kColon, Kind::kRightBrace}) && !failed_) {
    return expecting("'=', or '!', or ':', or '}'");
  }
  if (field() && take(Kind::kEqual) && !peek_any({Kind::kExclamation, Kind::kColon, Kind::kRightBrace}) && !failed_) {
    return expecting("'!', or ':', or '}'");
  }
  if (field()) {
    take(Kind::kEqual);
    if (take(Kind::kExclamation)) {
      if (peek_any({Kind::kColon, Kind::kRightBrace})) {
        return raise_on_next(fmt::format("{}-string: missing conversion character", prefix));
      }
      if (!peek(Kind::kName)) return raise_on_next(fmt::format("{}-string: invalid conversion character", prefix));
    }
  }
  if (field()) {
    take(Kind::kEqual);
    optional_conversion();
    if (!peek_any({Kind::kColon, Kind::kRightBrace}) && !failed_) return expecting("':' or '}'");
  }
  if (field()) {
    take(Kind::kEqual);
    optional_conversion();
    if (take(Kind::kColon)) {
      while (format_spec_part(false)) {
      }
      if (!peek(Kind::kRightBrace) && !failed_) return expecting("'}', or format specs");
    }
  }
  if (field()) {
    take(Kind::kEqual);
    optional_conversion();
    if (!peek(Kind::kRightBrace) && !failed_) return expecting("'}'");
  }
}

// ---- Displays -----------------------------------------------------------------------------------------------------

Explainer::P Explainer::tuple() {
  uint32_t start = mark_;
  if (!take(Kind::kLeftParen)) return nullptr;
  uint32_t inside = mark_;
  Pieces items;
  P first = star_named_expression();
  if (first != nullptr && take(Kind::kComma)) {
    items.push_back(first);
    star_named_expressions(&items);
  } else {
    mark_ = inside;
  }
  return take(Kind::kRightParen) ? make_list(NodeKind::kTuple, start, items) : back(start);
}

Explainer::P Explainer::group() {
  uint32_t start = mark_;
  if (!take(Kind::kLeftParen)) return nullptr;
  P inner = yield_expression();
  if (inner == nullptr) inner = named_expression();
  if (inner != nullptr && take(Kind::kRightParen)) return inner;
  if (mistakes_) {
    mark_ = start + 1;
    P starred = starred_expression();
    if (starred != nullptr && take(Kind::kRightParen)) raise_piece(starred, "cannot use starred expression here");
    mark_ = start + 1;
    if (take(Kind::kDoubleStar) && expression() != nullptr && take(Kind::kRightParen)) {
      raise_token(start + 1, "cannot use double starred expression here");
    }
  }
  return back(start);
}

Explainer::P Explainer::generator() {
  uint32_t start = mark_;
  if (take(Kind::kLeftParen)) {
    P element = assignment_expression();
    if (element == nullptr) element = expression_not_named();
    if (element != nullptr && comprehension_clauses(nullptr) && take(Kind::kRightParen)) {
      return make(NodeKind::kGeneratorExp, start);
    }
  }
  mark_ = start;
  if (mistakes_) invalid_comprehension();
  return back(start);
}

Explainer::P Explainer::list() {
  uint32_t start = mark_;
  if (!take(Kind::kLeftBracket)) return nullptr;
  Pieces items;
  star_named_expressions(&items);
  return take(Kind::kRightBracket) ? make_list(NodeKind::kList, start, items) : back(start);
}

Explainer::P Explainer::list_comprehension() {
  uint32_t start = mark_;
  if (take(Kind::kLeftBracket) && named_expression() != nullptr && comprehension_clauses(nullptr) &&
      take(Kind::kRightBracket)) {
    return make(NodeKind::kListComp, start);
  }
  mark_ = start;
  if (mistakes_) invalid_comprehension();
  return back(start);
}

Explainer::P Explainer::set() {
  uint32_t start = mark_;
  if (take(Kind::kLeftBrace) && star_named_expressions(nullptr) && take(Kind::kRightBrace)) {
    return make(NodeKind::kSet, start);
  }
  return back(start);
}

Explainer::P Explainer::set_comprehension() {
  uint32_t start = mark_;
  if (take(Kind::kLeftBrace) && named_expression() != nullptr && comprehension_clauses(nullptr) &&
      take(Kind::kRightBrace)) {
    return make(NodeKind::kSetComp, start);
  }
  mark_ = start;
  if (mistakes_) invalid_comprehension();
  return back(start);
}

Explainer::P Explainer::dict() {
  uint32_t start = mark_;
  if (!take(Kind::kLeftBrace)) return nullptr;
  if (gather([this] { return dict_item(); })) take(Kind::kComma);
  if (take(Kind::kRightBrace)) return make(NodeKind::kDict, start);
  mark_ = start + 1;
  invalid_dict_items();  // in CPython this one does not wait for the second search
  return back(start);
}

Explainer::P Explainer::dict_comprehension() {
  uint32_t start = mark_;
  if (take(Kind::kLeftBrace) && key_value() && comprehension_clauses(nullptr) && take(Kind::kRightBrace)) {
    return make(NodeKind::kDictComp, start);
  }
  mark_ = start;
  if (mistakes_ && take(Kind::kLeftBrace) && take(Kind::kDoubleStar)) {
    P value = bitwise_or();
    if (value != nullptr && comprehension_clauses(nullptr) && take(Kind::kRightBrace)) {
      raise_token(start + 1, "dict unpacking cannot be used in dict comprehension");
    }
  }
  return back(start);
}

bool Explainer::dict_item() {
  uint32_t start = mark_;
  if (take(Kind::kDoubleStar) && bitwise_or() != nullptr) return true;
  mark_ = start;
  return key_value();
}

bool Explainer::key_value() {
  uint32_t start = mark_;
  if (expression() != nullptr && take(Kind::kColon) && expression() != nullptr) return true;
  return back_false(start);
}

void Explainer::invalid_dict_items() {
  uint32_t start = mark_;
  if (gather([this] { return dict_item(); }) && take(Kind::kComma)) {
    uint32_t here = mark_;
    P key = expression();
    if (key != nullptr && !peek(Kind::kColon) && !failed_) {
      Place begin = end_of(key);
      begin.line = begin_of(key).line;
      begin.column -= 1;
      return raise_at(DiagnosticKind::kSyntaxError, "':' expected after dictionary key", begin, {end_of(key).line, 0});
    }
    mark_ = here;
    invalid_dict_value();
    if (failed_) return;
  }
  mark_ = start;
  invalid_dict_value();
}

// expression ':' and then no value.
void Explainer::invalid_dict_value() {
  uint32_t start = mark_;
  if (expression() != nullptr && take(Kind::kColon)) {
    uint32_t star = mark_;
    if (take(Kind::kStar) && bitwise_or() != nullptr) {
      return raise_from(star, "cannot use a starred expression in a dictionary value");
    }
  }
  mark_ = start;
  if (expression() != nullptr) {
    uint32_t colon = mark_;
    if (take(Kind::kColon) && peek_any({Kind::kRightBrace, Kind::kComma})) {
      raise_token(colon, "expression expected after dictionary key and ':'");
    }
  }
}

// ---- Comprehensions -----------------------------------------------------------------------------------------------

bool Explainer::comprehension_clauses(Pieces* clauses) {
  bool any = false;
  while (P clause = comprehension_clause()) {
    any = true;
    if (clauses != nullptr) clauses->push_back(clause);
  }
  return any && !failed_;
}

Explainer::P Explainer::comprehension_clause() {
  Level level(*this);
  uint32_t start = mark_;
  take(Kind::kKeywordAsync);
  if (take(Kind::kKeywordFor) && star_targets() != nullptr && take(Kind::kKeywordIn)) {
    P iterable = disjunction();
    if (iterable == nullptr) return back(start);
    Pieces conditions;
    for (;;) {
      uint32_t here = mark_;
      P condition = take(Kind::kKeywordIf) ? disjunction() : nullptr;
      if (condition == nullptr) {
        mark_ = here;
        break;
      }
      conditions.push_back(condition);
    }
    Piece* clause = make(NodeKind::kcomprehension, start);
    clause->inner = iterable;
    clause->items = arena_.copy_span(conditions.data(), conditions.size());
    return clause;
  }
  mark_ = start;
  if (mistakes_) {
    take(Kind::kKeywordAsync);
    if (take(Kind::kKeywordFor) && gather([this] { return bitwise_or() != nullptr; })) {
      take(Kind::kComma);
      if (!peek(Kind::kKeywordIn) && !failed_) raise("'in' expected after for-loop variables");
    }
    mark_ = start;
    invalid_for_target();
  }
  return back(start);
}

void Explainer::invalid_comprehension() {
  uint32_t start = mark_;
  if (take_any({Kind::kLeftBracket, Kind::kLeftParen, Kind::kLeftBrace})) {
    P starred = starred_expression();
    if (starred != nullptr && comprehension_clauses(nullptr)) {
      return raise_piece(starred, "iterable unpacking cannot be used in comprehension");
    }
  }
  mark_ = start;
  if (!take_any({Kind::kLeftBracket, Kind::kLeftBrace})) return;
  P first = star_named_expression();
  if (first == nullptr) return;
  uint32_t comma = mark_;
  Pieces items;
  constexpr const char* kMessage = "did you forget parentheses around the comprehension target?";
  if (take(Kind::kComma) && star_named_expressions(&items) && comprehension_clauses(nullptr)) {
    return raise_pieces(first, items.back(), kMessage);
  }
  mark_ = comma;
  if (take(Kind::kComma) && comprehension_clauses(nullptr)) raise_tokens(first->first, comma, kMessage);
}

// ---- Subscripts ---------------------------------------------------------------------------------------------------

Explainer::P Explainer::slices() {
  uint32_t start = mark_;
  if (P found = slice(); found != nullptr && !peek(Kind::kComma) && !failed_) return found;
  mark_ = start;
  if (!gather([this] { return slice_or_starred() != nullptr; })) return back(start);
  take(Kind::kComma);
  return make(NodeKind::kTuple, start);
}

Explainer::P Explainer::slice_or_starred() {
  if (P found = slice()) return found;
  return starred_expression();
}

Explainer::P Explainer::slice() {
  uint32_t start = mark_;
  expression();
  if (take(Kind::kColon)) {
    expression();
    if (take(Kind::kColon)) expression();
    return failed_ ? nullptr : make(NodeKind::kSlice, start);
  }
  mark_ = start;
  return named_expression();
}

}  // namespace memphis
