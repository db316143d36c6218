// code: what was compiled. The constructor is left to compile(); replace() makes changed copies.
#include "builtins/support.h"
#include "builtins/types.h"
#include "runtime/call.h"
#include "runtime/code_description.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/frame.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

Code* code_of(Value self) { return self.as<Code>(); }

bool is_captured(const Code* code, Value name) {
  for (Value captured : code->cell_names->view()) {
    if (captured == name) return true;
  }
  return false;
}

// Names of the registers that CPython calls fast locals: captured variables are no such, unless they are parameters.
bool is_fast_local(const Code* code, size_t index) {
  return index < code->parameter_count || !is_captured(code, code->local_names->items[index]);
}

Value get_variable_names(Thread& thread, Value self) {
  Code* code = code_of(self);
  List* names = TRY(make_list(thread));
  for (size_t i = 0; i < code->local_names->size; i++) {
    if (is_fast_local(code, i)) TRY(list_append(thread, names, code->local_names->items[i]));
  }
  return make_tuple(thread, names->view());
}

Fallible<std::string> bytes_of(Thread& thread, Code* code) {
  Code* described = TRY(code_with_instructions(thread, code));
  std::string bytes;
  described->engine->instructions->append_bytes(described, bytes);
  return bytes;
}

Value make_bytes_of(Thread& thread, const std::string& text) {
  return make_bytes(thread, {reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

// ---- co_lines(), co_positions(): iterators over a list made at once ----

Value or_none(Thread& thread, int32_t number) { return number < 0 ? Value::none() : make_int(thread, number); }

Value code_positions(Thread& thread, Value* args) {
  Code* code = TRY(code_with_instructions(thread, code_of(args[0])));
  const InstructionAccess& access = *code->engine->instructions;
  List* list = TRY(make_list(thread));
  size_t words = access.word_count(code);
  for (size_t i = 0; i < words; i++) {
    SourceLocation at = code->engine->locate(code, access.position_at(code, i));
    Tuple* item = TRY(make_tuple(thread, {or_none(thread, at.line), or_none(thread, at.end_line),
                                          or_none(thread, at.column), or_none(thread, at.end_column)}));
    TRY(list_append(thread, list, item));
  }
  return get_iterator(thread, list);
}

Value code_lines(Thread& thread, Value* args) {
  Code* code = TRY(code_with_instructions(thread, code_of(args[0])));
  std::vector<LineRange> ranges;
  code->engine->instructions->append_lines(code, ranges);
  List* list = TRY(make_list(thread));
  for (const LineRange& range : ranges) {
    Tuple* item =
        TRY(make_tuple(thread, {make_int(thread, static_cast<int64_t>(range.begin * 2)),
                                make_int(thread, static_cast<int64_t>(range.end * 2)), or_none(thread, range.line)}));
    TRY(list_append(thread, list, item));
  }
  return get_iterator(thread, list);
}

// (instruction, where it goes on, where it may jump to) as offsets in co_code.
Value code_branches(Thread& thread, Value* args) {
  Code* code = TRY(code_with_instructions(thread, code_of(args[0])));
  std::vector<BranchRange> branches;
  code->engine->instructions->append_branches(code, branches);
  List* list = TRY(make_list(thread));
  for (const BranchRange& branch : branches) {
    auto offset = [](size_t word) { return Value::small_int(static_cast<int64_t>(word) * 2); };
    Tuple* entry = TRY(make_tuple(thread, {offset(branch.source), offset(branch.left), offset(branch.right)}));
    TRY(list_append(thread, list, entry));
  }
  return get_iterator(thread, list);
}

Value code_variable_name(Thread& thread, Value* args) {
  int64_t index = TRY(to_index_int64(thread, args[1]));
  Code* code = code_of(args[0]);
  if (index < 0 || static_cast<uint64_t>(index) >= code->local_names->size) {
    return raise(thread, ExceptionId::kIndexError, "tuple index out of range");
  }
  return code->local_names->items[index];
}

// The values among the constants, and the nested codes behind them.
Value get_constants(Thread& thread, Value self) {
  Code* code = code_of(self);
  TRY(code_with_instructions(thread, code));
  if (code->engine->instructions == nullptr) return code->constants.get();
  size_t values = code->engine->instructions->constant_count(code);
  List* list = TRY(make_list(thread));
  for (size_t i = 0; i < code->constants->size; i++) {
    Value constant = code->constants->items[i];
    if (i < values || constant.is_kind(Kind::kCode)) TRY(list_append(thread, list, constant));
  }
  return make_tuple(thread, list->view());
}

// ---- Comparing ----

bool same_text(const Str* left, const Str* right) { return left == right || strs_equal(left, right); }

Fallible<bool> same_codes(Thread& thread, Code* left, Code* right);

// As constants differ: 1, 1.0 and True are not the same, and neither are 0.0 and -0.0.
Fallible<bool> same_constants(Thread& thread, Value left, Value right) {
  if (left == right) return true;
  if (type_of(thread, left) != type_of(thread, right)) return false;
  if (left.is_kind(Kind::kCode)) return same_codes(thread, left.as<Code>(), right.as<Code>());
  if (left.is_kind(Kind::kTuple)) {
    auto* a = left.as<Tuple>();
    auto* b = right.as<Tuple>();
    if (a->size != b->size) return false;
    for (uint64_t i = 0; i < a->size; i++) {
      if (!TRY(same_constants(thread, a->items[i], b->items[i]))) return false;
    }
    return true;
  }
  if (is_float(left)) return std::bit_cast<uint64_t>(float_value(left)) == std::bit_cast<uint64_t>(float_value(right));
  return are_equal(thread, left, right);
}

Fallible<bool> same_codes(Thread& thread, Code* left, Code* right) {
  if (left == right) return true;
  bool same = left->engine == right->engine && left->argument_count == right->argument_count &&
              left->positional_only_count == right->positional_only_count &&
              left->keyword_only_count == right->keyword_only_count && left->flags == right->flags &&
              left->first_line == right->first_line && same_text(left->name, right->name) &&
              same_text(left->qualified_name, right->qualified_name);
  if (!same) return false;
  if (!TRY(have_same_instructions(thread, left, right))) return false;
  for (auto [a, b] : {std::pair(left->constants.get(), right->constants.get()),
                      std::pair(left->local_names.get(), right->local_names.get()),
                      std::pair(left->cell_names.get(), right->cell_names.get()),
                      std::pair(left->free_names.get(), right->free_names.get()),
                      std::pair(left->global_names.get(), right->global_names.get())}) {
    if (!TRY(same_constants(thread, a, b))) return false;
  }
  return true;
}

Value code_eq(Thread& thread, Value* args) {
  if (!args[1].is_kind(Kind::kCode)) return Value::not_implemented();
  return Value::boolean(TRY(same_codes(thread, code_of(args[0]), code_of(args[1]))));
}

Value code_hash(Thread& thread, Value* args) {
  Code* code = code_of(args[0]);
  auto hash = static_cast<uint64_t>(hash_str(thread.runtime, code->name));
  for (uint64_t part : {uint64_t{code->first_line}, uint64_t{code->argument_count}, uint64_t{code->flags},
                        code->local_names->size, code->constants->size}) {
    hash = (hash ^ part) * 1000003;
  }
  auto result = static_cast<int64_t>(hash >> 1);
  return make_int(thread, result == -1 ? -2 : result);
}

Value code_repr(Thread& thread, Value* args) {
  Code* code = code_of(args[0]);
  return make_str(thread, fmt::format("<code object {} at {}, file \"{}\", line {}>", text_of(code->name.get()),
                                      address_text(args[0]), text_of(code->filename.get()), code->first_line));
}

// ---- replace() ----

Status want(Thread& thread, Value value, Kind kind, const char* name, const char* wanted) {
  if (value.is_kind(kind)) return {};
  return raise_type_error(thread, "replace() argument '{}' must be {}, not {}", name, wanted, type_name(thread, value));
}

Fallible<uint32_t> count_argument(Thread& thread, Value value, const char* name) {
  int64_t number = TRY(to_index_int64(thread, value));
  if (number < 0 || number > INT32_MAX) return raise_value_error(thread, "{} must be a positive integer", name);
  return static_cast<uint32_t>(number);
}

// The interned names of a tuple, as many as before.
Tuple* name_tuple(Thread& thread, Value value, const char* name, size_t count) {
  TRY(want(thread, value, Kind::kTuple, name, "tuple"));
  auto* given = value.as<Tuple>();
  if (given->size < count) return raise_value_error(thread, "code: {} is too small", name);
  if (given->size > count) return raise_value_error(thread, "code: {} is too large", name);
  Tuple* names = TRY(allocate_tuple(thread, count));
  for (size_t i = 0; i < count; i++) {
    if (!is_str(given->items[i])) {
      return raise_type_error(thread, "name tuples must contain only strings, not '{}'",
                              type_name(thread, given->items[i]));
    }
    names->items[i] = intern(thread.runtime, given->items[i].as<Str>());
  }
  return names;
}

Status replace_variable_names(Thread& thread, Code* code, Value value) {
  size_t count = 0;
  for (size_t i = 0; i < code->local_names->size; i++) count += is_fast_local(code, i) ? 1 : 0;
  Tuple* given = TRY(name_tuple(thread, value, "co_varnames", count));
  Tuple* names = TRY(make_tuple(thread, code->local_names->view()));
  size_t next = 0;
  for (size_t i = 0; i < names->size; i++) {
    if (is_fast_local(code, i)) names->items[i] = given->items[next++];
  }
  code->local_names.set(code, names);
  return {};
}

// As many as there are, in the order in which co_consts shows them. An engine without instructions has them in its
// tree.
Status replace_constants(Thread& thread, Code* code, Value value) {
  TRY(want(thread, value, Kind::kTuple, "co_consts", "tuple"));
  auto* given = value.as<Tuple>();
  auto* current = TRY(get_constants(thread, code)).as<Tuple>();
  if (given->size < current->size) return raise_value_error(thread, "code: co_consts is too small");
  if (code->engine->instructions == nullptr) {
    if (TRY(same_constants(thread, given, current))) return {};
    return raise_value_error(thread, "code: co_consts cannot be replaced");
  }
  size_t values = code->engine->instructions->constant_count(code);
  Tuple* constants = TRY(make_tuple(thread, code->constants->view()));
  size_t next = 0;
  for (size_t i = 0; i < constants->size; i++) {
    if (i < values || constants->items[i].is_kind(Kind::kCode)) constants->items[i] = given->items[next++];
  }
  code->constants.set(code, constants);
  return {};
}

Code* copy_code(Thread& thread, Code* original) {
  auto* copy = allocate_builtin<Code>(thread, TypeId::kCode);
  if (copy == nullptr) return nullptr;
  uint64_t header = copy->header;
  *copy = *original;
  copy->header = header;
  if (original->origin.get() == nullptr) copy->origin.set(copy, original);
  return copy;
}

Status replace_field(Thread& thread, Code* code, std::string_view name, Value value) {
  if (name == "co_name" || name == "co_qualname" || name == "co_filename") {
    TRY(want(thread, value, Kind::kStr, std::string(name).c_str(), "str"));
    Ref<Str>& field = name == "co_name" ? code->name : name == "co_qualname" ? code->qualified_name : code->filename;
    field.set(code, name == "co_filename" ? value.as<Str>() : intern(thread.runtime, value.as<Str>()));
  } else if (name == "co_flags") {
    code->flags = TRY(count_argument(thread, value, "co_flags"));
  } else if (name == "co_firstlineno") {
    code->first_line = TRY(count_argument(thread, value, "co_firstlineno"));
  } else if (name == "co_consts") {
    TRY(replace_constants(thread, code, value));
  } else if (name == "co_varnames") {
    TRY(replace_variable_names(thread, code, value));
  } else if (name == "co_freevars") {
    Tuple* names = TRY(name_tuple(thread, value, "co_freevars", code->free_names->size));
    code->free_names.set(code, names);
  } else if (name == "co_cellvars") {
    Tuple* names = TRY(name_tuple(thread, value, "co_cellvars", code->cell_names->size));
    code->cell_names.set(code, names);
  } else if (name == "co_names") {
    Tuple* names = TRY(name_tuple(thread, value, "co_names", code->global_names->size));
    code->global_names.set(code, names);
  } else {
    // The rest describes the instructions, which are the engine's own: only what is there already can be given.
    Value current = TRY(get_attribute_text(thread, code, name));
    if (!TRY(are_equal(thread, current, value))) return raise_value_error(thread, "code: {} cannot be replaced", name);
  }
  return {};
}

constexpr std::string_view kReplaceable[] = {"co_argcount",  "co_posonlyargcount", "co_kwonlyargcount", "co_nlocals",
                                             "co_stacksize", "co_flags",           "co_firstlineno",    "co_code",
                                             "co_consts",    "co_names",           "co_varnames",       "co_freevars",
                                             "co_cellvars",  "co_filename",        "co_name",           "co_qualname",
                                             "co_linetable", "co_exceptiontable"};

Value code_replace(Thread& thread, Value* args) {
  if (args[1].as<Tuple>()->size != 0) return raise_type_error(thread, "replace() takes no positional arguments");
  Code* copy = TRY(copy_code(thread, code_of(args[0])));
  if (!args[2].is_kind(Kind::kDict)) return copy;
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(args[2].as<Dict>(), position, entry)) {
    std::string name = text_of(entry.key);
    bool is_known = false;
    for (std::string_view known : kReplaceable) is_known = is_known || known == name;
    if (!is_known) return raise_type_error(thread, "replace() got an unexpected keyword argument '{}'", name);
    TRY(replace_field(thread, copy, name, entry.value));
  }
  return copy;
}

Value code_new(Thread& thread, Value* args) {
  size_t given = args[1].as<Tuple>()->size;
  if (given < 16) return raise_type_error(thread, "code expected at least 16 arguments, got {}", given);
  return raise_value_error(thread, "code objects are made by compile() and changed by replace()");
}

// ---- Attributes ----

template <uint32_t Code::* field>
Value get_number(Thread& thread, Value self) {
  return make_int(thread, code_of(self)->*field);
}
template <class T, Ref<T> Code::* field>
Value get_reference(Thread& thread, Value self) {
  (void)thread;
  return (code_of(self)->*field).get();
}
Value get_local_count(Thread& thread, Value self) {
  return make_int(thread, static_cast<int64_t>(TRY(get_variable_names(thread, self)).as<Tuple>()->size));
}
Value get_bytes(Thread& thread, Value self) { return make_bytes_of(thread, TRY(bytes_of(thread, code_of(self)))); }
Value get_stack_size(Thread& thread, Value self) {
  return make_int(thread, TRY(code_with_instructions(thread, code_of(self)))->register_count);
}
Value get_names(Thread& thread, Value self) {
  TRY(code_with_instructions(thread, code_of(self)));
  return code_of(self)->global_names.get();
}
Value get_no_bytes(Thread& thread, Value self) {
  (void)self;
  return thread.runtime.empty_bytes;
}
Value get_line_number_table(Thread& thread, Value self) {
  TRY(warn(thread, ExceptionId::kDeprecationWarning, 1, "co_lnotab is deprecated, use co_lines instead."));
  return get_no_bytes(thread, self);
}
constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", code_new, "Code objects are made by compile().", NativeKind::kStaticMethod},
    {"__repr__(self, /)", code_repr, "Return repr(self)."},
    {"__hash__(self, /)", code_hash, "Return hash(self)."},
    {"__eq__(self, value, /)", code_eq, "Return self==value."},
    {"co_lines(self, /)", code_lines, "Iterates over (start, end, line) of all instructions."},
    {"co_positions(self, /)", code_positions,
     "Iterates over (line, end line, column, end column), an item for each instruction."},
    {"co_branches(self, /)", code_branches,
     "Iterates over branches: (offset, offset of what follows, offset of the jump's target)."},
    {"replace(self, /, *args, **changes)", code_replace, "A copy with some fields changed.", NativeKind::kMethod,
     CallErrors::kDerived, "($self, /, **changes)"},
    {"__replace__(self, /, *args, **changes)", code_replace, "The same as replace().", NativeKind::kMethod,
     CallErrors::kDerived, "($self, /, **changes)"},
    {"_varname_from_oparg(self, /, oparg)", code_variable_name, "The name of a local by its number."},
};

constexpr GetSetDefinition kAttributes[] = {
    {"co_argcount", get_number<&Code::argument_count>, nullptr, "", true},
    {"co_posonlyargcount", get_number<&Code::positional_only_count>, nullptr, "", true},
    {"co_kwonlyargcount", get_number<&Code::keyword_only_count>, nullptr, "", true},
    {"co_stacksize", get_stack_size, nullptr, "", true},
    {"co_flags", get_number<&Code::flags>, nullptr, "", true},
    {"co_firstlineno", get_number<&Code::first_line>, nullptr, "", true},
    {"co_nlocals", get_local_count, nullptr, "", true},
    {"co_consts", get_constants, nullptr, "", true},
    {"co_names", get_names, nullptr, "", true},
    {"co_varnames", get_variable_names},
    {"co_cellvars", get_reference<Tuple, &Code::cell_names>},
    {"co_freevars", get_reference<Tuple, &Code::free_names>},
    {"co_filename", get_reference<Str, &Code::filename>, nullptr, "", true},
    {"co_name", get_reference<Str, &Code::name>, nullptr, "", true},
    {"co_qualname", get_reference<Str, &Code::qualified_name>, nullptr, "", true},
    {"co_code", get_bytes},
    {"_co_code_adaptive", get_bytes},
    {"co_linetable", get_no_bytes, nullptr, "", true},
    {"co_exceptiontable", get_no_bytes, nullptr, "", true},
    {"co_lnotab", get_line_number_table},
};

}  // namespace

constinit const TypeSpec kCodeType = {
    .name = "code",
    .id = TypeId::kCode,
    .layout = Kind::kCode,
    .basic_size = sizeof(Code),
    .flags = kTypeIsFinal | kTypeHasWeakReferences,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "Compiled code.",
    .text_signature =
        "(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize,\n"
        "     flags, codestring, constants, names, varnames, filename, name,\n"
        "     qualname, firstlineno, linetable, exceptiontable, freevars=(),\n"
        "     cellvars=(), /)",
};

}  // namespace memphis
