// Replacement texts with references to groups.
#include <algorithm>

#include "modules/regex/objects.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/named_access.h"
#include "runtime/operations.h"

namespace memphis::regex {

namespace {

bool is_empty_literal(Value literal) {
  if (is_str(literal)) return literal.as<Str>()->length() == 0;
  return literal.is_kind(Kind::kBytes) && literal.as<Bytes>()->size == 0;
}

// str and bytes that derive from them, and bytes-like things, are not hashable or not what the cache wants: the plain
// text instead. Unbound: there is none.
Value plain_text(Thread& thread, Value text) {
  if (is_str(text)) {
    if (is_exact_str(text)) return Value::unbound();
    Subject subject(thread);
    TRY(subject.open(text));
    return subject.slice(0, subject.length());
  }
  if (text.is_exactly(Kind::kBytes) || !has_buffer(thread, text)) return Value::unbound();
  Buffer buffer(thread);
  TRY(buffer.acquire(text, BufferMode::kCopied));
  return make_bytes(thread, buffer.bytes());
}

}  // namespace

Template* compile_template(Thread& thread, Pattern* pattern, Value text) {
  State* state = pattern->state;
  Value function = state->compile_template;
  if (function.is_unbound()) {
    function = TRY(import_attribute(thread, "re", "_compile_template"));
    state->compile_template.set(state, function);
  }
  Value result = call(thread, function, {Value(pattern), text});
  if (result.is_error()) {
    if (!pending_is(thread, ExceptionId::kTypeError)) return nullptr;
    Value error = take_pending(thread);
    Value plain = TRY(plain_text(thread, text));
    if (plain.is_unbound()) return raise_again(thread, error);
    result = TRY(call(thread, function, {Value(pattern), plain}));
  }
  if (type_of(thread, result) != state->template_type) {
    return raise(thread, ExceptionId::kRuntimeError, "the result of compiling a replacement string is {}",
                 type_name(thread, result));
  }
  return result.as<Template>();
}

Value make_template(Thread& thread, State* state, List* pieces) {
  if ((pieces->size & 1) == 0) return raise_type_error(thread, "invalid template");
  Tuple* rest = TRY(allocate_tuple(thread, pieces->size - 1));
  for (uint64_t i = 0; i < rest->size; i++) {
    Value piece = pieces->items()[i + 1];
    if ((i & 1) != 0) {
      rest->items[i] = is_empty_literal(piece) ? Value::none() : piece;
      continue;
    }
    if (!is_int(piece)) return raise_type_error(thread, "an integer is required");
    const int64_t group = TRY(to_int64(thread, piece));
    if (group < 0) return raise_type_error(thread, "invalid template");
    rest->items[i] = Value::small_int(std::min<int64_t>(group, Value::kSmallIntMax));
  }
  auto* made = TRY(allocate_instance<Template>(thread, state->template_type));
  made->literal.set(made, pieces->items()[0]);
  made->pieces.set(made, rest);
  return made;
}

Value join_pieces(Thread& thread, List* pieces, bool is_bytes) {
  Value empty = is_bytes ? Value(thread.runtime.empty_bytes) : Value(TRY(make_str(thread, "")));
  return call_method(thread, empty, TRY(intern_text(thread.runtime, "join")), {Value(pieces)});
}

Value expand_template(Thread& thread, const Template* made, Match* match) {
  if (made->pieces->size == 0) return made->literal;
  List* parts = TRY(make_list(thread));
  TRY(list_append(thread, parts, made->literal));
  for (uint64_t i = 0; i < made->pieces->size; i += 2) {
    const int64_t group = made->pieces->items[i].as_small_int();
    if (group >= match->group_count) return raise(thread, ExceptionId::kIndexError, "no such group");
    Value text = TRY(match_group(thread, match, static_cast<uint32_t>(group), Value::none()));
    if (!text.is_none()) TRY(list_append(thread, parts, text));
    Value literal = made->pieces->items[i + 1];
    if (!literal.is_none()) TRY(list_append(thread, parts, literal));
  }
  return join_pieces(thread, parts, !is_str(made->literal));
}

const TypeSpec kTemplateType = {
    .name = "SRE_Template",
    .module = "_sre",
    .basic_size = sizeof(Template),
    .native_fields = 2,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
};

}  // namespace memphis::regex
