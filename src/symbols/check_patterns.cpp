#include <algorithm>

#include "base/number_text.h"
#include "symbols/checks.h"
#include "symbols/diagnose.h"

namespace memphis {

using namespace ast;

namespace {

// A literal key of a mapping pattern, as far as telling two of them apart needs it.
struct LiteralKey {
  enum class Kind : uint8_t { kUnknown, kNumber, kLargeInt, kStr, kBytes, kNone } kind = Kind::kUnknown;
  double real = 0;
  double imaginary = 0;
  std::string text;  // of a str or bytes, or the digits of a large int
  std::string shown;

  bool equals(const LiteralKey& other) const {
    return kind != Kind::kUnknown && kind == other.kind && real == other.real && imaginary == other.imaginary &&
           text == other.text;
  }
};

void append_quoted(std::string& out, std::string_view text) {
  char quote = text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos ? '"' : '\'';
  out += quote;
  for (char c : text) {
    if (c == quote || c == '\\')
      (out += '\\') += c;
    else if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else if (c == '\r')
      out += "\\r";
    else
      out += c;
  }
  out += quote;
}

LiteralKey number_key(double real, double imaginary, bool is_complex, bool is_float) {
  LiteralKey key;
  key.kind = LiteralKey::Kind::kNumber;
  key.real = real;
  key.imaginary = imaginary;
  if (is_complex) {
    if (real != 0) {
      key.shown = "(";
      append_double_repr(key.shown, real);
      if (key.shown.ends_with(".0")) key.shown.resize(key.shown.size() - 2);
      if (imaginary >= 0) key.shown += '+';
    }
    append_double_repr(key.shown, imaginary);
    if (key.shown.ends_with(".0")) key.shown.resize(key.shown.size() - 2);
    key.shown += real != 0 ? "j)" : "j";
  } else if (is_float) {
    append_double_repr(key.shown, real);
  }
  return key;
}

LiteralKey literal_key(const ExprNode* node) {
  LiteralKey key;
  switch (node->kind) {
    case NodeKind::kConstantNone:
      key.kind = LiteralKey::Kind::kNone;
      key.shown = "None";
      return key;
    case NodeKind::kConstantTrue:
    case NodeKind::kConstantFalse:
      key = number_key(node->is<ConstantTrue>(), 0, false, false);
      key.shown = node->is<ConstantTrue>() ? "True" : "False";
      return key;
    case NodeKind::kConstantInt: {
      const ConstantInt* constant = node->as<ConstantInt>();
      if (!constant->is_small() || constant->value > int64_t{1} << 53) {
        key.kind = LiteralKey::Kind::kLargeInt;
        if (constant->is_small())
          append_int(key.text, constant->value);
        else
          key.text = constant->text;
        key.shown = key.text;
        return key;
      }
      key = number_key(static_cast<double>(constant->value), 0, false, false);
      append_int(key.shown, constant->value);
      return key;
    }
    case NodeKind::kConstantFloat: return number_key(node->as<ConstantFloat>()->value, 0, false, true);
    case NodeKind::kConstantImaginary: return number_key(0, node->as<ConstantImaginary>()->value, true, false);
    case NodeKind::kConstantStr:
      key.kind = LiteralKey::Kind::kStr;
      key.text = node->as<ConstantStr>()->value;
      append_quoted(key.shown, key.text);
      return key;
    case NodeKind::kConstantBytes:
      key.kind = LiteralKey::Kind::kBytes;
      key.text = node->as<ConstantBytes>()->value;
      key.shown = "b";
      append_quoted(key.shown, key.text);
      return key;
    case NodeKind::kUnaryOp: {
      key = literal_key(node->as<UnaryOp>()->operand);
      key.real = -key.real;
      key.imaginary = -key.imaginary;
      key.shown = "-" + key.shown;
      if (key.kind == LiteralKey::Kind::kLargeInt) key.text = "-" + key.text;
      return key;
    }
    case NodeKind::kBinOp: {
      const BinOp* sum = node->as<BinOp>();
      LiteralKey left = literal_key(sum->left);
      LiteralKey right = literal_key(sum->right);
      double imaginary = sum->op() == BinaryOperator::kSub ? -right.imaginary : right.imaginary;
      return number_key(left.real, imaginary, true, false);
    }
    default: return key;
  }
}

// The grammar lets f-strings and t-strings through as strings.
bool is_formatted(const ExprNode* node) { return node->is<JoinedStr>() || node->is<TemplateStr>(); }

}  // namespace

bool ProgramChecker::bind_in_pattern(NameId name, const Node* place, PatternState& state) {
  if (name == NameId::kNone) return true;
  if (std::find(state.bound.begin(), state.bound.end(), name) != state.bound.end()) {
    return fail("multiple assignments to name '" + std::string(symbols_.text(name)) + "' in pattern", place);
  }
  state.bound.push_back(name);
  return true;
}

bool ProgramChecker::check_match(const Match* node) {
  if (!check(node->subject)) return false;
  for (size_t i = 0; i < node->cases.size(); i++) {
    const match_case* branch = node->cases[i];
    PatternState state;
    state.allow_irrefutable = branch->guard != nullptr || i + 1 == node->cases.size();
    if (!check_pattern(branch->pattern, state)) return false;
    if (!check_optional(branch->guard) || !check_statements(branch->body)) return false;
  }
  return true;
}

bool ProgramChecker::check_subpattern(const PatternNode* node, PatternState& state) {
  bool before = state.allow_irrefutable;
  state.allow_irrefutable = true;
  bool fine = check_pattern(node, state);
  state.allow_irrefutable = before;
  return fine;
}

bool ProgramChecker::check_pattern(const PatternNode* node, PatternState& state) {
  if (stack_.exhausted()) {
    report_recursion(symbols_.diagnostics);
    return false;
  }
  switch (node->kind) {
    case NodeKind::kMatchValue:
      if (is_formatted(node->as<MatchValue>()->value)) {
        return fail("patterns may only match literals and attribute lookups", node);
      }
      return check(node->as<MatchValue>()->value);
    case NodeKind::kMatchSequence: return check_sequence_pattern(node->as<MatchSequence>(), state);
    case NodeKind::kMatchMapping: return check_mapping_pattern(node->as<MatchMapping>(), state);
    case NodeKind::kMatchClass: return check_class_pattern(node->as<MatchClass>(), state);
    case NodeKind::kMatchStar: return bind_in_pattern(node->as<MatchStar>()->name, node, state);
    case NodeKind::kMatchOr: return check_or_pattern(node->as<MatchOr>(), state);
    case NodeKind::kMatchAs: {
      const MatchAs* capture = node->as<MatchAs>();
      if (capture->pattern == nullptr) {
        if (!state.allow_irrefutable && capture->name == NameId::kNone) {
          return fail("wildcard makes remaining patterns unreachable", node);
        }
        if (!state.allow_irrefutable) {
          std::string name(symbols_.text(capture->name));
          return fail("name capture '" + name + "' makes remaining patterns unreachable", node);
        }
      } else if (!check_pattern(capture->pattern, state)) {
        return false;
      }
      return bind_in_pattern(capture->name, node, state);
    }
    default: return true;
  }
}

bool ProgramChecker::check_sequence_pattern(const MatchSequence* node, PatternState& state) {
  bool seen = false;
  for (size_t i = 0; i < node->patterns.size(); i++) {
    if (!node->patterns[i]->is<MatchStar>()) continue;
    if (seen) return fail("multiple starred names in sequence pattern", node);
    seen = true;
    if (i >= 256) return fail("too many expressions in star-unpacking sequence pattern", node);
  }
  for (const PatternNode* pattern : node->patterns) {
    if (!check_subpattern(pattern, state)) return false;
  }
  return true;
}

bool ProgramChecker::check_mapping_pattern(const MatchMapping* node, PatternState& state) {
  std::vector<LiteralKey> seen;
  for (const ExprNode* key_node : node->keys) {
    if (is_formatted(key_node)) {
      return fail("mapping pattern keys may only match literals and attribute lookups", node);
    }
    LiteralKey key = literal_key(key_node);
    for (const LiteralKey& other : seen) {
      if (key.equals(other)) return fail("mapping pattern checks duplicate key (" + key.shown + ")", node);
    }
    seen.push_back(std::move(key));
    if (!check(key_node)) return false;
  }
  for (const PatternNode* pattern : node->patterns) {
    if (!check_subpattern(pattern, state)) return false;
  }
  return bind_in_pattern(node->rest, node, state);
}

bool ProgramChecker::check_class_pattern(const MatchClass* node, PatternState& state) {
  for (size_t i = 0; i < node->kwd_attrs.size(); i++) {
    for (size_t j = i + 1; j < node->kwd_attrs.size(); j++) {
      if (node->kwd_attrs[i] != node->kwd_attrs[j]) continue;
      return fail("attribute name repeated in class pattern: " + std::string(symbols_.text(node->kwd_attrs[j])),
                  node->kwd_patterns[j]);
    }
  }
  if (!check(node->cls)) return false;
  for (const PatternNode* pattern : node->patterns) {
    if (!check_subpattern(pattern, state)) return false;
  }
  for (const PatternNode* pattern : node->kwd_patterns) {
    if (!check_subpattern(pattern, state)) return false;
  }
  return true;
}

bool ProgramChecker::check_or_pattern(const MatchOr* node, PatternState& state) {
  std::vector<NameId> first;
  for (size_t i = 0; i < node->patterns.size(); i++) {
    PatternState alternative;
    alternative.allow_irrefutable = state.allow_irrefutable && i + 1 == node->patterns.size();
    if (!check_pattern(node->patterns[i], alternative)) return false;
    std::sort(alternative.bound.begin(), alternative.bound.end());
    if (i == 0) first = alternative.bound;
    if (alternative.bound != first) return fail("alternative patterns bind different names", node);
  }
  for (NameId name : first) {
    if (!bind_in_pattern(name, node, state)) return false;
  }
  return true;
}

}  // namespace memphis
