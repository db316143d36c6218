// What Pattern.scanner() makes, and what finditer() calls.
#include <cstddef>

#include "modules/regex/objects.h"
#include "runtime/error.h"

namespace memphis::regex {

namespace {

Scanner* self_of(Value* args) { return args[0].as<Scanner>(); }

Matcher make_matcher(Thread& thread, Scanner* scanner) {
  Pattern* pattern = scanner->pattern;
  Value string = scanner->string;
  if (is_str(string)) {
    const Str* str = string.as<Str>();
    return {thread, pattern->state, pattern->program(), str->data(), str->length(), str->width()};
  }
  auto* view = scanner->view.get().as<MemoryView>();
  const void* data = view->data != nullptr ? static_cast<const void*>(view->data) : scanner;
  return {thread, pattern->state, pattern->program(), data, view->length, 1};
}

// There will be no more: whoever wants to change the text may.
Status finish(Thread& thread, Scanner* scanner) {
  scanner->next = -1;
  Value view = scanner->view;
  scanner->view.set(scanner, Value::unbound());
  return view.is_unbound() ? Status() : release_memory_view(thread, view.as<MemoryView>());
}

Value next_match(Thread& thread, Scanner* scanner, bool search) {
  Matcher matcher = make_matcher(thread, scanner);
  TRY(matcher.prepare());
  matcher.set_end(static_cast<uint64_t>(scanner->endpos));
  matcher.must_advance = scanner->must_advance;
  const auto from = static_cast<uint64_t>(scanner->next);
  const bool found = TRY(search ? matcher.search(from) : matcher.match(from));
  if (!found) {
    TRY(finish(thread, scanner));
    return Value::none();
  }
  scanner->must_advance = matcher.start() == matcher.finish();
  scanner->next = static_cast<int64_t>(matcher.finish());
  return make_match(thread, scanner->pattern, scanner->string, matcher, static_cast<uint64_t>(scanner->pos),
                    static_cast<uint64_t>(scanner->endpos));
}

Value scan(Thread& thread, Scanner* scanner, bool search) {
  if (scanner->is_executing) return raise_value_error(thread, "regular expression scanner already executing");
  if (scanner->next < 0 || scanner->next > scanner->endpos) return Value::none();
  scanner->is_executing = true;
  Value match = next_match(thread, scanner, search);
  scanner->is_executing = false;
  return match;
}

Value scanner_match(Thread& thread, Value* args) { return scan(thread, self_of(args), false); }

constexpr NativeDefinition kMethods[] = {
    {"match(self, /)", scanner_match},
    {"search(self, /)", scanner_search},
};

constexpr MemberDefinition kMembers[] = {
    {"pattern", offsetof(Scanner, pattern)},
};

}  // namespace

Value scanner_search(Thread& thread, Value* args) { return scan(thread, self_of(args), true); }

Value make_scanner(Thread& thread, Pattern* pattern, Value string, Value pos, Value endpos) {
  const SearchBounds wanted = TRY(search_bounds(thread, pos, endpos));
  uint64_t length = 0;
  Value view;
  {
    Subject subject(thread);
    TRY(subject.open_for(pattern, string));
    length = subject.length();
    if (subject.is_bytes()) view = TRY(make_memory_view(thread, string));
  }
  auto* scanner = TRY(allocate_instance<Scanner>(thread, pattern->state->scanner_type));
  const SearchBounds bounds = clamp_bounds(wanted, length);
  scanner->pattern.set(scanner, pattern);
  scanner->string.set(scanner, string);
  scanner->view.set(scanner, view);
  scanner->pos = scanner->next = static_cast<int64_t>(bounds.start);
  scanner->endpos = static_cast<int64_t>(bounds.end);
  return scanner;
}

const TypeSpec kScannerType = {
    .name = "SRE_Scanner",
    .module = "_sre",
    .basic_size = sizeof(Scanner),
    .native_fields = 3,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kMethods,
    .members = kMembers,
};

}  // namespace memphis::regex
