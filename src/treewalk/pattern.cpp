// match statements. Names are bound only once a whole pattern has matched: until then their values wait in a list.
#include "treewalk/walker.h"

namespace memphis::treewalk {

namespace {

bool is_wildcard(const ast::PatternNode* node) {
  if (const auto* star = node->as_if<ast::MatchStar>()) return star->name == NameId::kNone;
  const auto* as_pattern = node->as_if<ast::MatchAs>();
  return as_pattern != nullptr && as_pattern->pattern == nullptr && as_pattern->name == NameId::kNone;
}

}  // namespace

Flow Walker::match_statement(const ast::Match* node) {
  Value subject = TRY(evaluate(node->subject));
  for (const ast::match_case* branch : node->cases) {
    if (runtime_.instrumented != 0 && reports_lines()) [[unlikely]]
      TRY(report_line_of(branch->pattern));
    Captures captures{TRY(make_list(*thread_))};
    if (!TRY(pattern(branch->pattern, subject, captures))) continue;
    for (uint64_t i = 0; i + 1 < captures.list->size; i += 2) {
      const auto* target = reinterpret_cast<const ast::Node*>(captures.list->items()[i].as_small_int());
      at(target);
      TRY(store(symbols_.resolution(target), captures.list->items()[i + 1]));
    }
    if (branch->guard != nullptr && !TRY(condition(branch->guard))) continue;
    return statements(branch->body);
  }
  return Completion::kNormal;
}

Status Walker::capture(const ast::PatternNode* node, Value value, Captures& captures) {
  TRY(list_append(*thread_, captures.list, Value::small_int(reinterpret_cast<int64_t>(node))));
  return list_append(*thread_, captures.list, value);
}

Fallible<bool> Walker::pattern(const ast::PatternNode* node, Value subject, Captures& captures) {
  if (!thread_->check_native_stack()) return Failure{};
  switch (node->kind) {
    case ast::NodeKind::kMatchValue: {
      Value value = TRY(evaluate(node->as<ast::MatchValue>()->value));
      at(node);
      Value outcome = TRY(compare(*thread_, Comparison::kEqual, subject, value));
      return truth(node, outcome);
    }
    case ast::NodeKind::kMatchSingleton: {
      Value value = TRY(evaluate(node->as<ast::MatchSingleton>()->value));
      return is_same(subject, value);
    }
    case ast::NodeKind::kMatchSequence: return sequence_pattern(node->as<ast::MatchSequence>(), subject, captures);
    case ast::NodeKind::kMatchMapping: return mapping_pattern(node->as<ast::MatchMapping>(), subject, captures);
    case ast::NodeKind::kMatchClass: return class_pattern(node->as<ast::MatchClass>(), subject, captures);
    case ast::NodeKind::kMatchOr: return or_pattern(node->as<ast::MatchOr>(), subject, captures);
    case ast::NodeKind::kMatchStar:
      if (!is_wildcard(node)) TRY(capture(node, subject, captures));
      return true;
    case ast::NodeKind::kMatchAs: {
      const auto* as_pattern = node->as<ast::MatchAs>();
      if (as_pattern->pattern != nullptr && !TRY(pattern(as_pattern->pattern, subject, captures))) return false;
      if (as_pattern->name != NameId::kNone) TRY(capture(node, subject, captures));
      return true;
    }
    default: return false;
  }
}

Fallible<bool> Walker::sequence_pattern(const ast::MatchSequence* node, Value subject, Captures& captures) {
  std::span<ast::PatternNode*> patterns = node->patterns;
  size_t count = patterns.size();
  size_t star = count;
  bool only_wildcards = true;
  for (size_t i = 0; i < count; i++) {
    if (patterns[i]->is<ast::MatchStar>()) star = i;
    only_wildcards = only_wildcards && is_wildcard(patterns[i]);
  }
  at(node);
  if (!is_match_sequence(*thread_, subject)) return false;
  if (star == count || count > 1) {
    int64_t size = TRY(length(*thread_, subject));
    if (star == count ? size != static_cast<int64_t>(count) : size < static_cast<int64_t>(count - 1)) return false;
  }
  if (only_wildcards) return true;
  if (star < count && is_wildcard(patterns[star])) {
    // Only the elements that matter are taken, by index.
    for (size_t i = 0; i < count; i++) {
      if (i == star || is_wildcard(patterns[i])) continue;
      at(node);
      auto index = static_cast<int64_t>(i);
      if (i > star) index = TRY(length(*thread_, subject)) - static_cast<int64_t>(count - i);
      Value item = TRY(get_item(*thread_, subject, Value::small_int(index)));
      if (!TRY(pattern(patterns[i], item, captures))) return false;
    }
    return true;
  }
  Tuple* items = TRY(allocate_tuple(*thread_, count));
  if (star < count) {
    TRY(unpack_star(*thread_, subject, star, count - star - 1, items->items));
  } else {
    TRY(unpack(*thread_, subject, count, items->items));
  }
  for (size_t i = 0; i < count; i++) {
    if (!TRY(pattern(patterns[i], items->items[i], captures))) return false;
  }
  return true;
}

Fallible<bool> Walker::mapping_pattern(const ast::MatchMapping* node, Value subject, Captures& captures) {
  size_t count = node->keys.size();
  at(node);
  if (!is_match_mapping(*thread_, subject)) return false;
  if (count == 0 && node->rest == NameId::kNone) return true;
  if (count > 0 && TRY(length(*thread_, subject)) < static_cast<int64_t>(count)) return false;
  Value keys_value = TRY(tuple_display(node, node->keys));
  auto* keys = keys_value.as<Tuple>();
  at(node);
  Value values = TRY(match_keys(*thread_, subject, keys));
  if (values.is_none()) return false;
  for (size_t i = 0; i < count; i++) {
    if (!TRY(pattern(node->patterns[i], values.as<Tuple>()->items[i], captures))) return false;
  }
  if (node->rest == NameId::kNone) return true;
  at(node);
  Value rest = TRY(dict_without(*thread_, subject, keys));
  TRY(capture(node, rest, captures));
  return true;
}

Fallible<bool> Walker::class_pattern(const ast::MatchClass* node, Value subject, Captures& captures) {
  size_t positional = node->patterns.size();
  size_t count = positional + node->kwd_patterns.size();
  Value type = TRY(evaluate(node->cls));
  Tuple* names = TRY(allocate_tuple(*thread_, node->kwd_attrs.size()));
  for (size_t i = 0; i < names->size; i++) names->items[i] = name(node->kwd_attrs[i]);
  at(node);
  Value values = TRY(match_class(*thread_, subject, type, static_cast<uint32_t>(positional), names));
  if (values.is_none()) return false;
  for (size_t i = 0; i < count; i++) {
    const ast::PatternNode* element = i < positional ? node->patterns[i] : node->kwd_patterns[i - positional];
    if (!TRY(pattern(element, values.as<Tuple>()->items[i], captures))) return false;
  }
  return true;
}

// What an alternative that failed has captured is forgotten.
Fallible<bool> Walker::or_pattern(const ast::MatchOr* node, Value subject, Captures& captures) {
  uint64_t before = captures.list->size;
  for (const ast::PatternNode* alternative : node->patterns) {
    if (TRY(pattern(alternative, subject, captures))) return true;
    captures.list->size = before;
  }
  return false;
}

}  // namespace memphis::treewalk
