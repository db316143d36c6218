#include "runtime/exception_group.h"

#include <algorithm>

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/frame.h"
#include "runtime/intern.h"
#include "runtime/language.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

bool is_exception_group(Thread& thread, Value value) {
  return is_instance_of(thread, value, thread.runtime.exception_type(ExceptionId::kBaseExceptionGroup));
}

namespace {

// How the parts of a group are chosen: by class, by a predicate, or by identity (addresses, sorted; whoever asks keeps
// the exceptions alive).
struct Matcher {
  enum class Kind : uint8_t { kTypes, kPredicate, kIdentities } kind;
  Value value;
  const std::vector<Cell*>* identities = nullptr;
};

bool is_class_or_tuple_of_classes(Thread& thread, Value value) {
  if (is_exception_class(thread, value)) return true;
  if (!value.is_exactly(Kind::kTuple)) return false;
  for (Value item : value.as<Tuple>()->view()) {
    if (!is_exception_class(thread, item)) return false;
  }
  return true;
}

Fallible<Matcher> make_matcher(Thread& thread, Value value) {
  if (is_class_or_tuple_of_classes(thread, value)) return Matcher{Matcher::Kind::kTypes, value};
  if (is_callable(thread, value) && !value.is_kind(Kind::kType)) return Matcher{Matcher::Kind::kPredicate, value};
  return raise_type_error(thread,
                          "expected an exception type, a tuple of exception types, or a callable (other than a class)");
}

Fallible<bool> matches(Thread& thread, Value exception, const Matcher& matcher) {
  switch (matcher.kind) {
    case Matcher::Kind::kTypes: return exception_matches(thread, exception, matcher.value);
    case Matcher::Kind::kPredicate: return is_true(thread, TRY(call(thread, matcher.value, {exception})));
    default: return std::binary_search(matcher.identities->begin(), matcher.identities->end(), exception.cell());
  }
}

Tuple* parts_of(Value group) { return group.as<Exception>()->extra[kGroupExceptions].get().as<Tuple>(); }

// A group like `original` with these exceptions in it; None when there are none.
Value derive_group(Thread& thread, Value original, List* exceptions) {
  if (exceptions->size == 0) return Value::none();
  Str* name = TRY(intern_text(thread.runtime, "derive"));
  Value group = TRY(call_method(thread, original, name, {Value(exceptions)}));
  if (!is_exception_group(thread, group)) {
    return raise_type_error(thread, "derive must return an instance of BaseExceptionGroup");
  }
  auto* from = original.as<Exception>();
  auto* to = group.as<Exception>();
  to->traceback.set(to, from->traceback);
  to->context.set(to, from->context);
  to->cause.set(to, from->cause);
  to->suppress_context = true;
  Str* notes_name = thread.runtime.name(Name::kNotes);
  Value notes = TRY(find_attribute(thread, original, notes_name));
  bool is_sequence = !notes.is_unbound() && !notes.is_kind(Kind::kDict) &&
                     !type_of(thread, notes)->special_method(Special::kGetItem).is_unbound();
  if (is_sequence) {
    // A copy: parts that get a note later do not share it.
    Value copy = TRY(call(thread, thread.runtime.type(TypeId::kList), {notes}));
    TRY(set_attribute(thread, group, notes_name, copy));
  }
  return group;
}

Fallible<ExceptionParts> split(Thread& thread, Value exception, const Matcher& matcher, bool want_rest) {
  ExceptionParts parts{Value::none(), Value::none()};
  if (TRY(matches(thread, exception, matcher))) {
    parts.match = exception;
    return parts;
  }
  if (!is_exception_group(thread, exception)) {
    if (want_rest) parts.rest = exception;
    return parts;
  }
  NativeRecursion guard(thread, " in exceptiongroup_split_recursive");
  if (guard.failed()) return Failure{};
  List* matched = TRY(make_list(thread));
  List* rest = TRY(make_list(thread));
  Tuple* all = parts_of(exception);
  for (uint64_t i = 0; i < all->size; i++) {
    ExceptionParts inner = TRY(split(thread, all->items[i], matcher, want_rest));
    if (!inner.match.is_none()) TRY(list_append(thread, matched, inner.match));
    if (!inner.rest.is_none()) TRY(list_append(thread, rest, inner.rest));
  }
  parts.match = TRY(derive_group(thread, exception, matched));
  if (want_rest) parts.rest = TRY(derive_group(thread, exception, rest));
  return parts;
}

Value make_group(Thread& thread, Value exceptions) {
  return call(thread, thread.runtime.exception_type(ExceptionId::kBaseExceptionGroup),
              {Value(thread.runtime.name(Name::kEmpty)), exceptions});
}

Status check_except_star_pattern(Thread& thread, Value pattern) {
  Tuple* items = pattern.is_kind(Kind::kTuple) ? pattern.as<Tuple>() : nullptr;
  std::span<const Value> classes = items != nullptr ? items->view() : std::span<const Value>(&pattern, 1);
  for (Value item : classes) {
    if (!is_exception_class(thread, item)) {
      return raise_type_error(thread, "catching classes that do not inherit from BaseException is not allowed");
    }
  }
  for (Value item : classes) {
    if (is_subtype(item.as<Type>(), thread.runtime.exception_type(ExceptionId::kBaseExceptionGroup))) {
      return raise_type_error(thread, "catching ExceptionGroup with except* is not allowed. Use except instead.");
    }
  }
  return {};
}

void collect_leaves(Thread& thread, Value exception, std::vector<Cell*>& leaves) {
  if (!is_exception_group(thread, exception)) {
    leaves.push_back(exception.cell());
    return;
  }
  for (Value part : parts_of(exception)->view()) collect_leaves(thread, part, leaves);
}

bool have_same_history(Value left, Value right) {
  auto* a = left.as<Exception>();
  auto* b = right.as<Exception>();
  auto same = [](Value x, Value y) { return x == y || (!x.is_cell() && !y.is_cell()); };
  return same(a->traceback, b->traceback) && same(a->cause, b->cause) && same(a->context, b->context);
}

}  // namespace

Fallible<ExceptionParts> split_exception_group(Thread& thread, Value group, Value matcher, bool want_rest) {
  return split(thread, group, TRY(make_matcher(thread, matcher)), want_rest);
}

Fallible<ExceptionParts> match_except_star(Thread& thread, Value exception, Value pattern) {
  TRY(check_except_star_pattern(thread, pattern));
  ExceptionParts parts{Value::none(), Value::none()};
  if (exception.is_none()) return parts;
  if (TRY(exception_matches(thread, exception, pattern))) {
    parts.match = exception;
    if (!is_exception_group(thread, exception)) {
      Tuple* wrapped = TRY(make_tuple(thread, {exception}));
      parts.match = TRY(make_group(thread, wrapped));
      if (thread.frame != nullptr) TRY(add_traceback(thread, parts.match, thread.frame));
    }
    return parts;
  }
  if (!is_exception_group(thread, exception)) {
    parts.rest = exception;
    return parts;
  }
  Str* name = TRY(intern_text(thread.runtime, "split"));
  Value pair = TRY(call_method(thread, exception, name, {pattern}));
  if (!pair.is_kind(Kind::kTuple)) {
    return raise_type_error(thread, "{}.split must return a tuple, not {}", type_name(thread, exception),
                            type_name(thread, pair));
  }
  auto* tuple = pair.as<Tuple>();
  if (tuple->size < 2) {
    return raise_type_error(thread, "{}.split must return a 2-tuple, got tuple of size {}",
                            type_name(thread, exception), tuple->size);
  }
  parts.match = tuple->items[0];
  parts.rest = tuple->items[1];
  return parts;
}

Status match_exception_group(Thread& thread, Value exception, Value type, Value& match, Value& rest) {
  ExceptionParts parts = TRY(match_except_star(thread, exception, type));
  match = parts.match;
  rest = parts.rest;
  return {};
}

Value prepare_reraise_star(Thread& thread, Value original, List* raised) {
  if (!is_exception_group(thread, original)) {
    // A plain exception was wrapped, so at most one clause ran.
    for (Value exception : raised->view()) {
      if (!exception.is_none()) return exception;
    }
    return Value::none();
  }
  List* fresh = TRY(make_list(thread));
  std::vector<Cell*> reraised;  // `raised` keeps them alive
  for (Value exception : raised->view()) {
    if (exception.is_none()) continue;
    if (have_same_history(exception, original)) {
      collect_leaves(thread, exception, reraised);
    } else {
      TRY(list_append(thread, fresh, exception));
    }
  }
  // What was raised again, or not caught, goes back into one group with the structure of the original.
  Value remaining = Value::none();
  if (!reraised.empty()) {
    std::sort(reraised.begin(), reraised.end());
    Matcher matcher{Matcher::Kind::kIdentities, Value::none(), &reraised};
    remaining = TRY(split(thread, original, matcher, false)).match;
  }
  if (fresh->size == 0) return remaining;
  if (!remaining.is_none()) TRY(list_append(thread, fresh, remaining));
  if (fresh->size == 1) return fresh->items()[0];
  return make_group(thread, fresh);
}

}  // namespace memphis
