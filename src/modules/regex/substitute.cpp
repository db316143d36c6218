// Pattern.sub and subn.
#include <cstring>
#include <string>

#include "base/text_search.h"
#include "modules/regex/objects.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/operations.h"
#include "runtime/text_builder.h"

namespace memphis::regex {

namespace {

enum class ReplacementKind : uint8_t {
  kLiteral,   // a text
  kTemplate,  // refers to groups
  kCallable,
};

struct Replacement {
  ReplacementKind kind;
  Value value;  // the text, the Template, the callable
};

bool has_backslash(const Subject& text) {
  const auto has = [&]<class Unit>(const Unit* units) { return find_unit(units, text.length(), '\\') != kNotFound; };
  switch (text.width()) {
    case 1: return has(static_cast<const uint8_t*>(text.data()));
    case 2: return has(static_cast<const uint16_t*>(text.data()));
    default: return has(static_cast<const uint32_t*>(text.data()));
  }
}

Fallible<Replacement> read_replacement(Thread& thread, Pattern* pattern, Value given) {
  if (is_callable(thread, given)) return Replacement{ReplacementKind::kCallable, given};
  {
    Subject text(thread);
    if (text.open(given).failed()) {
      take_pending(thread);  // re complains better
    } else {
      if (!has_backslash(text)) return Replacement{ReplacementKind::kLiteral, given};
    }
  }
  Template* made = TRY(compile_template(thread, pattern, given));
  if (made->pieces->size == 0) return Replacement{ReplacementKind::kLiteral, made->literal.get()};
  return Replacement{ReplacementKind::kTemplate, made};
}

bool fits_kind(Value text, bool is_bytes) { return is_bytes ? text.is_exactly(Kind::kBytes) : is_str(text); }

// Whether the replacements are put together here, without user code and without pieces of their own.
bool is_plain(const Replacement& replacement, bool is_bytes, uint32_t groups) {
  if (replacement.kind == ReplacementKind::kCallable) return false;
  if (replacement.kind == ReplacementKind::kLiteral) return fits_kind(replacement.value, is_bytes);
  const auto* made = replacement.value.as<Template>();
  if (!fits_kind(made->literal, is_bytes)) return false;
  for (uint64_t i = 0; i < made->pieces->size; i += 2) {
    Value literal = made->pieces->items[i + 1];
    if (made->pieces->items[i].as_small_int() > groups || (!literal.is_none() && !fits_kind(literal, is_bytes)))
      return false;
  }
  return true;
}

// Collects the result as text of the subject's kind.
class Output {
 public:
  Output(Thread& thread, const Subject& subject) : thread_(thread), subject_(subject), text_(thread) {}

  void add_slice(uint64_t start, uint64_t end) {
    if (subject_.is_bytes()) {
      bytes_.append(static_cast<const char*>(subject_.data()) + start, end - start);
    } else {
      text_.append_range(subject_.string().as<Str>(), start, end);
    }
  }
  void add(Value text) {
    if (subject_.is_bytes()) {
      const auto* bytes = text.as<Bytes>();
      bytes_.append(reinterpret_cast<const char*>(bytes->data), bytes->size);
    } else {
      text_.append(text.as<Str>());
    }
  }
  Value finish() {
    if (!subject_.is_bytes()) return text_.finish();
    return make_bytes(thread_, {reinterpret_cast<const uint8_t*>(bytes_.data()), bytes_.size()});
  }
  // False once there is more than the heap may hold: no need to go on.
  bool ok() const {
    const uint64_t limit = thread_.runtime.heap.limit();
    return text_.ok() && (limit == 0 || bytes_.size() <= limit);
  }

 private:
  Thread& thread_;
  const Subject& subject_;
  TextBuilder text_;
  std::string bytes_;
};

void add_replacement(Output& output, const Replacement& replacement, const Matcher& matcher) {
  if (replacement.kind == ReplacementKind::kLiteral) return output.add(replacement.value);
  const auto* made = replacement.value.as<Template>();
  output.add(made->literal);
  for (uint64_t i = 0; i < made->pieces->size; i += 2) {
    const auto group = static_cast<uint32_t>(made->pieces->items[i].as_small_int());
    if (group == 0) {
      output.add_slice(matcher.start(), matcher.finish());
    } else if (const Matcher::Span span = matcher.group(group - 1); span.start >= 0) {
      output.add_slice(static_cast<uint64_t>(span.start), static_cast<uint64_t>(span.end));
    }
    if (Value literal = made->pieces->items[i + 1]; !literal.is_none()) output.add(literal);
  }
}

struct Result {
  Value text;
  int64_t count = 0;
};

Fallible<Result> substitute_plainly(Thread& thread, const Replacement& replacement, const Subject& subject,
                                    Matcher& matcher, int64_t maximum) {
  Output output(thread, subject);
  Result result;
  uint64_t last = 0;
  while ((maximum == 0 || result.count < maximum) && output.ok()) {
    const bool found = TRY(matcher.search(last));
    if (!found) break;
    output.add_slice(last, matcher.start());
    add_replacement(output, replacement, matcher);
    result.count++;
    matcher.must_advance = matcher.start() == matcher.finish();
    last = matcher.finish();
  }
  if (result.count == 0) {
    result.text = TRY(subject.slice(0, subject.length()));
    return result;
  }
  if (!output.ok()) return raise_memory_error(thread);
  output.add_slice(last, subject.length());
  result.text = TRY(output.finish());
  return result;
}

// With Match objects, whose replacements are joined in the end.
Fallible<Result> substitute_pieces(Thread& thread, Pattern* pattern, const Replacement& replacement,
                                   const Subject& subject, Matcher& matcher, int64_t maximum) {
  List* pieces = TRY(make_list(thread));
  Result result;
  uint64_t last = 0;
  while (maximum == 0 || result.count < maximum) {
    const bool found = TRY(matcher.search(last));
    if (!found) break;
    if (last < matcher.start()) TRY(list_append(thread, pieces, TRY(subject.slice(last, matcher.start()))));
    Value piece = replacement.value;
    if (replacement.kind != ReplacementKind::kLiteral) {
      Value match = TRY(make_match(thread, pattern, subject.string(), matcher, 0, subject.length()));
      piece = replacement.kind == ReplacementKind::kCallable
                  ? TRY(call(thread, replacement.value, {match}))
                  : TRY(expand_template(thread, replacement.value.as<Template>(), match.as<Match>()));
    }
    if (!piece.is_none()) TRY(list_append(thread, pieces, piece));
    result.count++;
    matcher.must_advance = matcher.start() == matcher.finish();
    last = matcher.finish();
  }
  if (last < subject.length()) TRY(list_append(thread, pieces, TRY(subject.slice(last, subject.length()))));
  result.text = TRY(join_pieces(thread, pieces, subject.is_bytes()));
  return result;
}

Fallible<Result> substitute(Thread& thread, Value* args) {
  auto* pattern = args[0].as<Pattern>();
  const int64_t maximum = args[3].is_unbound() ? 0 : TRY(to_int64(thread, args[3]));
  const Replacement replacement = TRY(read_replacement(thread, pattern, args[1]));
  Subject subject(thread);
  TRY(subject.open_for(pattern, args[2]));
  Matcher matcher(thread, pattern->state, pattern->program(), subject.data(), subject.length(), subject.width());
  TRY(matcher.prepare());
  if (is_plain(replacement, subject.is_bytes(), pattern->groups())) {
    return substitute_plainly(thread, replacement, subject, matcher, maximum);
  }
  return substitute_pieces(thread, pattern, replacement, subject, matcher, maximum);
}

}  // namespace

Value pattern_sub(Thread& thread, Value* args) { return TRY(substitute(thread, args)).text; }

Value pattern_subn(Thread& thread, Value* args) {
  const Result result = TRY(substitute(thread, args));
  return make_tuple(thread, {result.text, make_int(thread, result.count)});
}

}  // namespace memphis::regex
