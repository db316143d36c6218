// What reports add to the message of NameError, AttributeError and ImportError.
#include "base/spelling.h"
#include "runtime/attribute.h"
#include "runtime/dict_operations.h"
#include "runtime/dir.h"
#include "runtime/error.h"
#include "runtime/frame_object.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/traceback_text.h"

namespace memphis {

namespace {

using Names = std::vector<std::string>;

FrameObject* innermost_frame(Value traceback) {
  FrameObject* frame = nullptr;
  for (Value at = traceback; at.is_kind(Kind::kTraceback); at = at.as<Traceback>()->next)
    frame = at.as<Traceback>()->frame;
  return frame;
}

void add_dict_names(const Dict* dict, Names& names) {
  uint64_t position = 0;
  DictEntry entry;
  while (dict != nullptr && dict_next(dict, position, entry)) {
    if (is_str(entry.key)) names.push_back(text_of(entry.key));
  }
}

// Names of the frame's locals; gives what `self` is there.
Value add_local_names(Runtime& runtime, FrameObject* frame, Names& names) {
  Value self;
  for_each_frame_variable(frame, [&](FrameVariable variable) {
    Value value = variable.get();
    if (value.is_unbound()) return;
    names.push_back(text_of(variable.name));
    if (names.back() == "self") self = value;
  });
  Value mapping = frame_namespace(frame);
  if (mapping.is_kind(Kind::kDict)) {
    add_dict_names(mapping.as<Dict>(), names);
    Str* name = intern_text(runtime, "self");
    if (name != nullptr) self = dict_get_name(runtime, mapping.as<Dict>(), name);
  }
  return self;
}

// dir(object) without private names (unless the wrong one is private); false: an error, taken.
bool directory_names(Thread& thread, Value object, bool hide_private, Names& names) {
  List* directory = directory_of(thread, object);
  if (directory == nullptr) {
    take_pending(thread);
    return false;
  }
  for (Value name : directory->view()) {
    if (!is_str(name)) continue;
    std::string text = text_of(name);
    if (!hide_private || !text.starts_with("_")) names.push_back(std::move(text));
  }
  return true;
}

std::string suggest_attribute(Thread& thread, const Exception* exception, const std::string& wrong) {
  Value object = exception->extra[kAttributeErrorObject];
  if (object.is_unbound()) object = Value::none();
  bool hide_private = !wrong.starts_with("_");
  if (FrameObject* frame = innermost_frame(exception->traceback); frame != nullptr && hide_private) {
    Names locals;
    Value self = add_local_names(thread.runtime, frame, locals);
    if (!self.is_unbound() && self == object) hide_private = false;
  }
  Names names;
  if (!directory_names(thread, object, hide_private, names)) return {};
  return suggest_name(names, wrong);
}

std::string suggest_import(Thread& thread, const Exception* exception, const std::string& wrong) {
  Value module_name = exception->extra[kImportErrorName];
  if (!is_str(module_name)) return {};
  std::string top = text_of(module_name);
  top = top.substr(0, top.find('.'));
  Str* key = intern_text(thread.runtime, top);
  Value module = key == nullptr ? Value::unbound() : dict_get_name(thread.runtime, thread.runtime.modules, key);
  Names names;
  if (module.is_unbound() || !directory_names(thread, module, !wrong.starts_with("_"), names)) return {};
  return suggest_name(names, wrong);
}

std::string suggest_variable(Thread& thread, const Exception* exception, const std::string& wrong) {
  FrameObject* frame = innermost_frame(exception->traceback);
  if (frame == nullptr) return {};
  Names names;
  Value self = add_local_names(thread.runtime, frame, names);
  add_dict_names(frame->function->globals, names);
  add_dict_names(frame->function->builtins, names);
  Str* key = intern_text(thread.runtime, wrong);
  if (!self.is_unbound() && key != nullptr) {
    Value found = find_attribute(thread, self, key);
    if (found.is_error()) take_pending(thread);
    if (!found.is_error() && !found.is_unbound()) return "self." + wrong;
  }
  return suggest_name(names, wrong);
}

bool is_standard_module(Thread& thread, Value name) {
  Runtime& runtime = thread.runtime;
  Str* key = intern_text(runtime, "stdlib_module_names");
  Value all =
      key == nullptr || runtime.sys_dict == nullptr ? Value::unbound() : dict_get_name(runtime, runtime.sys_dict, key);
  if (!all.is_kind(Kind::kSet)) return false;
  Fallible<bool> found = set_contains(thread, all.as<Set>(), name);
  if (found.failed()) take_pending(thread);
  return !found.failed() && found.value();
}

}  // namespace

std::string suggestion_text(Thread& thread, Value value) {
  Runtime& runtime = thread.runtime;
  auto* exception = value.as<Exception>();
  auto is_a = [&](ExceptionId id) { return is_instance_of(thread, value, runtime.exception_type(id)); };
  std::string suggestion;
  Value wrong;
  if (is_a(ExceptionId::kImportError)) {
    wrong = exception->extra[kImportErrorNameFrom];
    if (is_str(wrong)) suggestion = suggest_import(thread, exception, text_of(wrong));
  } else if (is_a(ExceptionId::kAttributeError)) {
    wrong = exception->extra[kAttributeErrorName];
    if (is_str(wrong)) suggestion = suggest_attribute(thread, exception, text_of(wrong));
  } else if (is_a(ExceptionId::kNameError)) {
    wrong = exception->extra[kNameErrorName];
    if (!is_str(wrong)) return {};
    suggestion = suggest_variable(thread, exception, text_of(wrong));
    if (is_standard_module(thread, wrong)) {
      std::string question = "did you forget to import '" + text_of(wrong) + "'?";
      if (!suggestion.empty()) return ". Did you mean: '" + suggestion + "'? Or " + question;
      question[0] = 'D';
      return ". " + question;
    }
  }
  return suggestion.empty() ? std::string() : ". Did you mean: '" + suggestion + "'?";
}

}  // namespace memphis
