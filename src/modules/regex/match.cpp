// re.Match.
#include <cstddef>

#include "modules/regex/objects.h"
#include "runtime/container_support.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/operations.h"

namespace memphis::regex {

namespace {

constexpr size_t kShownCharacters = 50;  // of the text, in repr

Match* self_of(Value* args) { return args[0].as<Match>(); }
Match* match_of(Value self) { return self.as<Match>(); }

bool has_index(Thread& thread, Value value) {
  return is_int(value) || !type_of(thread, value)->special_method(Special::kIndex).is_unbound();
}

FailureOfAnyType raise_no_group(Thread& thread) { return raise(thread, ExceptionId::kIndexError, "no such group"); }

// A group by number or name.
Fallible<uint32_t> group_number(Thread& thread, Match* match, Value which) {
  int64_t number = -1;
  if (which.is_unbound()) return uint32_t{0};
  if (which.is_small_int()) {
    number = which.as_small_int();
  } else if (has_index(thread, which)) {
    number = TRY(to_index_int64(thread, which, true));
  } else if (Value names = match->pattern->group_index; !names.is_unbound()) {
    Value found = TRY(dict_get(thread, names.as<Dict>(), which));
    if (is_int(found)) number = TRY(to_int64(thread, found));
  }
  if (number < 0 || number >= match->group_count) return raise_no_group(thread);
  return static_cast<uint32_t>(number);
}

Value group_by(Thread& thread, Match* match, Value which, Value otherwise) {
  const uint32_t number = TRY(group_number(thread, match, which));
  return match_group(thread, match, number, otherwise);
}

Value match_group_method(Thread& thread, Value* args) {
  Match* match = self_of(args);
  auto* wanted = args[1].as<Tuple>();
  if (wanted->size == 0) return match_group(thread, match, 0, Value::none());
  if (wanted->size == 1) return group_by(thread, match, wanted->items[0], Value::none());
  Tuple* groups = TRY(allocate_tuple(thread, wanted->size));
  for (uint64_t i = 0; i < wanted->size; i++)
    groups->items[i] = TRY(group_by(thread, match, wanted->items[i], Value::none()));
  return groups;
}

Value match_getitem(Thread& thread, Value* args) { return group_by(thread, self_of(args), args[1], Value::none()); }

Value default_of(Value given) { return given.is_unbound() ? Value::none() : given; }

Value match_groups(Thread& thread, Value* args) {
  Match* match = self_of(args);
  Tuple* groups = TRY(allocate_tuple(thread, match->group_count - 1));
  for (uint32_t i = 1; i < match->group_count; i++) {
    groups->items[i - 1] = TRY(match_group(thread, match, i, default_of(args[1])));
  }
  return groups;
}

Value match_groupdict(Thread& thread, Value* args) {
  Match* match = self_of(args);
  Dict* result = TRY(make_dict(thread));
  Value names = match->pattern->group_index;
  if (names.is_unbound()) return result;
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(names.as<Dict>(), position, entry)) {
    Value text = TRY(group_by(thread, match, entry.key, default_of(args[1])));
    TRY(dict_set_with_hash(thread, result, entry.key, entry.hash, text));
  }
  return result;
}

Value match_start(Thread& thread, Value* args) {
  const uint32_t number = TRY(group_number(thread, self_of(args), args[1]));
  return make_int(thread, self_of(args)->span(number).start);
}

Value match_end(Thread& thread, Value* args) {
  const uint32_t number = TRY(group_number(thread, self_of(args), args[1]));
  return make_int(thread, self_of(args)->span(number).end);
}

Value make_span(Thread& thread, Matcher::Span span) {
  return make_tuple(thread, {make_int(thread, span.start), make_int(thread, span.end)});
}

Value match_span(Thread& thread, Value* args) {
  const uint32_t number = TRY(group_number(thread, self_of(args), args[1]));
  return make_span(thread, self_of(args)->span(number));
}

Value match_expand(Thread& thread, Value* args) {
  Match* match = self_of(args);
  Template* made = TRY(compile_template(thread, match->pattern, args[1]));
  return expand_template(thread, made, match);
}

Value match_copy(Thread&, Value* args) { return args[0]; }

Value match_repr(Thread& thread, Value* args) {
  Match* match = self_of(args);
  Value text = TRY(match_group(thread, match, 0, Value::none()));
  Value shown = TRY(repr(thread, text));
  Str* part = shown.as<Str>();
  if (part->length() > kShownCharacters) part = TRY(substring(thread, part, 0, kShownCharacters));
  ReprBuilder out(thread);
  out.add("<re.Match object; span=(" + std::to_string(match->marks[0]) + ", " + std::to_string(match->marks[1]) +
          "), match=");
  out.add(text_of(part));
  out.add(">");
  return out.finish();
}

Value match_regs(Thread& thread, Value self) {
  Match* match = match_of(self);
  if (!match->regs.get().is_unbound()) return match->regs;
  Tuple* regs = TRY(allocate_tuple(thread, match->group_count));
  for (uint32_t i = 0; i < match->group_count; i++) regs->items[i] = TRY(make_span(thread, match->span(i)));
  match->regs.set(match, regs);
  return regs;
}

Value match_lastindex(Thread& thread, Value self) {
  Match* match = match_of(self);
  return match->last_index < 0 ? Value::none() : make_int(thread, match->last_index);
}

Value match_lastgroup(Thread&, Value self) {
  Match* match = match_of(self);
  Value names = match->pattern->index_group;
  if (names.is_unbound() || match->last_index < 0) return Value::none();
  auto* tuple = names.as<Tuple>();
  return match->last_index < static_cast<int64_t>(tuple->size) ? tuple->items[match->last_index] : Value::none();
}

constexpr NativeDefinition kMethods[] = {
    {"__repr__(self, /)", match_repr},
    {"__getitem__(self, key, /)", match_getitem},
    {"group(self, /, *groups)", match_group_method,
     "group([group1, ...]) -> str or tuple.\nThe text of the groups with these numbers or names; by default of the "
     "whole match."},
    {"start(self, group=0, /)", match_start, "Where the text of the group begins."},
    {"end(self, group=0, /)", match_end, "Where the text of the group ends."},
    {"span(self, group=0, /)", match_span, "The pair (m.start(group), m.end(group))."},
    {"groups(self, /, default=None)", match_groups,
     "The texts of all groups; default stands for those that have not matched."},
    {"groupdict(self, /, default=None)", match_groupdict,
     "The texts of the named groups by name; default stands for those that have not matched."},
    {"expand(self, /, template)", match_expand, "The template with its references replaced, as sub() does it."},
    {"__copy__(self, /)", match_copy},
    {"__deepcopy__(self, memo, /)", match_copy},
    {"__class_getitem__(cls, item, /)", class_getitem, "See PEP 585", NativeKind::kClassMethod},
};

constexpr GetSetDefinition kAttributes[] = {
    {"lastindex", match_lastindex, nullptr, "The number of the group that was closed last."},
    {"lastgroup", match_lastgroup, nullptr, "The name of the group that was closed last."},
    {"regs", match_regs},
};

constexpr MemberDefinition kMembers[] = {
    {"string", offsetof(Match, string), false, false, "The text that was given to match() or search()."},
    {"re", offsetof(Match, pattern), false, false, "The pattern."},
    {"pos", offsetof(Match, pos), false, false, "Where in the text the search began."},
    {"endpos", offsetof(Match, endpos), false, false, "How far in the text the search might go."},
};

}  // namespace

Value make_match(Thread& thread, Pattern* pattern, Value string, const Matcher& matcher, uint64_t pos,
                 uint64_t endpos) {
  const uint32_t groups = pattern->groups();
  Type* type = pattern->state->match_type;
  const size_t size = sizeof(Match) + (size_t{groups} + 1) * 2 * sizeof(int64_t);
  auto* match = static_cast<Match*>(TRY(allocate_cell(thread, size, type->instance_kind_bits(), type->root_shape)));
  match->string.set(match, string);
  match->pattern.set(match, pattern);
  match->pos.set(match, Value::small_int(static_cast<int64_t>(pos)));
  match->endpos.set(match, Value::small_int(static_cast<int64_t>(endpos)));
  match->last_index = matcher.last_index();
  match->group_count = groups + 1;
  match->marks[0] = static_cast<int64_t>(matcher.start());
  match->marks[1] = static_cast<int64_t>(matcher.finish());
  for (uint32_t i = 0; i < groups; i++) {
    const Matcher::Span span = matcher.group(i);
    if (span.start > span.end)
      return raise_system_error(thread, "The span of capturing group is wrong, please report a bug for the re module.");
    match->marks[2 * size_t{i} + 2] = span.start;
    match->marks[2 * size_t{i} + 3] = span.end;
  }
  return match;
}

Value match_group(Thread& thread, Match* match, uint32_t group, Value otherwise) {
  const Matcher::Span span = match->span(group);
  if (span.start < 0) return otherwise;
  Value string = match->string;
  if (is_str(string))
    return substring(thread, string.as<Str>(), static_cast<uint64_t>(span.start), static_cast<uint64_t>(span.end));
  Subject subject(thread);
  TRY(subject.open(string));
  // A bytearray may have become shorter.
  const SearchBounds bounds =
      clamp_bounds({static_cast<uint64_t>(span.start), static_cast<uint64_t>(span.end)}, subject.length());
  return subject.slice(bounds.start, bounds.end);
}

const TypeSpec kMatchType = {
    .name = "Match",
    .module = "re",
    .basic_size = sizeof(Match),
    .native_fields = 5,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kMethods,
    .attributes = kAttributes,
    .members = kMembers,
    .doc = "What matching or searching has found. It is always true.",
};

}  // namespace memphis::regex
