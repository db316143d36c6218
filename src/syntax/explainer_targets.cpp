// The explainer's rules for what can be assigned to and deleted.
#include "syntax/explainer.h"

namespace memphis {

Explainer::P Explainer::star_targets() {
  uint32_t start = mark_;
  P first = star_target();
  if (first == nullptr || failed_) return back(start);
  if (!peek(Kind::kComma)) return failed_ ? nullptr : first;
  Pieces items{first};
  for (;;) {
    uint32_t here = mark_;
    P next = take(Kind::kComma) ? star_target() : nullptr;
    if (next == nullptr) {
      mark_ = here;
      break;
    }
    items.push_back(next);
  }
  take(Kind::kComma);
  return make_list(NodeKind::kTuple, start, items);
}

Explainer::P Explainer::star_target() {
  P found;
  if (recall(RuleId::kStarTarget, &found)) return found;
  Level level(*this);
  uint32_t start = mark_;
  if (take(Kind::kStar) && !peek(Kind::kStar)) {
    if (P value = star_target()) {
      Piece* starred = make(NodeKind::kStarred, start);
      starred->inner = value;
      return remember(RuleId::kStarTarget, start, starred);
    }
  }
  mark_ = start;
  return remember(RuleId::kStarTarget, start, target_with_star_atom());
}

// t_primary '.' NAME !t_lookahead | t_primary '[' slices ']' !t_lookahead
Explainer::P Explainer::subscript_or_attribute() {
  uint32_t start = mark_;
  if (t_primary() != nullptr) {
    uint32_t here = mark_;
    if (take(Kind::kDot) && name() != nullptr && !t_lookahead() && !failed_) return make(NodeKind::kAttribute, start);
    mark_ = here;
    if (take(Kind::kLeftBracket) && slices() != nullptr && take(Kind::kRightBracket) && !t_lookahead() && !failed_) {
      return make(NodeKind::kSubscript, start);
    }
  }
  return back(start);
}

Explainer::P Explainer::target_with_star_atom() {
  P found;
  if (recall(RuleId::kTargetWithStarAtom, &found)) return found;
  uint32_t start = mark_;
  found = subscript_or_attribute();
  if (found == nullptr) found = star_atom();
  return remember(RuleId::kTargetWithStarAtom, start, found);
}

Explainer::P Explainer::star_atom() {
  uint32_t start = mark_;
  if (P found = name()) return found;
  if (take(Kind::kLeftParen)) {
    P inner = target_with_star_atom();
    if (inner != nullptr && take(Kind::kRightParen)) return inner;
    mark_ = start + 1;
    Pieces items;
    P first = star_target();
    if (first != nullptr && take(Kind::kComma)) {
      items.push_back(first);
      if (gather([this] { return star_target(); }, &items)) take(Kind::kComma);
    } else {
      mark_ = start + 1;
    }
    return take(Kind::kRightParen) ? make_list(NodeKind::kTuple, start, items) : back(start);
  }
  if (take(Kind::kLeftBracket)) {
    Pieces items;
    if (gather([this] { return star_target(); }, &items)) take(Kind::kComma);
    if (take(Kind::kRightBracket)) return make_list(NodeKind::kList, start, items);
  }
  return back(start);
}

Explainer::P Explainer::single_target() {
  Level level(*this);
  uint32_t start = mark_;
  if (P found = subscript_or_attribute()) return found;
  if (P found = name()) return found;
  if (take(Kind::kLeftParen)) {
    P inner = single_target();
    if (inner != nullptr && take(Kind::kRightParen)) return inner;
  }
  return back(start);
}

bool Explainer::t_lookahead() { return peek_any({Kind::kLeftParen, Kind::kLeftBracket, Kind::kDot}); }

// The longest primary that something more of a primary follows.
Explainer::P Explainer::t_primary() {
  P found;
  if (recall(RuleId::kTPrimary, &found)) return found;
  Level level(*this);
  uint32_t start = mark_;
  found = atom();
  if (found == nullptr || !t_lookahead()) found = back(start);
  while (found != nullptr) {
    uint32_t here = mark_;
    NodeKind kind;
    if (take(Kind::kDot) && name() != nullptr && t_lookahead()) {
      kind = NodeKind::kAttribute;
    } else if (mark_ = here;
               take(Kind::kLeftBracket) && slices() != nullptr && take(Kind::kRightBracket) && t_lookahead()) {
      kind = NodeKind::kSubscript;
    } else if (mark_ = here; generator() != nullptr && t_lookahead()) {
      kind = NodeKind::kCall;
    } else if (mark_ = here; call_arguments() && t_lookahead()) {
      kind = NodeKind::kCall;
    } else {
      mark_ = here;
      break;
    }
    found = make(kind, start);
  }
  return remember(RuleId::kTPrimary, start, failed_ ? nullptr : found);
}

bool Explainer::del_targets() {
  if (!gather([this] { return del_target() != nullptr; })) return false;
  take(Kind::kComma);
  return true;
}

Explainer::P Explainer::del_target() {
  P found;
  if (recall(RuleId::kDelTarget, &found)) return found;
  Level level(*this);
  uint32_t start = mark_;
  found = subscript_or_attribute();
  if (found == nullptr) found = del_atom();
  return remember(RuleId::kDelTarget, start, found);
}

Explainer::P Explainer::del_atom() {
  uint32_t start = mark_;
  if (P found = name()) return found;
  if (take(Kind::kLeftParen)) {
    P inner = del_target();
    if (inner != nullptr && take(Kind::kRightParen)) return inner;
    mark_ = start + 1;
    del_targets();
    return take(Kind::kRightParen) ? make(NodeKind::kTuple, start) : back(start);
  }
  if (take(Kind::kLeftBracket)) {
    del_targets();
    if (take(Kind::kRightBracket)) return make(NodeKind::kList, start);
  }
  return back(start);
}

}  // namespace memphis
