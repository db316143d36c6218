// re.Pattern.
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "base/hash.h"
#include "modules/regex/objects.h"
#include "runtime/container_support.h"
#include "runtime/error.h"
#include "runtime/named_access.h"
#include "runtime/operations.h"

namespace memphis::regex {

namespace {

constexpr size_t kShownCharacters = 200;  // of the pattern, in repr

Pattern* self_of(Value* args) { return args[0].as<Pattern>(); }

// One match over the text of args[1], within args[2] and args[3].
template <bool search, bool whole>
Value match_once(Thread& thread, Value* args) {
  Pattern* pattern = self_of(args);
  const SearchBounds wanted = TRY(search_bounds(thread, args[2], args[3]));
  Subject subject(thread);
  TRY(subject.open_for(pattern, args[1]));
  const SearchBounds bounds = clamp_bounds(wanted, subject.length());
  if (bounds.start > bounds.end) return Value::none();
  Matcher matcher(thread, pattern->state, pattern->program(), subject.data(), subject.length(), subject.width());
  TRY(matcher.prepare());
  matcher.set_end(bounds.end);
  matcher.must_match_all = whole;
  const bool found = TRY(search ? matcher.search(bounds.start) : matcher.match(bounds.start));
  if (!found) return Value::none();
  return make_match(thread, pattern, args[1], matcher, bounds.start, bounds.end);
}

// The text of a group that findall() and split() show.
Value group_text(const Subject& subject, const Matcher& matcher, uint32_t group, bool empty_if_absent) {
  const Matcher::Span span = matcher.group(group);
  if (span.start >= 0) return subject.slice(static_cast<uint64_t>(span.start), static_cast<uint64_t>(span.end));
  return empty_if_absent ? subject.slice(0, 0) : Value::none();
}

Value findall_item(Thread& thread, const Subject& subject, const Matcher& matcher, uint32_t groups) {
  if (groups == 0) return subject.slice(matcher.start(), matcher.finish());
  if (groups == 1) return group_text(subject, matcher, 0, true);
  Tuple* item = TRY(allocate_tuple(thread, groups));
  for (uint32_t i = 0; i < groups; i++) item->items[i] = TRY(group_text(subject, matcher, i, true));
  return item;
}

Value pattern_findall(Thread& thread, Value* args) {
  Pattern* pattern = self_of(args);
  const SearchBounds wanted = TRY(search_bounds(thread, args[2], args[3]));
  Subject subject(thread);
  TRY(subject.open_for(pattern, args[1]));
  const SearchBounds bounds = clamp_bounds(wanted, subject.length());
  Matcher matcher(thread, pattern->state, pattern->program(), subject.data(), subject.length(), subject.width());
  TRY(matcher.prepare());
  matcher.set_end(bounds.end);
  List* list = TRY(make_list(thread));
  for (uint64_t place = bounds.start; place <= bounds.end;) {
    const bool found = TRY(matcher.search(place));
    if (!found) break;
    Value item = TRY(findall_item(thread, subject, matcher, pattern->groups()));
    TRY(list_append(thread, list, item));
    matcher.must_advance = matcher.start() == matcher.finish();
    place = matcher.finish();
  }
  return list;
}

Value pattern_finditer(Thread& thread, Value* args) {
  Value scanner = TRY(make_scanner(thread, self_of(args), args[1], args[2], args[3]));
  Value search = TRY(get_attribute_text(thread, scanner, "search"));
  return make_callable_iterator(thread, search, Value::none());
}

Value pattern_scanner(Thread& thread, Value* args) {
  return make_scanner(thread, self_of(args), args[1], args[2], args[3]);
}

Value pattern_split(Thread& thread, Value* args) {
  Pattern* pattern = self_of(args);
  const int64_t maximum = args[2].is_unbound() ? 0 : TRY(to_int64(thread, args[2]));
  Subject subject(thread);
  TRY(subject.open_for(pattern, args[1]));
  Matcher matcher(thread, pattern->state, pattern->program(), subject.data(), subject.length(), subject.width());
  TRY(matcher.prepare());
  List* list = TRY(make_list(thread));
  uint64_t last = 0;
  for (int64_t count = 0; maximum == 0 || count < maximum; count++) {
    const bool found = TRY(matcher.search(last));
    if (!found) break;
    TRY(list_append(thread, list, TRY(subject.slice(last, matcher.start()))));
    for (uint32_t i = 0; i < pattern->groups(); i++) {
      TRY(list_append(thread, list, TRY(group_text(subject, matcher, i, false))));
    }
    matcher.must_advance = matcher.start() == matcher.finish();
    last = matcher.finish();
  }
  TRY(list_append(thread, list, TRY(subject.slice(last, subject.length()))));
  return list;
}

Value pattern_copy(Thread&, Value* args) { return args[0]; }

std::string flags_text(const Pattern* pattern) {
  static constexpr std::pair<const char*, int32_t> kNames[] = {
      {"re.IGNORECASE", kFlagIgnoreCase}, {"re.LOCALE", kFlagLocale},   {"re.MULTILINE", kFlagMultiline},
      {"re.DOTALL", kFlagDotAll},         {"re.UNICODE", kFlagUnicode}, {"re.VERBOSE", kFlagVerbose},
      {"re.DEBUG", kFlagDebug},           {"re.ASCII", kFlagAscii},
  };
  int32_t flags = pattern->flag_bits();
  // Patterns that are strs have it unless they say otherwise.
  const bool implied = (flags & (kFlagLocale | kFlagUnicode | kFlagAscii)) == kFlagUnicode;
  if (pattern->text == PatternText::kStr && implied) flags &= ~kFlagUnicode;
  std::string text;
  for (const auto& [name, flag] : kNames) {
    if ((flags & flag) == 0) continue;
    text += (text.empty() ? "" : "|") + std::string(name);
    flags &= ~flag;
  }
  if (flags != 0) text += (text.empty() ? "" : "|") + fmt::format("{:#x}", static_cast<uint32_t>(flags));
  return text;
}

Value pattern_repr(Thread& thread, Value* args) {
  Pattern* pattern = self_of(args);
  Value shown = TRY(repr(thread, pattern->pattern));
  Str* part = shown.as<Str>();
  if (part->length() > kShownCharacters) part = TRY(substring(thread, part, 0, kShownCharacters));
  ReprBuilder text(thread);
  text.add("re.compile(");
  text.add(text_of(part));
  const std::string flags = flags_text(pattern);
  if (!flags.empty()) text.add(", " + flags);
  text.add(")");
  return text.finish();
}

Value pattern_hash(Thread& thread, Value* args) {
  Pattern* pattern = self_of(args);
  const int64_t of_pattern = TRY(hash_value(thread, pattern->pattern));
  const std::span<const uint32_t> code = pattern->program()->code();
  const int64_t of_code = hash_bytes(thread.runtime.hash_key, code.data(), code.size_bytes());
  const int64_t mixed = of_pattern ^ of_code ^ pattern->flag_bits() ^ static_cast<int64_t>(pattern->text) ^
                        static_cast<int64_t>(code.size());
  return make_int(thread, never_minus_one(static_cast<uint64_t>(mixed)));
}

Fallible<bool> patterns_equal(Thread& thread, Pattern* left, Pattern* right) {
  if (left == right) return true;
  if (left->flag_bits() != right->flag_bits() || left->text != right->text) return false;
  if (!std::ranges::equal(left->program()->code(), right->program()->code())) return false;
  return are_equal(thread, left->pattern, right->pattern);
}

template <bool equal>
Value pattern_compare(Thread& thread, Value* args) {
  Pattern* pattern = self_of(args);
  if (type_of(thread, args[1]) != pattern->state->pattern_type) return Value::not_implemented();
  const bool same = TRY(patterns_equal(thread, pattern, args[1].as<Pattern>()));
  return Value::boolean(same == equal);
}

Value pattern_groupindex(Thread& thread, Value self) {
  Value names = self.as<Pattern>()->group_index;
  if (names.is_unbound()) return make_dict(thread);
  auto* proxy = TRY(allocate_builtin<MappingProxy>(thread, TypeId::kMappingProxy));
  proxy->mapping.set(proxy, names);
  return proxy;
}

constexpr NativeDefinition kMethods[] = {
    {"__repr__(self, /)", pattern_repr},
    {"__hash__(self, /)", pattern_hash},
    {"__eq__(self, value, /)", pattern_compare<true>},
    {"__ne__(self, value, /)", pattern_compare<false>},
    {"match(self, /, string, pos=0, endpos=sys.maxsize)", match_once<false, false>,
     "Matches at the beginning of the string."},
    {"fullmatch(self, /, string, pos=0, endpos=sys.maxsize)", match_once<false, true>, "Matches the whole string."},
    {"search(self, /, string, pos=0, endpos=sys.maxsize)", match_once<true, false>,
     "The first match anywhere in the string.\n\nNone when there is none."},
    {"sub(self, /, repl, string, count=0)", pattern_sub,
     "The string with the matches of the pattern replaced by repl."},
    {"subn(self, /, repl, string, count=0)", pattern_subn,
     "The pair of the string with the matches of the pattern replaced by repl, and how many there were."},
    {"findall(self, /, string, pos=0, endpos=sys.maxsize)", pattern_findall,
     "The list of all matches that do not overlap."},
    {"split(self, /, string, maxsplit=0)", pattern_split, "What lies between the matches of the pattern."},
    {"finditer(self, /, string, pos=0, endpos=sys.maxsize)", pattern_finditer,
     "An iterator over all matches that do not overlap.\n\nIt gives Match objects."},
    {"scanner(self, /, string, pos=0, endpos=sys.maxsize)", pattern_scanner},
    {"__copy__(self, /)", pattern_copy},
    {"__deepcopy__(self, memo, /)", pattern_copy},
    {"__class_getitem__(cls, item, /)", class_getitem, "See PEP 585", NativeKind::kClassMethod},
};

constexpr GetSetDefinition kAttributes[] = {
    {"groupindex", pattern_groupindex, nullptr, "The numbers of the groups that have names."},
};

constexpr MemberDefinition kMembers[] = {
    {"pattern", offsetof(Pattern, pattern), false, false, "The text that the pattern was compiled from."},
    {"flags", offsetof(Pattern, flags), false, false, "The flags, those within the pattern included."},
    {"groups", offsetof(Pattern, groups_shown), false, false, "The number of groups."},
};

}  // namespace

const TypeSpec kPatternType = {
    .name = "Pattern",
    .module = "re",
    .basic_size = sizeof(Pattern),
    .native_fields = 7,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation | kTypeHasWeakReferences,
    .methods = kMethods,
    .attributes = kAttributes,
    .members = kMembers,
    .doc = "Compiled regular expression.",
};

}  // namespace memphis::regex
