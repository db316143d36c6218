#include "runtime/warnings.h"

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/source_lines.h"
#include "runtime/uncaught.h"

namespace memphis {

namespace {

Value or_none(Value value) { return value.is_unbound() ? Value::none() : value; }

// An attribute of the module `warnings` if it has been imported; unbound otherwise.
Value warnings_attribute(Thread& thread, const char* name) {
  Runtime& runtime = thread.runtime;
  if (runtime.modules == nullptr) return Value::unbound();
  Value module = dict_get_name(runtime, runtime.modules, TRY(intern_text(runtime, "warnings")));
  if (module.is_unbound() || module.is_none()) return Value::unbound();
  return find_attribute(thread, module, TRY(intern_text(runtime, name)));
}

// Does a filter's pattern (None, a str, or something with match()) fit?
Fallible<bool> fits(Thread& thread, Value pattern, Value text) {
  if (pattern.is_none()) return true;
  if (is_exact_str(pattern)) return are_equal(thread, pattern, text);
  Value result = TRY(call_method(thread, pattern, TRY(intern_text(thread.runtime, "match")), {text}));
  return is_true(thread, result);
}

struct Warning {
  Type* category;
  Value message;  // the instance
  Value text;
  Value module;
};

// The filters of the context that warnings.catch_warnings() has made, where contexts have their own (-X
// context_aware_warnings), else those of all.
Value current_filters(Thread& thread) {
  Runtime& runtime = thread.runtime;
  Value variable = TRY(warnings_attribute(thread, "_warnings_context"));
  if (!variable.is_unbound()) {
    Value context = TRY(call_method(thread, variable, Name::kGet, {Value::none()}));
    if (!context.is_none()) return get_attribute(thread, context, TRY(intern_text(runtime, "_filters")));
  }
  Value filters = TRY(warnings_attribute(thread, "filters"));
  return filters.is_unbound() ? runtime.warning_filters : filters;
}

// The action of the first filter that fits, as a Str; `item` is the filter.
Value find_action(Thread& thread, const Warning& warning, int64_t line, Value& item) {
  Runtime& runtime = thread.runtime;
  Value filters = TRY(current_filters(thread));
  if (!filters.is_kind(Kind::kList)) return raise_value_error(thread, "_warnings.filters must be a list");
  for (uint64_t i = 0; i < filters.as<List>()->size; i++) {
    item = filters.as<List>()->items()[i];
    if (!item.is_kind(Kind::kTuple) || item.as<Tuple>()->size != 5) {
      return raise_value_error(thread, "warnings.filters item {} isn't a 5-tuple", i);
    }
    Value* parts = item.as<Tuple>()->items;
    if (!is_str(parts[0])) {
      return raise_type_error(thread, "action must be a string, not '{}'", type_name(thread, parts[0]));
    }
    int64_t filter_line = TRY(to_index_int64(thread, parts[4]));
    if (!TRY(fits(thread, parts[1], warning.text)) || !TRY(is_subclass(thread, warning.category, parts[2]))) continue;
    if (!TRY(fits(thread, parts[3], warning.module))) continue;
    if (filter_line == 0 || filter_line == line) return parts[0];
  }
  item = Value::none();
  Value action = TRY(warnings_attribute(thread, "defaultaction"));
  if (action.is_unbound()) return TRY(intern_text(runtime, "default"));
  if (!is_str(action)) {
    return raise_type_error(thread, "_warnings.defaultaction must be a string, not '{}'", type_name(thread, action));
  }
  return action;
}

// Has this warning been given according to the registry? Forgets everything when filters have changed since.
Fallible<bool> already_warned(Thread& thread, Value registry, Value key, bool remember) {
  if (!registry.is_kind(Kind::kDict)) return false;
  auto* dict = registry.as<Dict>();
  Str* version_name = TRY(intern_text(thread.runtime, "version"));
  Value version = TRY(dict_get(thread, dict, version_name));
  Value current = make_int(thread, thread.runtime.warning_filters_version);
  if (version.is_unbound() || !(version == current)) {
    dict_clear(dict);
    TRY(dict_set_name(thread, dict, version_name, current));
  } else {
    Value found = TRY(dict_get(thread, dict, key));
    if (!found.is_unbound() && TRY(is_true(thread, found))) return true;
  }
  if (remember) TRY(dict_set(thread, dict, key, Value::true_value()));
  return false;
}

// "once" and "module" remember under a key that leaves the line out.
Fallible<bool> is_repeated(Thread& thread, Value registry, const Warning& warning, bool with_line) {
  Value key = with_line ? TRY(make_tuple(thread, {warning.text, Value(warning.category), Value::small_int(0)}))
                        : TRY(make_tuple(thread, {warning.text, Value(warning.category)}));
  return already_warned(thread, registry, key, true);
}

Status show(Thread& thread, const Warning& warning, const WarningPlace& place) {
  Value show_function = TRY(warnings_attribute(thread, "_showwarnmsg"));
  if (!show_function.is_unbound()) {
    if (!is_callable(thread, show_function)) {
      return raise_type_error(thread, "warnings._showwarnmsg() must be set to a callable");
    }
    Value message_class = TRY(warnings_attribute(thread, "WarningMessage"));
    if (message_class.is_unbound())
      return raise(thread, ExceptionId::kRuntimeError, "unable to get warnings.WarningMessage");
    Value message = TRY(call(thread, message_class,
                             {warning.message, Value(warning.category), place.filename, make_int(thread, place.line),
                              Value::none(), Value::none(), or_none(place.source)}));
    TRY(call(thread, show_function, {message}));
    return {};
  }
  std::string filename = text_of(TRY(to_str(thread, place.filename)));
  std::string out = filename + ":" + std::to_string(place.line) + ": " + text_of(warning.category->name) + ": " +
                    text_of(TRY(to_str(thread, warning.text))) + "\n";
  SourceLines sources(thread);
  std::string line =
      is_str(place.source_line) ? text_of(place.source_line) : std::string(sources.line(filename, place.line));
  size_t begin = line.find_first_not_of(" \t\f");
  size_t end = line.find_last_not_of("\r\n");
  if (begin != std::string::npos && end != std::string::npos && begin <= end) {
    out += "  " + line.substr(begin, end + 1 - begin) + "\n";
  }
  write_to_stderr(thread, out);
  return {};
}

Value module_of_file(Thread& thread, Value filename) {
  std::string name = text_of(filename);
  if (name.empty()) name = "<unknown>";
  if (name.ends_with(".py")) name.resize(name.size() - 3);
  return make_str(thread, name);
}

// Applies the action; answers whether the warning is to be shown.
Fallible<bool> apply_action(Thread& thread, const Warning& warning, Value registry, Value key, Value action,
                            Value item) {
  std::string name = text_of(action);
  if (name == "error") return raise_value(thread, warning.message);
  if (name == "ignore") return false;
  if (name == "always" || name == "all") return true;
  if (registry.is_kind(Kind::kDict)) TRY(dict_set(thread, registry.as<Dict>(), key, Value::true_value()));
  if (name == "default") return true;
  if (name == "once") {
    Value once = TRY(warnings_attribute(thread, "onceregistry"));
    if (once.is_unbound()) once = thread.runtime.warning_once_registry;
    if (!once.is_kind(Kind::kDict)) {
      return raise_type_error(thread, "_warnings.onceregistry must be a dict, not '{}'", type_name(thread, once));
    }
    return !TRY(is_repeated(thread, once, warning, false));
  }
  if (name == "module") {
    if (!registry.is_kind(Kind::kDict)) return true;
    return !TRY(is_repeated(thread, registry, warning, true));
  }
  return raise(thread, ExceptionId::kRuntimeError, "Unrecognized action ({}) in warnings.filters:\n {}",
               TRY(repr_text(thread, action)), TRY(repr_text(thread, item)));
}

}  // namespace

Status issue_warning(Thread& thread, Type* category, Value message, const WarningPlace& place) {
  Runtime& runtime = thread.runtime;
  Warning warning{category, message, message, place.module};
  if (is_instance_of(thread, message, runtime.exception_type(ExceptionId::kWarning))) {
    warning.category = type_of(thread, message);
    warning.text = TRY(to_str(thread, message));
  } else {
    warning.message = TRY(call(thread, category, {message}));
  }
  if (warning.module.is_unbound() || warning.module.is_none())
    warning.module = TRY(module_of_file(thread, place.filename));
  Value registry = place.registry.is_unbound() ? Value::none() : place.registry;
  if (!registry.is_none() && !registry.is_kind(Kind::kDict)) {
    return raise_type_error(thread, "'registry' must be a dict or None");
  }
  Tuple* key = TRY(make_tuple(thread, {warning.text, Value(warning.category), make_int(thread, place.line)}));
  if (TRY(already_warned(thread, registry, key, false))) return {};
  Value item;
  Value action = TRY(find_action(thread, warning, place.line, item));
  if (!TRY(apply_action(thread, warning, registry, key, action, item))) return {};
  return show(thread, warning, place);
}

Type* warning_category(Thread& thread, Value message, Value category) {
  Runtime& runtime = thread.runtime;
  Type* base = runtime.exception_type(ExceptionId::kWarning);
  if (is_instance_of(thread, message, base)) return type_of(thread, message);
  if (category.is_unbound() || category.is_none()) return runtime.exception_type(ExceptionId::kUserWarning);
  if (!category.is_kind(Kind::kType) || !is_subtype(category.as<Type>(), base)) {
    return raise_type_error(thread, "category must be a Warning subclass, not '{}'", type_name(thread, category));
  }
  return category.as<Type>();
}

namespace {

bool is_internal(const Frame* frame, const Tuple* skipped_prefixes) {
  std::string filename = text_of(frame->code()->filename.get());
  if (filename.find("importlib") != std::string::npos && filename.find("_bootstrap") != std::string::npos) return true;
  if (skipped_prefixes == nullptr) return false;
  for (Value prefix : skipped_prefixes->view()) {
    if (is_str(prefix) && filename.starts_with(text_of(prefix))) return true;
  }
  return false;
}

Frame* frame_at_level(Thread& thread, int64_t level, const Tuple* skipped_prefixes) {
  Frame* frame = thread.frame;
  bool count_all = level <= 0 || frame == nullptr || is_internal(frame, nullptr);
  while (--level > 0 && frame != nullptr) {
    frame = frame->caller;
    while (!count_all && frame != nullptr && is_internal(frame, skipped_prefixes)) frame = frame->caller;
  }
  return frame;
}

}  // namespace

Status warn_from_frame(Thread& thread, Type* category, Value message, int64_t stack_level, Value source,
                       Tuple* skipped_prefixes) {
  Runtime& runtime = thread.runtime;
  if (runtime.modules == nullptr) return {};  // too early for anybody to see it
  WarningPlace place;
  place.source = source;
  Frame* frame = frame_at_level(thread, stack_level, skipped_prefixes);
  Dict* globals = frame != nullptr ? frame->function->globals.get() : runtime.sys_dict;
  if (frame != nullptr) {
    Code* code = frame->code();
    place.filename = code->filename.get();
    place.line = frame->position == nullptr ? code->first_line : code->engine->locate(code, frame->position).line;
  } else {
    place.filename = TRY(make_str(thread, "<sys>"));
  }
  Str* registry_name = TRY(intern_text(runtime, "__warningregistry__"));
  place.registry = dict_get_name(runtime, globals, registry_name);
  if (place.registry.is_unbound()) {
    place.registry = TRY(make_dict(thread));
    TRY(dict_set_name(thread, globals, registry_name, place.registry));
  }
  place.module = dict_get_name(runtime, globals, runtime.name(Name::kName));
  if (!is_str(place.module) && !place.module.is_none()) place.module = TRY(make_str(thread, "<string>"));
  return issue_warning(thread, category, message, place);
}

Status warn(Thread& thread, ExceptionId category, int stack_level, std::string_view message) {
  Str* text = TRY(make_str(thread, message));
  return warn_from_frame(thread, thread.runtime.exception_type(category), text, stack_level, Value::unbound(), nullptr);
}

Status warn_explicit(Thread& thread, ExceptionId category, std::string_view message, std::string_view filename,
                     int32_t line) {
  Str* text = TRY(make_str(thread, message));
  WarningPlace place;
  place.filename = TRY(make_str(thread, filename));
  place.line = line;
  return issue_warning(thread, thread.runtime.exception_type(category), text, place);
}

Status make_warning_state(Thread& thread) {
  Runtime& runtime = thread.runtime;
  Dict* once = TRY(make_dict(thread));
  runtime.warning_once_registry = once;
  runtime.permanent.push_back(once);
  List* filters = TRY(make_list(thread));
  runtime.warning_filters = filters;
  runtime.permanent.push_back(filters);
  static constexpr struct {
    const char* action;
    ExceptionId category;
    const char* module;
  } kDefaults[] = {
      {"default", ExceptionId::kDeprecationWarning, "__main__"},
      {"ignore", ExceptionId::kDeprecationWarning, nullptr},
      {"ignore", ExceptionId::kPendingDeprecationWarning, nullptr},
      {"ignore", ExceptionId::kImportWarning, nullptr},
      {"ignore", ExceptionId::kResourceWarning, nullptr},
  };
  for (const auto& row : kDefaults) {
    Value module = row.module == nullptr ? Value::none() : Value(TRY(intern_text(runtime, row.module)));
    Tuple* item = TRY(make_tuple(thread, {Value(TRY(intern_text(runtime, row.action))), Value::none(),
                                          Value(runtime.exception_type(row.category)), module, Value::small_int(0)}));
    TRY(list_append(thread, filters, item));
  }
  return {};
}

}  // namespace memphis
