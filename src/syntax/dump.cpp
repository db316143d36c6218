#include "syntax/dump.h"

#include <fmt/core.h>
#include <gmp.h>

#include "base/json_text.h"
#include "base/number_text.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "syntax/ast_fields.h"

namespace memphis {

namespace {

using namespace ast;

char choose_quote(std::string_view text) {
  bool single = text.find('\'') != std::string_view::npos;
  return single && text.find('"') == std::string_view::npos ? '"' : '\'';
}

bool append_common_escape(std::string& out, char32_t c, char quote) {
  switch (c) {
    case '\\': out += "\\\\"; return true;
    case '\n': out += "\\n"; return true;
    case '\r': out += "\\r"; return true;
    case '\t': out += "\\t"; return true;
    default:
      if (c != static_cast<unsigned char>(quote)) return false;
      out += '\\';
      out += quote;
      return true;
  }
}

std::string big_decimal(std::string_view text) {
  mpz_t value;
  mpz_init(value);
  bool octal = text.starts_with("0o") || text.starts_with("0O");
  std::string digits(text.substr(octal ? 2 : 0));
  mpz_set_str(value, digits.c_str(), octal ? 8 : 0);
  std::string decimal(mpz_sizeinbase(value, 10) + 2, '\0');
  mpz_get_str(decimal.data(), 10, value);
  decimal.resize(decimal.find('\0'));
  mpz_clear(value);
  return decimal;
}

void append_constant_value(std::string& out, const Node* node) {
  switch (node->kind) {
    case NodeKind::kConstantNone: out += "None"; break;
    case NodeKind::kConstantTrue: out += "True"; break;
    case NodeKind::kConstantFalse: out += "False"; break;
    case NodeKind::kConstantEllipsis: out += "Ellipsis"; break;
    case NodeKind::kConstantInt: {
      auto* constant = node->as<ConstantInt>();
      out += constant->is_small() ? fmt::format("{}", constant->value) : big_decimal(constant->text);
      break;
    }
    case NodeKind::kConstantFloat: append_double_repr(out, node->as<ConstantFloat>()->value); break;
    case NodeKind::kConstantImaginary:
      append_double(out, node->as<ConstantImaginary>()->value, {});
      out += 'j';
      break;
    case NodeKind::kConstantStr: append_str_repr(out, node->as<ConstantStr>()->value); break;
    case NodeKind::kConstantBytes: append_bytes_repr(out, node->as<ConstantBytes>()->value); break;
    default: break;
  }
}

// ast.dump(): Class(field=value, ...). Empty lists and absent options are left out.
class PythonDumper {
 public:
  PythonDumper(const ParseResult& result, DumpOptions options) : result_(result), options_(options) {}

  std::string run() {
    write(result_.root);
    return std::move(out_);
  }

  void child(const char* name, const Node* node) {
    key(name);
    write(node);
  }
  void optional(const char* name, const Node* node) {
    if (node != nullptr) child(name, node);
  }
  template <class T>
  void list(const char* name, std::span<T*> nodes) {
    if (nodes.empty()) return;
    key(name);
    open('[');
    for (T* node : nodes) {
      separate();
      if (node == nullptr) {
        out_ += "None";
      } else {
        write(node);
      }
    }
    close(']');
  }
  void identifier(const char* name, NameId id) {
    key(name);
    append_str_repr(out_, result_.names->text(id));
  }
  void optional_identifier(const char* name, NameId id) {
    if (id != NameId::kNone) identifier(name, id);
  }
  void identifiers(const char* name, std::span<const NameId> ids) {
    if (ids.empty()) return;
    key(name);
    open('[');
    for (NameId id : ids) {
      separate();
      append_str_repr(out_, result_.names->text(id));
    }
    close(']');
  }
  void context(const Node* node) {
    constexpr const char* kNames[] = {"Load()", "Store()", "Del()"};
    key("ctx");
    out_ += kNames[static_cast<size_t>(node->context())];
  }
  template <class T>
  void op(const char* name, T op) {
    key(name);
    out_ += fmt::format("{}()", operator_name(op));
  }
  void ops(const char* name, std::span<const CompareOperator> operators) {
    key(name);
    open('[');
    for (CompareOperator op : operators) {
      separate();
      out_ += fmt::format("{}()", operator_name(op));
    }
    close(']');
  }
  void integer(const char* name, int64_t value) {
    key(name);
    out_ += fmt::format("{}", value);
  }
  void text(const char* name, std::string_view value) {
    key(name);
    append_str_repr(out_, value);
  }
  void constant(const Node* node) {
    key("value");
    append_constant_value(out_, node);
    if (node->is<ConstantStr>() && node->as<ConstantStr>()->has_u_prefix()) text("kind", "u");
  }

 private:
  void write(const Node* node) {
    out_ += is_constant(node->kind) ? "Constant" : node_kind_name(node->kind);
    open('(');
    visit_fields(node, *this);
    if (options_.include_attributes && has_position(node->kind)) attributes(node);
    close(')');
  }
  void attributes(const Node* node) {
    SourcePosition begin = result_.source->position(node->begin);
    SourcePosition end = result_.source->position(node->end);
    integer("lineno", begin.line);
    integer("col_offset", begin.column);
    integer("end_lineno", end.line);
    integer("end_col_offset", end.column);
  }
  void key(const char* name) {
    separate();
    out_ += name;
    out_ += '=';
  }
  void open(char bracket) {
    out_ += bracket;
    depth_++;
    first_ = true;
  }
  void separate() {
    if (!first_) out_ += options_.indent > 0 ? "," : ", ";
    first_ = false;
    if (options_.indent > 0) {
      out_ += '\n';
      out_.append(static_cast<size_t>(depth_) * static_cast<size_t>(options_.indent), ' ');
    }
  }
  void close(char bracket) {
    out_ += bracket;
    depth_--;
    first_ = false;
  }

  const ParseResult& result_;
  DumpOptions options_;
  std::string out_;
  int depth_ = 0;
  bool first_ = true;
};

// JSON keeps everything: absent options are null.
class JsonDumper {
 public:
  JsonDumper(const ParseResult& result, DumpOptions options) : result_(result), options_(options) {}

  std::string run() {
    write(result_.root);
    return std::move(out_);
  }

  void child(const char* name, const Node* node) {
    key(name);
    write(node);
  }
  void optional(const char* name, const Node* node) { child(name, node); }
  template <class T>
  void list(const char* name, std::span<T*> nodes) {
    key(name);
    open('[');
    for (T* node : nodes) {
      separate();
      write(node);
    }
    close(']');
  }
  void identifier(const char* name, NameId id) { text(name, result_.names->text(id)); }
  void optional_identifier(const char* name, NameId id) {
    if (id != NameId::kNone) return identifier(name, id);
    key(name);
    out_ += "null";
  }
  void identifiers(const char* name, std::span<const NameId> ids) {
    key(name);
    open('[');
    for (NameId id : ids) {
      separate();
      append_json_string(out_, result_.names->text(id));
    }
    close(']');
  }
  void context(const Node* node) {
    constexpr const char* kNames[] = {"Load", "Store", "Del"};
    text("ctx", kNames[static_cast<size_t>(node->context())]);
  }
  template <class T>
  void op(const char* name, T op) {
    text(name, operator_name(op));
  }
  void ops(const char* name, std::span<const CompareOperator> operators) {
    key(name);
    open('[');
    for (CompareOperator op : operators) {
      separate();
      append_json_string(out_, operator_name(op));
    }
    close(']');
  }
  void integer(const char* name, int64_t value) {
    key(name);
    out_ += fmt::format("{}", value);
  }
  void text(const char* name, std::string_view value) {
    key(name);
    append_json_string(out_, value);
  }
  // The value as Python's repr() writes it, with its type's name: JSON has neither bytes nor large integers.
  void constant(const Node* node) {
    std::string value;
    append_constant_value(value, node);
    text("value", value);
    text("constant", node_kind_name(node->kind) + sizeof("Constant") - 1);
  }

 private:
  void write(const Node* node) {
    if (node == nullptr) {
      out_ += "null";
      return;
    }
    open('{');
    text("_type", is_constant(node->kind) ? "Constant" : node_kind_name(node->kind));
    visit_fields(node, *this);
    if (options_.include_attributes && has_position(node->kind)) {
      SourcePosition begin = result_.source->position(node->begin);
      SourcePosition end = result_.source->position(node->end);
      integer("lineno", begin.line);
      integer("col_offset", begin.column);
      integer("end_lineno", end.line);
      integer("end_col_offset", end.column);
    }
    close('}');
  }
  void key(const char* name) {
    separate();
    append_json_string(out_, name);
    out_ += ": ";
  }
  void open(char bracket) {
    out_ += bracket;
    depth_++;
    first_ = true;
  }
  void separate() {
    if (!first_) out_ += options_.indent > 0 ? "," : ", ";
    first_ = false;
    new_line();
  }
  void close(char bracket) {
    depth_--;
    if (!first_) new_line();
    out_ += bracket;
    first_ = false;
  }
  void new_line() {
    if (options_.indent == 0) return;
    out_ += '\n';
    out_.append(static_cast<size_t>(depth_) * static_cast<size_t>(options_.indent), ' ');
  }

  const ParseResult& result_;
  DumpOptions options_;
  std::string out_;
  int depth_ = 0;
  bool first_ = true;
};

std::string_view shown_text(const SourceText& source, const Token& token) {
  return source.slice(token.begin, token.end);
}

}  // namespace

void append_constant(std::string& out, const ast::Node* node) { append_constant_value(out, node); }

std::string describe_token(const SourceText& source, const Token& token) {
  std::string out = token_kind_name(token.kind);
  std::string_view text = shown_text(source, token);
  bool is_blank = text.find_first_not_of(" \t\n\f") == std::string_view::npos;
  if (is_blank) return out;
  out += ' ';
  if (text.find('\n') == std::string_view::npos) return out += text;
  append_str_repr(out, text);
  return out;
}

void append_str_repr(std::string& out, std::string_view text) {
  char quote = choose_quote(text);
  out += quote;
  for (const char *at = text.data(), *end = at + text.size(); at < end;) {
    Utf8Step step = decode_utf8(at, end, Surrogates::kPass);
    uint32_t c = static_cast<uint32_t>(step.code_point);
    if (append_common_escape(out, step.code_point, quote)) {
    } else if (unicode::is_printable(step.code_point)) {
      out.append(at, step.length);
    } else if (c < 0x100) {
      out += fmt::format("\\x{:02x}", c);
    } else if (c < 0x10000) {
      out += fmt::format("\\u{:04x}", c);
    } else {
      out += fmt::format("\\U{:08x}", c);
    }
    at += step.length;
  }
  out += quote;
}

void append_bytes_repr(std::string& out, std::string_view bytes) {
  char quote = choose_quote(bytes);
  out += 'b';
  out += quote;
  for (char byte : bytes) {
    unsigned char c = static_cast<unsigned char>(byte);
    if (append_common_escape(out, c, quote)) {
    } else if (c >= 0x20 && c < 0x7F) {
      out += byte;
    } else {
      out += fmt::format("\\x{:02x}", c);
    }
  }
  out += quote;
}

std::string dump_tokens(const SourceText& source, const TokenStream& stream) {
  std::string out;
  for (const Token& token : stream.tokens) {
    SourcePosition begin = source.position(token.begin);
    SourcePosition end = source.position(token.end);
    std::string place = fmt::format("{},{}-{},{}:", begin.line, begin.column, end.line, end.column);
    out += fmt::format("{:20} {:16}", place, token_kind_name(token.kind));
    append_str_repr(out, shown_text(source, token));
    out += '\n';
  }
  return out;
}

std::string dump_tokens_json(const SourceText& source, const TokenStream& stream) {
  std::string out = "[";
  for (const Token& token : stream.tokens) {
    if (out.size() > 1) out += ",\n ";
    SourcePosition begin = source.position(token.begin);
    SourcePosition end = source.position(token.end);
    out += fmt::format("{{\"kind\": \"{}\", \"start\": [{}, {}], \"end\": [{}, {}], \"string\": ",
                       token_kind_name(token.kind), begin.line, begin.column, end.line, end.column);
    append_json_string(out, shown_text(source, token));
    out += '}';
  }
  return out + "]\n";
}

std::string dump_ast(const ParseResult& result, DumpOptions options) { return PythonDumper(result, options).run(); }

std::string dump_ast_json(const ParseResult& result, DumpOptions options) { return JsonDumper(result, options).run(); }

std::string format_diagnostic(const SourceText& source, const Diagnostic& diagnostic) {
  std::string out;
  if (diagnostic.lineno != Diagnostic::kNone) {
    out += fmt::format("  File \"{}\", line {}\n", source.filename(), diagnostic.lineno);
  }
  if (diagnostic.has_text) {
    std::string_view line = diagnostic.text;
    if (line.ends_with('\n')) line.remove_suffix(1);
    size_t blanks = std::min(line.find_first_not_of(" \t\f"), line.size());
    out += fmt::format("    {}\n", line.substr(blanks));
    int32_t first = diagnostic.offset - static_cast<int32_t>(blanks);
    if (first >= 1) {
      int32_t last = diagnostic.end_lineno == diagnostic.lineno && diagnostic.end_offset > diagnostic.offset
                         ? diagnostic.end_offset - static_cast<int32_t>(blanks)
                         : first + 1;
      out += "    " + std::string(static_cast<size_t>(first - 1), ' ') +
             std::string(static_cast<size_t>(last - first), '^') + '\n';
    }
  }
  return out + fmt::format("{}: {}\n", diagnostic_kind_name(diagnostic.kind), diagnostic.message);
}

}  // namespace memphis
