// Reports of exceptions. A report is built first (the whole chain and all groups, each exception once), then laid out:
// user code runs while it is built, and the layout needs no object any more.
#include "runtime/traceback_text.h"

#include <ranges>
#include <unordered_set>

#include "base/utf8.h"
#include "runtime/attribute.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/exception_group.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/syntax_error_text.h"
#include "runtime/traceback_entry.h"

namespace memphis {

std::string safe_str(Thread& thread, Value value, const char* what) {
  Value text = to_str(thread, value);
  if (!text.is_error()) return text_of(text);
  take_pending(thread);
  return std::string("<") + what + " str() failed>";
}

namespace {

// An attribute for show: None when there is none or reading it fails.
Value quiet_attribute(Thread& thread, Value object, const char* name) {
  Str* key = intern_text(thread.runtime, name);
  Value value = key == nullptr ? Value::error() : find_attribute(thread, object, key);
  if (value.is_error()) take_pending(thread);
  return value.is_error() || value.is_unbound() ? Value::none() : value;
}

std::string safe_repr(Thread& thread, Value value, const char* what) {
  Fallible<std::string> text = repr_text(thread, value);
  if (!text.failed()) return text.value();
  take_pending(thread);
  return std::string("<") + what + " repr() failed>";
}

void append_note_lines(std::string& out, std::string_view note) {
  out += note;
  out += "\n";
}

std::string notes_text(Thread& thread, Value exception) {
  Value notes = find_attribute(thread, exception, Name::kNotes);
  if (notes.is_error()) {
    Value error = take_pending(thread);
    return "Ignored error getting __notes__: " + safe_repr(thread, error, "__notes__") + "\n";
  }
  if (notes.is_unbound() || notes.is_none()) return {};
  bool is_sequence =
      type_of(thread, notes)->has_flag(kTypeIsSequence) && !is_str(notes) && !notes.is_kind(Kind::kBytes);
  if (!is_sequence) return safe_repr(thread, notes, "__notes__") + "\n";
  std::string out;
  Value iterator = get_iterator(thread, notes);
  while (!iterator.is_error()) {
    Value note = next_item(thread, iterator);
    if (note.is_unbound()) return out;
    if (note.is_error()) break;
    append_note_lines(out, safe_str(thread, note, "note"));
  }
  take_pending(thread);
  return out;
}

// How many of the outermost entries sys.tracebacklimit leaves out.
size_t entries_to_skip(Thread& thread, size_t count) {
  Runtime& runtime = thread.runtime;
  Str* name = intern_text(runtime, "tracebacklimit");
  Value limit = name == nullptr || runtime.sys_dict == nullptr ? Value::unbound()
                                                               : dict_get_name(runtime, runtime.sys_dict, name);
  if (!limit.is_small_int()) return 0;
  int64_t wanted = limit.as_small_int() < 0 ? 0 : limit.as_small_int();
  return wanted >= static_cast<int64_t>(count) ? 0 : count - static_cast<size_t>(wanted);
}

class EntriesFormatter {
 public:
  EntriesFormatter(Thread& thread, SourceLines& sources, bool carets)
      : thread_(thread), sources_(sources), carets_(carets) {}

  std::string format(Value traceback) {
    std::vector<const Traceback*> all;  // the exception holds on to them
    for (Value at = traceback; at.is_kind(Kind::kTraceback); at = at.as<Traceback>()->next)
      all.push_back(at.as<Traceback>());
    for (size_t i = entries_to_skip(thread_, all.size()); i < all.size(); i++) put(describe_entry(all[i]));
    put_repeated();
    return std::move(out_);
  }

 private:
  static constexpr int64_t kShownRepetitions = 3;

  void put(const TracebackEntry& entry) {
    if (is_first_ || entry.filename != last_.filename || entry.line != last_.line || entry.name != last_.name) {
      put_repeated();
      last_ = entry;
      count_ = 0;
      is_first_ = false;
    }
    if (++count_ <= kShownRepetitions) out_ += format_entry(thread_, sources_, entry, carets_);
  }
  void put_repeated() {
    int64_t more = count_ - kShownRepetitions;
    if (more <= 0) return;
    out_ += "  [Previous line repeated " + std::to_string(more) + " more time" + (more > 1 ? "s" : "") + "]\n";
  }

  Thread& thread_;
  SourceLines& sources_;
  bool carets_;
  bool is_first_ = true;
  int64_t count_ = 0;
  TracebackEntry last_;
  std::string out_;
};

// One exception of a report.
struct Part {
  std::string stack;  // entries; empty: no traceback
  std::string text;   // the exception itself with its notes
  int cause = -1;
  int context = -1;
  bool suppress_context = false;
  bool is_group = false;
  std::vector<int> exceptions;
};

class Report {
 public:
  explicit Report(Thread& thread) : thread_(thread), sources_(thread) {}

  std::string write(Value exception) {
    values_ = make_list(thread_);
    if (values_ == nullptr) {
      take_pending(thread_);
      return "MemoryError\n";
    }
    build(exception);
    format(0);
    return std::move(out_);
  }

 private:
  static constexpr size_t kMaximumWidth = 15;
  static constexpr int kMaximumDepth = 10;

  int add_part(Value exception);
  void build(Value exception);
  void link(int number);
  bool is_new(Value exception) { return exception.is_kind(Kind::kException) && !seen_.contains(exception.cell()); }

  void format(int number);
  void format_group(const Part& part);
  void emit(std::string_view text, char margin = '|') {
    std::string prefix(static_cast<size_t>(2 * depth_), ' ');
    if (depth_ != 0) prefix += std::string(1, margin) + " ";
    append_indented(out_, text, prefix);
  }
  std::string indent() const { return std::string(static_cast<size_t>(2 * depth_), ' '); }

  Thread& thread_;
  SourceLines sources_;
  std::vector<Part> parts_;
  List* values_ = nullptr;  // the exceptions, in the order of parts_
  std::unordered_set<Cell*> seen_;
  std::string out_;
  int depth_ = 0;
  bool need_close_ = false;
};

int Report::add_part(Value exception) {
  seen_.insert(exception.cell());
  if (list_append(thread_, values_, exception).failed()) {
    take_pending(thread_);
    return -1;
  }
  auto number = static_cast<int>(parts_.size());
  auto* cell = exception.as<Exception>();
  Part part;
  part.stack = EntriesFormatter(thread_, sources_, true).format(cell->traceback);
  part.suppress_context = cell->suppress_context;
  Type* type = type_of(thread_, exception);
  if (is_subtype(type, thread_.runtime.exception_type(ExceptionId::kSyntaxError))) {
    part.text = format_syntax_error(thread_, exception);
  } else {
    part.text = shown_class_name(thread_, type);
    std::string message = safe_str(thread_, exception, "exception") + suggestion_text(thread_, exception);
    if (!message.empty()) part.text += ": " + message;
    part.text += "\n";
  }
  part.text += notes_text(thread_, exception);
  parts_.push_back(std::move(part));
  return number;
}

void Report::link(int number) {
  auto* exception = values_->items()[number].as<Exception>();
  Value cause = exception->cause;
  Value context = exception->context;
  int cause_part = is_new(cause) ? add_part(cause) : -1;
  parts_[static_cast<size_t>(number)].cause = cause_part;
  if (cause_part < 0 && !exception->suppress_context && is_new(context)) {
    int context_part = add_part(context);
    parts_[static_cast<size_t>(number)].context = context_part;
  }
  if (!is_exception_group(thread_, exception)) return;
  parts_[static_cast<size_t>(number)].is_group = true;
  Value inner = exception->extra[kGroupExceptions];
  if (!inner.is_kind(Kind::kTuple)) return;
  for (uint64_t i = 0; i < inner.as<Tuple>()->size; i++) {
    int part = add_part(inner.as<Tuple>()->items[i]);
    if (part >= 0) parts_[static_cast<size_t>(number)].exceptions.push_back(part);
  }
}

void Report::build(Value exception) {
  std::vector<int> open;
  int root = add_part(exception);
  if (root >= 0) open.push_back(root);
  while (!open.empty()) {
    int number = open.back();
    open.pop_back();
    link(number);
    const Part& part = parts_[static_cast<size_t>(number)];
    if (part.cause >= 0) open.push_back(part.cause);
    if (part.context >= 0) open.push_back(part.context);
    open.insert(open.end(), part.exceptions.begin(), part.exceptions.end());
  }
}

void Report::format_group(const Part& part) {
  bool is_top = depth_ == 0;
  if (is_top) depth_++;
  if (!part.stack.empty()) {
    emit("Exception Group Traceback (most recent call last):\n", is_top ? '+' : '|');
    emit(part.stack);
  }
  emit(part.text);
  size_t count = part.exceptions.size();
  size_t shown = count <= kMaximumWidth ? count : kMaximumWidth + 1;
  need_close_ = false;
  for (size_t i = 0; i < shown; i++) {
    bool is_last = i + 1 == shown;
    if (is_last) need_close_ = true;
    bool is_truncated = i >= kMaximumWidth;
    out_ += indent() + (i == 0 ? "+-" : "  ") + "+---------------- " + (is_truncated ? "..." : std::to_string(i + 1)) +
            " ----------------\n";
    depth_++;
    if (is_truncated) {
      size_t rest = count - kMaximumWidth;
      emit("and " + std::to_string(rest) + " more exception" + (rest > 1 ? "s" : "") + "\n");
    } else {
      format(part.exceptions[i]);
    }
    if (is_last && need_close_) {
      out_ += indent() + "+------------------------------------\n";
      need_close_ = false;
    }
    depth_--;
  }
  if (is_top) depth_ = 0;
}

void Report::format(int number) {
  struct Link {
    int number;
    const char* message;  // what stands between the next in the list and this one
  };
  std::vector<Link> chain;
  for (int at = number; at >= 0;) {
    const Part& part = parts_[static_cast<size_t>(at)];
    if (part.cause >= 0) {
      chain.push_back({at, "\nThe above exception was the direct cause of the following exception:\n\n"});
      at = part.cause;
    } else if (part.context >= 0 && !part.suppress_context) {
      chain.push_back({at, "\nDuring handling of the above exception, another exception occurred:\n\n"});
      at = part.context;
    } else {
      chain.push_back({at, nullptr});
      at = -1;
    }
  }
  for (const auto& link : std::views::reverse(chain)) {
    if (link.message != nullptr) emit(link.message);
    const Part& part = parts_[static_cast<size_t>(link.number)];
    if (!part.is_group) {
      if (!part.stack.empty()) {
        emit("Traceback (most recent call last):\n");
        emit(part.stack);
      }
      emit(part.text);
    } else if (depth_ > kMaximumDepth) {
      emit("... (max_group_depth is " + std::to_string(kMaximumDepth) + ")\n");
    } else {
      format_group(part);
    }
  }
}

}  // namespace

std::string shown_class_name(Thread& thread, Type* type) {
  Value module = quiet_attribute(thread, type, "__module__");
  std::string name = text_of(type->qualified_name);
  if (!is_str(module)) return "<unknown>." + name;
  std::string text = text_of(module);
  return text == "builtins" || text == "__main__" ? name : text + "." + name;
}

std::string format_exception_line(Thread& thread, Value exception) {
  std::string message = safe_str(thread, exception, "exception");
  std::string name = shown_class_name(thread, type_of(thread, exception));
  return message.empty() ? name : name + ": " + message;
}

std::string format_traceback_entries(Thread& thread, Value traceback, bool carets) {
  SourceLines sources(thread);
  return EntriesFormatter(thread, sources, carets).format(traceback);
}

std::string format_exception(Thread& thread, Value exception) { return Report(thread).write(exception); }

}  // namespace memphis
