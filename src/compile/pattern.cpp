// match statements. A pattern's code falls through when the subject in its register matches and goes to `fail`
// otherwise. Names are bound only once the whole pattern has matched: until then their values wait in temporaries.
#include "compile/unit_compiler.h"

namespace memphis {

using namespace ast;

namespace {

bool is_wildcard(const PatternNode* node) {
  const MatchAs* as_pattern = node->as_if<MatchAs>();
  return as_pattern != nullptr && as_pattern->pattern == nullptr && as_pattern->name == NameId::kNone;
}

bool is_star_wildcard(const PatternNode* node) {
  return node->is<MatchStar>() && node->as<MatchStar>()->name == NameId::kNone;
}

}  // namespace

void UnitCompiler::match_statement(const Match* node) {
  Label end = new_label();
  Reg subject = push(node->subject);
  for (const match_case* branch : node->cases) {
    Temporaries temporaries(*this);
    Label next = new_label();
    Captures captures;
    pattern(branch->pattern, subject, next, captures);
    for (const Capture& capture : captures) {
      at(capture.node);
      store(symbols().resolution(capture.node), capture.value);
    }
    if (branch->guard != nullptr) condition(branch->guard, next, false);
    statements(branch->body);
    jump(end);
    bind(next);
  }
  bind(end);
}

void UnitCompiler::pattern(const PatternNode* node, Reg subject, Label fail, Captures& captures) {
  if (too_deep()) return;
  switch (node->kind) {
    case NodeKind::kMatchValue: return value_pattern(node->as<MatchValue>(), subject, fail);
    case NodeKind::kMatchSingleton: {
      Temporaries temporaries(*this);
      const ExprNode* value_node = node->as<MatchSingleton>()->value;
      at(node);
      if (value_node->is<ConstantNone>()) return jump_if(Opcode::kJumpIfNotNone, subject, fail);
      Reg value = operand(value_node);
      emit(node, Opcode::kIs, value, subject, value);
      return jump_if(Opcode::kJumpIfFalse, value, fail);
    }
    case NodeKind::kMatchSequence: return sequence_pattern(node->as<MatchSequence>(), subject, fail, captures);
    case NodeKind::kMatchMapping: return mapping_pattern(node->as<MatchMapping>(), subject, fail, captures);
    case NodeKind::kMatchClass: return class_pattern(node->as<MatchClass>(), subject, fail, captures);
    case NodeKind::kMatchOr: return or_pattern(node->as<MatchOr>(), subject, fail, captures);
    case NodeKind::kMatchStar:
      if (!is_star_wildcard(node)) captures.push_back({node->as<MatchStar>()->name, node, subject});
      return;
    case NodeKind::kMatchAs: {
      const MatchAs* as_pattern = node->as<MatchAs>();
      if (as_pattern->pattern != nullptr) pattern(as_pattern->pattern, subject, fail, captures);
      if (is_wildcard(node)) pass_line(node);
      if (as_pattern->name != NameId::kNone) captures.push_back({as_pattern->name, node, subject});
      return;
    }
    default: return;
  }
}

void UnitCompiler::value_pattern(const MatchValue* node, Reg subject, Label fail) {
  Temporaries temporaries(*this);
  std::optional<Constant> constant = module_.folder.fold(node->value);
  bool is_short = constant && constant->kind == Constant::Kind::kInt &&
                  constant->integer == static_cast<int16_t>(constant->integer);
  if (is_short && !long_jumps_) {
    at(node);
    return assembler_.emit_jump(Opcode::kJumpEqualImmediate, fail, subject, static_cast<uint16_t>(constant->integer),
                                0);
  }
  Reg value = operand(node->value);
  at(node);
  if (!long_jumps_) return assembler_.emit_jump(Opcode::kJumpEqual, fail, subject, value, 0);
  Reg outcome = allocate();
  emit(Opcode::kEqual, outcome, subject, value);
  jump_if(Opcode::kJumpIfFalse, outcome, fail);
}

void UnitCompiler::length_check(const Node* node, Reg subject, Opcode jump_opcode, size_t length, Label fail) {
  Temporaries temporaries(*this);
  Reg size = allocate();
  emit(node, Opcode::kLoadLength, size, subject);
  if (!long_jumps_ && length < 0x8000) {
    return assembler_.emit_jump(jump_opcode, fail, size, static_cast<uint32_t>(length), 0);
  }
  Reg wanted = allocate();
  load_constant(make_int(static_cast<int64_t>(length)), wanted);
  emit(jump_opcode == Opcode::kJumpEqualImmediate ? Opcode::kEqual : Opcode::kGreaterEqual, size, size, wanted);
  jump_if(Opcode::kJumpIfFalse, size, fail);
}

void UnitCompiler::sequence_pattern(const MatchSequence* node, Reg subject, Label fail, Captures& captures) {
  size_t count = node->patterns.size();
  size_t star = count;
  bool only_wildcards = true;
  bool star_is_wildcard = false;
  for (size_t i = 0; i < count; i++) {
    const PatternNode* element = node->patterns[i];
    if (element->is<MatchStar>()) {
      star = i;
      star_is_wildcard = is_star_wildcard(element);
    }
    only_wildcards = only_wildcards && (is_wildcard(element) || is_star_wildcard(element));
  }
  {
    Temporaries temporaries(*this);
    Reg outcome = allocate();
    emit(node, Opcode::kMatchSequence, outcome, subject);
    jump_if(Opcode::kJumpIfFalse, outcome, fail);
  }
  if (star == count) {
    length_check(node, subject, Opcode::kJumpEqualImmediate, count, fail);
  } else if (count > 1) {
    length_check(node, subject, Opcode::kJumpGreaterEqualImmediate, count - 1, fail);
  }
  if (only_wildcards) return;
  if (star_is_wildcard) {
    // Only the elements that matter are taken, by index.
    for (size_t i = 0; i < count; i++) {
      const PatternNode* element = node->patterns[i];
      if (i == star || is_wildcard(element)) continue;
      Reg item = allocate();
      at(node);
      if (i < star) {
        load_constant(make_int(static_cast<int64_t>(i)), item);
      } else {
        emit(Opcode::kLoadLength, item, subject);
        Reg back = allocate();
        load_constant(make_int(static_cast<int64_t>(count - i)), back);
        emit(Opcode::kSubtract, item, item, back);
        set_top(back);
      }
      emit(Opcode::kLoadSubscript, item, subject, item);
      pattern(element, item, fail, captures);
    }
    return;
  }
  Reg base = allocate(static_cast<uint32_t>(count));
  at(node);
  if (star < count) {
    emit(Opcode::kUnpackStar, base, subject, static_cast<uint32_t>(star), static_cast<uint32_t>(count - star - 1));
  } else {
    emit(Opcode::kUnpack, base, subject, static_cast<uint32_t>(count));
  }
  for (size_t i = 0; i < count; i++) pattern(node->patterns[i], base + static_cast<Reg>(i), fail, captures);
}

void UnitCompiler::mapping_pattern(const MatchMapping* node, Reg subject, Label fail, Captures& captures) {
  uint32_t count = static_cast<uint32_t>(node->keys.size());
  {
    Temporaries temporaries(*this);
    Reg outcome = allocate();
    emit(node, Opcode::kMatchMapping, outcome, subject);
    jump_if(Opcode::kJumpIfFalse, outcome, fail);
  }
  if (count == 0 && node->rest == NameId::kNone) return;
  if (count > 0) length_check(node, subject, Opcode::kJumpGreaterEqualImmediate, count, fail);
  Reg keys = allocate();
  Constant constants;
  if (constant_elements(node->keys, constants)) {
    at(node);
    load_constant(std::move(constants), keys);
  } else {
    display_into(node, node->keys, Display::kTuple, keys, top_, 0);
  }
  Reg values = allocate();
  emit(node, Opcode::kMatchKeys, values, subject, keys);
  jump_if(Opcode::kJumpIfNone, values, fail);
  Reg base = allocate(count);
  if (count > 0) emit(node, Opcode::kUnpack, base, values, count);
  for (uint32_t i = 0; i < count; i++) pattern(node->patterns[i], base + i, fail, captures);
  if (node->rest == NameId::kNone) return;
  Reg rest = allocate();
  emit(node, Opcode::kDictRest, rest, subject, keys);
  captures.push_back({node->rest, node, rest});
}

void UnitCompiler::class_pattern(const MatchClass* node, Reg subject, Label fail, Captures& captures) {
  uint32_t positional = static_cast<uint32_t>(node->patterns.size());
  uint32_t count = positional + static_cast<uint32_t>(node->kwd_patterns.size());
  Reg type = push(node->cls);
  Reg attribute_names = allocate();
  Constant attributes;
  attributes.kind = Constant::Kind::kTuple;
  for (NameId name : node->kwd_attrs) {
    Constant item = make_str(text(name));
    item.interned = true;
    attributes.items.push_back(std::move(item));
  }
  at(node);
  load_constant(std::move(attributes), attribute_names);
  emit(node, Opcode::kMatchClass, type, subject, type, positional);
  jump_if(Opcode::kJumpIfNone, type, fail);
  if (count == 0) return;
  Reg base = allocate(count);
  emit(node, Opcode::kUnpack, base, type, count);
  for (uint32_t i = 0; i < count; i++) {
    const PatternNode* element = i < positional ? node->patterns[i] : node->kwd_patterns[i - positional];
    pattern(element, base + i, fail, captures);
  }
}

void UnitCompiler::collect_captures(const PatternNode* node, Captures& captures) {
  switch (node->kind) {
    case NodeKind::kMatchSequence:
      for (const PatternNode* element : node->as<MatchSequence>()->patterns) collect_captures(element, captures);
      return;
    case NodeKind::kMatchMapping: {
      const MatchMapping* mapping = node->as<MatchMapping>();
      for (const PatternNode* element : mapping->patterns) collect_captures(element, captures);
      if (mapping->rest != NameId::kNone) captures.push_back({mapping->rest, node, 0});
      return;
    }
    case NodeKind::kMatchClass:
      for (const PatternNode* element : node->as<MatchClass>()->patterns) collect_captures(element, captures);
      for (const PatternNode* element : node->as<MatchClass>()->kwd_patterns) collect_captures(element, captures);
      return;
    case NodeKind::kMatchOr: return collect_captures(node->as<MatchOr>()->patterns[0], captures);
    case NodeKind::kMatchStar:
      if (!is_star_wildcard(node)) captures.push_back({node->as<MatchStar>()->name, node, 0});
      return;
    case NodeKind::kMatchAs: {
      const MatchAs* as_pattern = node->as<MatchAs>();
      if (as_pattern->pattern != nullptr) collect_captures(as_pattern->pattern, captures);
      if (as_pattern->name != NameId::kNone) captures.push_back({as_pattern->name, node, 0});
      return;
    }
    default: return;
  }
}

// Every alternative leaves the values of the names, which are the same for all, in the same registers.
void UnitCompiler::or_pattern(const MatchOr* node, Reg subject, Label fail, Captures& captures) {
  Label matched = new_label();
  Captures shared;
  collect_captures(node->patterns[0], shared);
  for (Capture& capture : shared) capture.value = allocate();
  for (size_t i = 0; i < node->patterns.size(); i++) {
    Temporaries temporaries(*this);
    bool is_last = i + 1 == node->patterns.size();
    Label next = is_last ? fail : new_label();
    Captures own;
    pattern(node->patterns[i], subject, next, own);
    for (const Capture& value : own) {
      for (const Capture& capture : shared) {
        if (capture.name == value.name) move(capture.value, value.value);
      }
    }
    if (is_last) break;
    jump(matched);
    bind(next);
  }
  bind(matched);
  captures.insert(captures.end(), shared.begin(), shared.end());
}

}  // namespace memphis
