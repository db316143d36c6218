#include "compile/unit_compiler.h"

namespace memphis {

using namespace ast;

bool UnitCompiler::needs_extended(std::span<ExprNode*> arguments, std::span<keyword*> keywords, uint32_t pushed) const {
  if (arguments.size() + keywords.size() + pushed > kMaxWindowArguments) return true;
  for (const ExprNode* argument : arguments) {
    if (argument->is<Starred>()) return true;
  }
  for (const keyword* word : keywords) {
    if (word->name == NameId::kNone) return true;
  }
  return false;
}

void UnitCompiler::call_into(const Call* node, Reg to) {
  if (node->func->is<Attribute>() && !needs_extended(node->args, node->keywords, 0)) return method_call_into(node, to);
  if (builtin_over_generator_into(node, to)) return;
  Reg window = push(node->func);
  set_top(window + kFrameWords);
  finish_call(node, window, 0, node->args, node->keywords, to);
}

void UnitCompiler::finish_call(const Node* node, Reg window, uint32_t pushed, std::span<ExprNode*> arguments,
                               std::span<keyword*> keywords, Reg to, const Resolution* extra) {
  if (needs_extended(arguments, keywords, pushed)) {
    return finish_extended_call(node, window, pushed, arguments, keywords, to, extra);
  }
  for (const ExprNode* argument : arguments) push(argument);
  uint32_t count = pushed + static_cast<uint32_t>(arguments.size());
  if (extra != nullptr) {
    at(node);
    load(*extra, allocate());
    count++;
  }
  push_keywords(keywords, window);
  count += static_cast<uint32_t>(keywords.size());
  emit(node, Opcode::kCall, to, window, count, !keywords.empty());
}

// The values of keyword arguments, and their names into the window's second word.
void UnitCompiler::push_keywords(std::span<keyword*> keywords, Reg window) {
  if (keywords.empty()) return;
  Constant word_names;
  word_names.kind = Constant::Kind::kTuple;
  for (const keyword* word : keywords) {
    push(word->value);
    Constant name = make_str(text(word->name));
    name.interned = true;
    word_names.items.push_back(std::move(name));
  }
  load_constant(std::move(word_names), window + 1);
}

void UnitCompiler::method_call_into(const Call* node, Reg to) {
  const Attribute* method = node->func->as<Attribute>();
  Reg window = top_;
  if (is_plain_super(method)) {
    bool two_arguments = push_super_arguments(method);
    emit(method, Opcode::kLoadSuperMethod, window, window, attribute_name(method), two_arguments);
  } else {
    Reg object = window + kFrameWords;
    if (is_local(method->value)) {
      object = operand(method->value);
    } else {
      into(method->value, object);
    }
    at(attribute_range(method, method));
    emit(Opcode::kLoadMethod, window, object, attribute_name(method));
  }
  set_top(window + kFrameWords + 1);
  for (const ExprNode* argument : node->args) push(argument);
  push_keywords(node->keywords, window);
  uint32_t count = static_cast<uint32_t>(node->args.size() + node->keywords.size());
  at(attribute_range(node, method));
  emit(Opcode::kCallMethod, to, window, count, !node->keywords.empty());
}

// With * or **, or very many arguments: one tuple and one dict.
void UnitCompiler::finish_extended_call(const Node* node, Reg window, uint32_t pushed, std::span<ExprNode*> arguments,
                                        std::span<keyword*> keywords, Reg to, const Resolution* extra) {
  Reg tuple = window + kFrameWords;
  bool only_star = pushed == 0 && extra == nullptr && arguments.size() == 1 && arguments[0]->is<Starred>();
  if (only_star) {
    Temporaries temporaries(*this);
    Reg iterable = operand(arguments[0]->as<Starred>()->value);
    emit(node, Opcode::kStarArguments, tuple, iterable, window);
  } else {
    display_into(node, arguments, Display::kTuple, tuple, pushed > 0 ? tuple : top_, pushed, extra);
  }
  Reg dict = tuple + 1;
  set_top(dict);
  if (keywords.empty()) {
    emit(node, Opcode::kClearLocal, dict);
  } else {
    keyword_dict_into(node, keywords, dict, window);
  }
  set_top(dict + 1);
  emit(node, Opcode::kCallExtended, to, window);
}

// Groups of plain keyword arguments and ** mappings, merged one after the other: a name must not come twice.
void UnitCompiler::keyword_dict_into(const Node* node, std::span<keyword*> keywords, Reg to, Reg callable) {
  Temporaries temporaries(*this);
  set_top(to + 1);
  bool have_dict = false;
  auto plain_group = [&](size_t begin, size_t end) {
    Temporaries group(*this);
    bool is_large = end - begin > kDisplayBatch;
    Reg base = top_;
    Reg result = have_dict ? base : to;
    if (is_large) {
      if (have_dict) allocate();
      emit(node, Opcode::kBuildDict, result, 0, 0);
    }
    for (size_t i = begin; i < end; i++) {
      at(node);
      Reg name = allocate();
      Constant word = make_str(text(keywords[i]->name));
      load_constant(std::move(word), name);
      Reg value = push(keywords[i]->value);
      if (!is_large) continue;
      emit(node, Opcode::kDictSet, result, name, value);
      set_top(name);
    }
    if (!is_large) emit(node, Opcode::kBuildDict, result, base, static_cast<uint32_t>(end - begin));
    if (have_dict) emit(node, Opcode::kDictMerge, to, result, callable);
    have_dict = true;
  };
  for (size_t i = 0; i < keywords.size();) {
    size_t end = i;
    while (end < keywords.size() && keywords[end]->name != NameId::kNone) end++;
    if (end > i) {
      plain_group(i, end);
      i = end;
      continue;
    }
    if (!have_dict) emit(node, Opcode::kBuildDict, to, 0, 0);
    have_dict = true;
    Temporaries mapping_temporaries(*this);
    Reg mapping = operand(keywords[i]->value);
    emit(node, Opcode::kDictMerge, to, mapping, callable);
    i++;
  }
}

// all(...), any(...) and tuple(...) of a generator expression run their loop here when the name is the built-in.
bool UnitCompiler::builtin_over_generator_into(const Call* node, Reg to) {
  const Name* name = node->func->as_if<Name>();
  if (name == nullptr || node->args.size() != 1 || !node->keywords.empty()) return false;
  if (!node->args[0]->is<GeneratorExp>()) return false;
  std::string_view function = text(name->name);
  bool is_all = function == "all";
  bool is_tuple = function == "tuple";
  if (!is_all && !is_tuple && function != "any") return false;
  CommonConstant which = is_all ? CommonConstant::kAll : is_tuple ? CommonConstant::kTuple : CommonConstant::kAny;
  Label generic = new_label(), loop = new_label(), exhausted = new_label(), end = new_label();

  Reg window = push(node->func);
  Reg builtin = allocate();
  emit(name, Opcode::kLoadCommon, builtin, 0, 0, static_cast<uint32_t>(which));
  if (long_jumps_) {
    emit(Opcode::kIs, builtin, window, builtin);
    jump_if(Opcode::kJumpIfFalse, builtin, generic);
  } else {
    assembler_.emit_jump(Opcode::kJumpIs, generic, window, builtin, 0);
  }
  {
    Temporaries temporaries(*this);
    set_top(window);
    Reg result = allocate();
    if (is_tuple) emit(name, Opcode::kBuildList, result, 0, 0);
    Reg iterator = push(node->args[0]);
    Reg item = allocate();
    bind(loop);
    for_iter(name, nullptr, iterator, exhausted);
    if (is_tuple) {
      emit(name, Opcode::kListAppend, result, item);
      jump(loop);
    } else {
      Label decided = new_label();
      jump_if(is_all ? Opcode::kJumpIfFalse : Opcode::kJumpIfTrue, item, decided);
      jump(loop);
      bind(decided);
      load_constant(make_kind(is_all ? Constant::Kind::kFalse : Constant::Kind::kTrue), to);
      jump(end);
    }
    bind(exhausted);
    if (is_tuple) {
      emit(name, Opcode::kListToTuple, to, result);
    } else {
      load_constant(make_kind(is_all ? Constant::Kind::kTrue : Constant::Kind::kFalse), to);
    }
    jump(end);
  }
  bind(generic);
  set_top(window + kFrameWords);
  finish_call(node, window, 0, node->args, node->keywords, to);
  bind(end);
  return true;
}

}  // namespace memphis
