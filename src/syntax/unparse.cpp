#include "syntax/unparse.h"

#include "base/bigint.h"
#include "base/number_text.h"
#include "base/unicode.h"

namespace memphis {

using namespace ast;

namespace {

// Binding strength, weakest first.
enum Level : int {
  kTupleLevel,
  kNamedLevel,
  kTestLevel,
  kOrLevel,
  kAndLevel,
  kNotLevel,
  kCompareLevel,
  kBitOrLevel,
  kBitXorLevel,
  kBitAndLevel,
  kShiftLevel,
  kSumLevel,
  kTermLevel,
  kFactorLevel,
  kPowerLevel,
  kAwaitLevel,
  kAtomLevel,
};

int level_of(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::kBitOr: return kBitOrLevel;
    case BinaryOperator::kBitXor: return kBitXorLevel;
    case BinaryOperator::kBitAnd: return kBitAndLevel;
    case BinaryOperator::kLShift:
    case BinaryOperator::kRShift: return kShiftLevel;
    case BinaryOperator::kAdd:
    case BinaryOperator::kSub: return kSumLevel;
    case BinaryOperator::kPow: return kPowerLevel;
    default: return kTermLevel;
  }
}

// repr() of a str or bytes.
void append_quoted(std::string& out, std::string_view text, bool is_bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  bool single = text.find('\'') != std::string_view::npos;
  char quote = single && text.find('"') == std::string_view::npos ? '"' : '\'';
  if (is_bytes) out += 'b';
  out += quote;
  for (size_t at = 0; at < text.size();) {
    unsigned char byte = static_cast<unsigned char>(text[at]);
    size_t size = is_bytes || byte < 0x80 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    char32_t code = byte;
    if (size > 1) code = byte & (0xFF >> (size + 1));
    for (size_t i = 1; i < size; i++) code = code << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3F);
    if (code == static_cast<char32_t>(quote) || code == '\\') {
      out += '\\';
      out += static_cast<char>(code);
    } else if (code == '\n' || code == '\r' || code == '\t') {
      out += code == '\n' ? "\\n" : code == '\r' ? "\\r" : "\\t";
    } else if (code >= 0x20 && code < 0x7F) {
      out += static_cast<char>(code);
    } else if (!is_bytes && code >= 0x80 && unicode::is_printable(code)) {
      out += text.substr(at, size);
    } else {
      int digits = code > 0xFFFF ? 8 : code > 0xFF ? 4 : 2;
      out += digits == 8 ? "\\U" : digits == 4 ? "\\u" : "\\x";
      for (int i = digits - 1; i >= 0; i--) out += kDigits[code >> (4 * i) & 15];
    }
    at += size;
  }
  out += quote;
}

class Unparser {
 public:
  explicit Unparser(const NameTable& names) : names_(names) {}

  void write(const ExprNode* node, int level);
  std::string take() { return std::move(out_); }

 private:
  void open(bool wanted) {
    if (wanted) out_ += '(';
  }
  void close(bool wanted) {
    if (wanted) out_ += ')';
  }
  template <class List>
  void write_list(const List& nodes, int level = kTestLevel) {
    for (size_t i = 0; i < nodes.size(); i++) {
      if (i > 0) out_ += ", ";
      write(nodes[i], level);
    }
  }
  void name(NameId id) { out_ += names_.text(id); }
  void write_constant(const ExprNode* node, int level);
  void write_float(double value);
  void write_operator(const ExprNode* node, int level);
  void write_compare(const Compare* node, int level);
  void write_named(const NamedExpr* node, int level);
  void write_choice(const IfExp* node, int level);
  void write_comprehension(const ListComp* node);
  void write_comprehension(const DictComp* node);
  void write_slice(const Slice* node);
  void write_lambda(const Lambda* node, int level);
  void write_arguments(const arguments* node);
  void write_generators(std::span<comprehension*> generators);
  void write_call(const Call* node);
  void write_tuple(const Tuple* node, int level);
  void write_subscript(const Subscript* node);
  void write_dict(const Dict* node);
  void write_interpolated(std::span<ExprNode*> values, char prefix, bool is_spec);
  void body_of(const ExprNode* node, std::string& body);
  void field(const ExprNode* value, char conversion, const JoinedStr* spec, std::string& body);

  const NameTable& names_;
  std::string out_;
};

void Unparser::write_float(double value) {
  // What has no literal: an infinity is a number that is too large.
  std::string text;
  append_double_repr(text, value);
  for (size_t at = text.find("inf"); at != std::string::npos; at = text.find("inf", at + 5))
    text.replace(at, 3, "1e309");
  out_ += text;
}

void Unparser::write_constant(const ExprNode* node, int level) {
  switch (node->kind) {
    case NodeKind::kConstantNone: out_ += "None"; return;
    case NodeKind::kConstantTrue: out_ += "True"; return;
    case NodeKind::kConstantFalse: out_ += "False"; return;
    case NodeKind::kConstantEllipsis: out_ += "..."; return;
    case NodeKind::kConstantInt: {
      const ConstantInt* constant = node->as<ConstantInt>();
      if (constant->is_small()) return append_int(out_, constant->value);
      IntBuffer value;  // hexadecimal and the like become decimal
      if (bigint::from_text(value, constant->text, 0).valid) bigint::append_decimal(out_, value.view());
      return;
    }
    case NodeKind::kConstantFloat: return write_float(node->as<ConstantFloat>()->value);
    case NodeKind::kConstantImaginary: {
      std::string text;
      append_double_repr(text, node->as<ConstantImaginary>()->value);
      if (text.ends_with(".0")) text.resize(text.size() - 2);
      out_ += text == "inf" ? "1e309" : text;
      out_ += 'j';
      return;
    }
    case NodeKind::kConstantStr:
      if (node->as<ConstantStr>()->has_u_prefix()) out_ += 'u';
      return append_quoted(out_, node->as<ConstantStr>()->value, false);
    default: (void)level; return append_quoted(out_, node->as<ConstantBytes>()->value, true);
  }
}

void Unparser::write_operator(const ExprNode* node, int level) {
  if (const BoolOp* bool_op = node->as_if<BoolOp>()) {
    int own = bool_op->op() == BoolOperator::kAnd ? kAndLevel : kOrLevel;
    open(level > own);
    for (size_t i = 0; i < bool_op->values.size(); i++) {
      if (i > 0) out_ += own == kAndLevel ? " and " : " or ";
      write(bool_op->values[i], own + 1);
    }
    return close(level > own);
  }
  if (const UnaryOp* unary = node->as_if<UnaryOp>()) {
    bool is_not = unary->op() == UnaryOperator::kNot;
    int own = is_not ? kNotLevel : kFactorLevel;
    open(level > own);
    out_ += operator_symbol(unary->op());
    if (is_not) out_ += ' ';
    write(unary->operand, own);
    return close(level > own);
  }
  const BinOp* binary = node->as<BinOp>();
  int own = level_of(binary->op());
  bool to_the_right = binary->op() == BinaryOperator::kPow;
  open(level > own);
  write(binary->left, own + to_the_right);
  out_ += ' ';
  out_ += operator_symbol(binary->op());
  out_ += ' ';
  write(binary->right, own + !to_the_right);
  close(level > own);
}

void Unparser::write_compare(const Compare* node, int level) {
  open(level > kCompareLevel);
  write(node->left, kCompareLevel + 1);
  for (size_t i = 0; i < node->ops.size(); i++) {
    out_ += ' ';
    out_ += operator_symbol(node->ops[i]);
    out_ += ' ';
    write(node->comparators[i], kCompareLevel + 1);
  }
  close(level > kCompareLevel);
}

void Unparser::write_arguments(const arguments* node) {
  bool first = true;
  auto comma = [&] {
    if (!first) out_ += ", ";
    first = false;
  };
  size_t positional = node->posonlyargs.size() + node->args.size();
  for (size_t i = 0; i < positional; i++) {
    comma();
    bool only = i < node->posonlyargs.size();
    name(only ? node->posonlyargs[i]->name : node->args[i - node->posonlyargs.size()]->name);
    size_t without = positional - node->defaults.size();
    if (i >= without) {
      out_ += '=';
      write(node->defaults[i - without], kTestLevel);
    }
    if (only && i + 1 == node->posonlyargs.size()) out_ += ", /";
  }
  if (node->vararg != nullptr || !node->kwonlyargs.empty()) {
    comma();
    out_ += '*';
    if (node->vararg != nullptr) name(node->vararg->name);
  }
  for (size_t i = 0; i < node->kwonlyargs.size(); i++) {
    comma();
    name(node->kwonlyargs[i]->name);
    if (node->kw_defaults[i] == nullptr) continue;
    out_ += '=';
    write(node->kw_defaults[i], kTestLevel);
  }
  if (node->kwarg == nullptr) return;
  comma();
  out_ += "**";
  name(node->kwarg->name);
}

void Unparser::write_lambda(const Lambda* node, int level) {
  open(level > kTestLevel);
  const arguments* args = node->args;
  bool has_positional = !args->posonlyargs.empty() || !args->args.empty();
  out_ += has_positional ? "lambda " : "lambda";
  write_arguments(args);
  out_ += ": ";
  write(node->body, kTestLevel);
  close(level > kTestLevel);
}

void Unparser::write_generators(std::span<comprehension*> generators) {
  for (const comprehension* generator : generators) {
    out_ += generator->is_async() ? " async for " : " for ";
    write(generator->target, kTupleLevel);
    out_ += " in ";
    write(generator->iter, kTestLevel + 1);
    for (const ExprNode* test : generator->ifs) {
      out_ += " if ";
      write(test, kTestLevel + 1);
    }
  }
}

void Unparser::write_call(const Call* node) {
  write(node->func, kAtomLevel);
  if (node->args.size() == 1 && node->keywords.empty() && node->args[0]->is<GeneratorExp>()) {
    return write(node->args[0], kTestLevel);
  }
  out_ += '(';
  write_list(node->args);
  for (size_t i = 0; i < node->keywords.size(); i++) {
    if (i > 0 || !node->args.empty()) out_ += ", ";
    const keyword* word = node->keywords[i];
    if (word->name == NameId::kNone) {
      out_ += "**";
    } else {
      name(word->name);
      out_ += '=';
    }
    write(word->value, kTestLevel);
  }
  out_ += ')';
}

void Unparser::write_tuple(const Tuple* node, int level) {
  if (node->elts.empty()) {
    out_ += "()";
    return;
  }
  open(level > kTupleLevel);
  write_list(node->elts);
  if (node->elts.size() == 1) out_ += ',';
  close(level > kTupleLevel);
}

void Unparser::write_subscript(const Subscript* node) {
  write(node->value, kAtomLevel);
  out_ += '[';
  // A tuple that unpacks something keeps its parentheses off only where the grammar lets it.
  write(node->slice, kTupleLevel);
  out_ += ']';
}

void Unparser::write_dict(const Dict* node) {
  out_ += '{';
  for (size_t i = 0; i < node->keys.size(); i++) {
    if (i > 0) out_ += ", ";
    if (node->keys[i] == nullptr) {
      out_ += "**";
      write(node->values[i], kBitOrLevel);
    } else {
      write(node->keys[i], kTestLevel);
      out_ += ": ";
      write(node->values[i], kTestLevel);
    }
  }
  out_ += '}';
}

void Unparser::field(const ExprNode* value, char conversion, const JoinedStr* spec, std::string& body) {
  Unparser inner(names_);
  inner.write(value, kTestLevel + 1);
  std::string text = inner.take();
  body += text.starts_with('{') ? "{ " : "{";
  body += text;
  if (conversion != 0) (body += '!') += conversion;
  if (spec != nullptr) {
    body += ':';
    for (const ExprNode* part : spec->values) body_of(part, body);
  }
  body += '}';
}

void Unparser::body_of(const ExprNode* node, std::string& body) {
  if (const ConstantStr* constant = node->as_if<ConstantStr>()) {
    for (char c : constant->value) {
      body += c;
      if (c == '{' || c == '}') body += c;
    }
  } else if (const FormattedValue* value = node->as_if<FormattedValue>()) {
    field(value->value, value->conversion(), value->format_spec, body);
  } else if (const Interpolation* interpolation = node->as_if<Interpolation>()) {
    field(interpolation->value, interpolation->conversion(), interpolation->format_spec, body);
  } else if (const JoinedStr* joined = node->as_if<JoinedStr>()) {
    for (const ExprNode* part : joined->values) body_of(part, body);
  }
}

void Unparser::write_interpolated(std::span<ExprNode*> values, char prefix, bool) {
  std::string body;
  for (const ExprNode* value : values) body_of(value, body);
  out_ += prefix;
  append_quoted(out_, body, false);
}

void Unparser::write_named(const NamedExpr* node, int level) {
  open(level > kNamedLevel);
  write(node->target, kAtomLevel);
  out_ += " := ";
  write(node->value, kAtomLevel);
  close(level > kNamedLevel);
}

void Unparser::write_choice(const IfExp* node, int level) {
  open(level > kTestLevel);
  write(node->body, kTestLevel + 1);
  out_ += " if ";
  write(node->test, kTestLevel + 1);
  out_ += " else ";
  write(node->orelse, kTestLevel);
  close(level > kTestLevel);
}

// Of a list, a set or a generator: they share their layout.
void Unparser::write_comprehension(const ListComp* node) {
  out_ += node->kind == NodeKind::kListComp ? '[' : node->kind == NodeKind::kSetComp ? '{' : '(';
  write(node->elt, kTestLevel);
  write_generators(node->generators);
  out_ += node->kind == NodeKind::kListComp ? ']' : node->kind == NodeKind::kSetComp ? '}' : ')';
}

void Unparser::write_comprehension(const DictComp* node) {
  out_ += '{';
  write(node->key, kTestLevel);
  out_ += ": ";
  write(node->value, kTestLevel);
  write_generators(node->generators);
  out_ += '}';
}

void Unparser::write_slice(const Slice* node) {
  if (node->lower != nullptr) write(node->lower, kTestLevel);
  out_ += ':';
  if (node->upper != nullptr) write(node->upper, kTestLevel);
  if (node->step == nullptr) return;
  out_ += ':';
  write(node->step, kTestLevel);
}

void Unparser::write(const ExprNode* node, int level) {
  if (is_constant(node->kind)) return write_constant(node, level);
  switch (node->kind) {
    case NodeKind::kBoolOp:
    case NodeKind::kBinOp:
    case NodeKind::kUnaryOp: return write_operator(node, level);
    case NodeKind::kNamedExpr: return write_named(node->as<NamedExpr>(), level);
    case NodeKind::kLambda: return write_lambda(node->as<Lambda>(), level);
    case NodeKind::kIfExp: return write_choice(node->as<IfExp>(), level);
    case NodeKind::kDict: return write_dict(node->as<Dict>());
    case NodeKind::kSet:
      out_ += '{';
      write_list(node->as<Set>()->elts);
      out_ += '}';
      return;
    case NodeKind::kListComp:
    case NodeKind::kSetComp:
    case NodeKind::kGeneratorExp: return write_comprehension(node->as<ListComp>());
    case NodeKind::kDictComp: return write_comprehension(node->as<DictComp>());
    case NodeKind::kAwait:
      open(level > kAwaitLevel);
      out_ += "await ";
      write(node->as<Await>()->value, kAtomLevel);
      return close(level > kAwaitLevel);
    case NodeKind::kYield:
      out_ += node->as<Yield>()->value != nullptr ? "(yield " : "(yield";
      if (node->as<Yield>()->value != nullptr) write(node->as<Yield>()->value, kTestLevel);
      out_ += ')';
      return;
    case NodeKind::kYieldFrom:
      out_ += "(yield from ";
      write(node->as<YieldFrom>()->value, kTestLevel);
      out_ += ')';
      return;
    case NodeKind::kCompare: return write_compare(node->as<Compare>(), level);
    case NodeKind::kCall: return write_call(node->as<Call>());
    case NodeKind::kJoinedStr: return write_interpolated(node->as<JoinedStr>()->values, 'f', false);
    case NodeKind::kTemplateStr: return write_interpolated(node->as<TemplateStr>()->values, 't', false);
    case NodeKind::kAttribute: {
      const ExprNode* value = node->as<Attribute>()->value;
      write(value, kAtomLevel);
      // 1 .real: a space keeps the point from becoming part of the number.
      out_ += value->is<ConstantInt>() ? " ." : ".";
      return name(node->as<Attribute>()->attr);
    }
    case NodeKind::kSubscript: return write_subscript(node->as<Subscript>());
    case NodeKind::kStarred: out_ += '*'; return write(node->as<Starred>()->value, kBitOrLevel);
    case NodeKind::kName: return name(node->as<Name>()->name);
    case NodeKind::kList:
      out_ += '[';
      write_list(node->as<List>()->elts);
      out_ += ']';
      return;
    case NodeKind::kTuple: return write_tuple(node->as<Tuple>(), level);
    case NodeKind::kSlice: return write_slice(node->as<Slice>());
    default: return;
  }
}

}  // namespace

std::string unparse(const ExprNode* node, const NameTable& names) {
  Unparser unparser(names);
  unparser.write(node, kTestLevel);
  return unparser.take();
}

}  // namespace memphis
