// f-strings and t-strings.
#include "treewalk/walker.h"

namespace memphis::treewalk {

namespace {

Conversion conversion_of(char conversion) {
  return conversion == 's'   ? Conversion::kStr
         : conversion == 'r' ? Conversion::kRepr
         : conversion == 'a' ? Conversion::kAscii
                             : Conversion::kNone;
}

}  // namespace

Value Walker::joined(const ast::JoinedStr* node) {
  size_t count = node->values.size();
  if (count == 0) return TRY(intern_text(runtime_, ""));
  if (count == 1) return evaluate(node->values[0]);
  constexpr size_t kMaxOnStack = 128;
  Value* parts;
  if (count <= kMaxOnStack) {
    parts = static_cast<Value*>(__builtin_alloca(count * sizeof(Value)));
  } else {
    parts = TRY(allocate_tuple(*thread_, count))->items;
  }
  for (size_t i = 0; i < count; i++) parts[i] = TRY(evaluate(node->values[i]));
  at(node);
  return join_strs(*thread_, parts, count);
}

Value Walker::formatted(const ast::FormattedValue* node) {
  Value value = TRY(evaluate(node->value));
  Conversion conversion = conversion_of(node->conversion());
  at(node);
  if (node->format_spec == nullptr) return format_field(*thread_, value, conversion, Value::unbound());
  // The conversion comes before the spec is evaluated.
  if (conversion != Conversion::kNone) value = TRY(format_field(*thread_, value, conversion, Value::unbound()));
  Value spec = TRY(joined(node->format_spec));
  at(node);
  return format_field(*thread_, value, Conversion::kNone, spec);
}

Value Walker::interpolation(const ast::Interpolation* node) {
  Value value = TRY(evaluate(node->value));
  Value spec = Value::unbound();
  if (node->format_spec != nullptr) spec = TRY(joined(node->format_spec));
  at(node);
  Value expression = TRY(make_str(*thread_, node->str));
  return make_interpolation(*thread_, value, expression, conversion_of(node->conversion()), spec);
}

// Strings and interpolations alternate, starting and ending with a string.
Value Walker::template_string(const ast::TemplateStr* node) {
  List* strings = TRY(make_list(*thread_));
  List* interpolations = TRY(make_list(*thread_));
  Value empty = TRY(intern_text(runtime_, ""));
  bool last_was_string = false;
  for (const ast::ExprNode* part : node->values) {
    Value value = TRY(evaluate(part));
    if (part->is<ast::ConstantStr>()) {
      TRY(list_append(*thread_, strings, value));
      last_was_string = true;
      continue;
    }
    if (!last_was_string) TRY(list_append(*thread_, strings, empty));
    last_was_string = false;
    TRY(list_append(*thread_, interpolations, value));
  }
  if (!last_was_string) TRY(list_append(*thread_, strings, empty));
  at(node);
  Tuple* string_tuple = TRY(make_tuple(*thread_, std::span<const Value>(strings->view())));
  Tuple* interpolation_tuple = TRY(make_tuple(*thread_, std::span<const Value>(interpolations->view())));
  return make_template(*thread_, string_tuple, interpolation_tuple);
}

}  // namespace memphis::treewalk
