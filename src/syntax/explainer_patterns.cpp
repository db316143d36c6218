// The explainer's rules for the patterns of `match`.
#include <fmt/core.h>

#include "syntax/explainer.h"

namespace memphis {

Explainer::P Explainer::patterns() {
  uint32_t start = mark_;
  if (open_sequence_pattern()) return make(NodeKind::kMatchSequence, start);
  mark_ = start;
  return pattern();
}

Explainer::P Explainer::pattern() {
  Level level(*this);
  uint32_t start = mark_;
  if (or_pattern() != nullptr && take(Kind::kKeywordAs) && capture_target() != nullptr) {
    return make(NodeKind::kMatchAs, start);
  }
  mark_ = start;
  if (mistakes_ && or_pattern() != nullptr && take(Kind::kKeywordAs)) {
    uint32_t target_start = mark_;
    if (take_word("_")) {
      raise_token(target_start, "cannot use '_' as a target");
    } else if (P target = expression()) {
      raise_piece(target, fmt::format("cannot use {} as pattern target", expression_name(target)));
    }
  }
  mark_ = start;
  return or_pattern();
}

Explainer::P Explainer::or_pattern() {
  uint32_t start = mark_;
  P first = closed_pattern();
  if (first == nullptr) return back(start);
  bool several = false;
  for (;;) {
    uint32_t here = mark_;
    if (!take(Kind::kBar) || closed_pattern() == nullptr) {
      mark_ = here;
      return several ? make(NodeKind::kMatchOr, start) : first;
    }
    several = true;
  }
}

Explainer::P Explainer::closed_pattern() {
  P found;
  if (recall(RuleId::kClosedPattern, &found)) return found;
  Level level(*this);
  uint32_t start = mark_;
  return remember(RuleId::kClosedPattern, start, closed_pattern_raw());
}

Explainer::P Explainer::closed_pattern_raw() {
  uint32_t start = mark_;
  if (P found = literal_pattern()) return found;
  if (capture_target() != nullptr) return make(NodeKind::kMatchAs, start);
  if (take_word("_")) return make(NodeKind::kMatchAs, start);
  if (P found = attribute(); found != nullptr && !peek_any({Kind::kDot, Kind::kLeftParen, Kind::kEqual})) {
    return make(NodeKind::kMatchValue, start);
  }
  mark_ = start;
  if (take(Kind::kLeftParen)) {
    P inner = pattern();
    if (inner != nullptr && take(Kind::kRightParen)) return inner;
  }
  mark_ = start;
  if (P found = sequence_pattern()) return found;
  if (P found = mapping_pattern()) return found;
  return class_pattern();
}

Explainer::P Explainer::literal_pattern() {
  uint32_t start = mark_;
  if (literal_expression() != nullptr) {
    return make(NodeKind::kMatchValue, start);
  }
  return back(start);
}

// Also the keys of a mapping pattern.
Explainer::P Explainer::literal_expression() {
  uint32_t start = mark_;
  if (P found = signed_number(); found != nullptr && !peek_any({Kind::kPlus, Kind::kMinus})) return found;
  mark_ = start;
  if (P found = complex_number()) return found;
  mark_ = start;
  if (P found = strings()) return found;
  if (take(Kind::kKeywordNone)) return make(NodeKind::kConstantNone, start);
  if (take(Kind::kKeywordTrue)) return make(NodeKind::kConstantTrue, start);
  if (take(Kind::kKeywordFalse)) return make(NodeKind::kConstantFalse, start);
  return back(start);
}

Explainer::P Explainer::signed_number() {
  uint32_t start = mark_;
  if (P found = number()) return found;
  if (take(Kind::kMinus) && number() != nullptr) return make(NodeKind::kUnaryOp, start);
  return back(start);
}

Explainer::P Explainer::complex_number() {
  uint32_t start = mark_;
  take(Kind::kMinus);
  P real = number();
  if (real == nullptr) return back(start);
  if (real->kind == NodeKind::kConstantImaginary) {
    raise_piece(real, "real number required in complex literal");
    return nullptr;
  }
  if (!take_any({Kind::kPlus, Kind::kMinus})) return back(start);
  P imaginary = number();
  if (imaginary == nullptr) return back(start);
  if (imaginary->kind != NodeKind::kConstantImaginary) {
    raise_piece(imaginary, "imaginary number required in complex literal");
    return nullptr;
  }
  return make(NodeKind::kBinOp, start);
}

// !"_" NAME !('.' | '(' | '=')
Explainer::P Explainer::capture_target() {
  uint32_t start = mark_;
  if (peek_word("_")) return nullptr;
  P target = name();
  if (target != nullptr && !peek_any({Kind::kDot, Kind::kLeftParen, Kind::kEqual}) && !failed_) return target;
  return back(start);
}

// NAME ('.' NAME)+
Explainer::P Explainer::attribute() {
  uint32_t start = mark_;
  P found = name_or_attribute();
  return found != nullptr && found->kind == NodeKind::kAttribute ? found : back(start);
}

Explainer::P Explainer::name_or_attribute() {
  uint32_t start = mark_;
  P found = name();
  if (found == nullptr) return nullptr;
  for (;;) {
    uint32_t here = mark_;
    if (!take(Kind::kDot) || name() == nullptr) {
      mark_ = here;
      return found;
    }
    found = make(NodeKind::kAttribute, start);
  }
}

Explainer::P Explainer::sequence_pattern() {
  uint32_t start = mark_;
  if (take(Kind::kLeftBracket)) {
    maybe_sequence_pattern();
    if (take(Kind::kRightBracket)) return make(NodeKind::kMatchSequence, start);
  }
  mark_ = start;
  if (take(Kind::kLeftParen)) {
    open_sequence_pattern();
    if (take(Kind::kRightParen)) return make(NodeKind::kMatchSequence, start);
  }
  return back(start);
}

bool Explainer::open_sequence_pattern() {
  uint32_t start = mark_;
  if (maybe_star_pattern() == nullptr || !take(Kind::kComma)) return back_false(start);
  maybe_sequence_pattern();
  return !failed_;
}

bool Explainer::maybe_sequence_pattern() {
  if (!gather([this] { return maybe_star_pattern() != nullptr; })) return false;
  take(Kind::kComma);
  return true;
}

Explainer::P Explainer::maybe_star_pattern() {
  if (P found = star_pattern()) return found;
  return pattern();
}

Explainer::P Explainer::star_pattern() {
  P found;
  if (recall(RuleId::kStarPattern, &found)) return found;
  uint32_t start = mark_;
  bool matches = take(Kind::kStar) && (capture_target() != nullptr || take_word("_"));
  found = matches ? make(NodeKind::kMatchStar, start) : back(start);
  return remember(RuleId::kStarPattern, start, found);
}

Explainer::P Explainer::mapping_pattern() {
  uint32_t start = mark_;
  auto items = [this] { return gather([this] { return key_value_pattern(); }); };
  if (!take(Kind::kLeftBrace)) return nullptr;
  if (take(Kind::kRightBrace)) return make(NodeKind::kMatchMapping, start);
  for (bool has_items : {false, true}) {
    mark_ = start + 1;
    if (has_items && (!items() || !take(Kind::kComma))) continue;
    if (!take(Kind::kDoubleStar) || capture_target() == nullptr) continue;
    take(Kind::kComma);
    if (take(Kind::kRightBrace)) return make(NodeKind::kMatchMapping, start);
  }
  mark_ = start + 1;
  if (items()) {
    take(Kind::kComma);
    if (take(Kind::kRightBrace)) return make(NodeKind::kMatchMapping, start);
  }
  return back(start);
}

bool Explainer::key_value_pattern() {
  uint32_t start = mark_;
  bool has_key = literal_expression() != nullptr || attribute() != nullptr;
  if (has_key && take(Kind::kColon) && pattern() != nullptr) return true;
  return back_false(start);
}

Explainer::P Explainer::class_pattern() {
  uint32_t start = mark_;
  auto positional = [this](Pieces* items) { return gather([this] { return pattern(); }, items); };
  auto keywords = [this] { return gather([this] { return keyword_pattern(); }); };
  if (name_or_attribute() == nullptr || !take(Kind::kLeftParen)) return back(start);
  uint32_t inside = mark_;
  if (take(Kind::kRightParen)) return make(NodeKind::kMatchClass, start);
  Pieces items;
  for (int form = 0; form < 3; form++) {
    mark_ = inside;
    bool matches = form == 0   ? positional(&items)
                   : form == 1 ? keywords()
                               : positional(&items) && take(Kind::kComma) && keywords();
    if (!matches) continue;
    take(Kind::kComma);
    if (take(Kind::kRightParen)) return make(NodeKind::kMatchClass, start);
  }
  if (mistakes_) {
    mark_ = inside;
    if (!positional(&items) || !take(Kind::kComma)) mark_ = inside;
    items.clear();
    if (keywords() && take(Kind::kComma) && positional(&items)) {
      raise_pieces(items.front(), items.back(), "positional patterns follow keyword patterns");
    }
  }
  return back(start);
}

bool Explainer::keyword_pattern() {
  uint32_t start = mark_;
  if (name() != nullptr && take(Kind::kEqual) && pattern() != nullptr) return true;
  return back_false(start);
}

}  // namespace memphis
