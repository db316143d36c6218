// The host writes signatures as `def` has them: Python's own parser reads them.
#include "api/host_function.h"
#include "base/utf8.h"
#include "symbols/symbols.h"
#include "syntax/parser.h"

namespace memphis::detail {

namespace {

// The text of a default as the native signature shows it. That splits its text at commas outside of brackets and plain
// quotes, so what it could not follow is not shown.
std::string shown_default(std::string_view text) {
  bool has_both_quotes = text.find('\'') != std::string_view::npos && text.find('"') != std::string_view::npos;
  bool is_plain = text.find_first_of("\\\n#") == std::string_view::npos && !has_both_quotes;
  return is_plain ? std::string(text) : "...";
}

class SignatureWriter {
 public:
  SignatureWriter(const SourceText& source, const NameTable& names, const ast::FunctionDef* function)
      : source_(source), names_(names), args_(*function->args) {
    result_.name = names.text(function->name);
    result_.native_text = result_.name + "(self";
  }

  HostSignature write() {
    size_t positional = args_.posonlyargs.size() + args_.args.size();
    size_t first_default = positional - args_.defaults.size();
    for (size_t i = 0; i < positional; i++) {
      if (i == args_.posonlyargs.size()) result_.native_text += ", /";
      const ast::arg* parameter =
          i < args_.posonlyargs.size() ? args_.posonlyargs[i] : args_.args[i - args_.posonlyargs.size()];
      add(parameter, i < first_default ? nullptr : args_.defaults[i - first_default]);
    }
    if (args_.args.empty()) result_.native_text += ", /";
    if (args_.vararg != nullptr) {
      add_rest("*", args_.vararg);
    } else if (!args_.kwonlyargs.empty()) {
      result_.native_text += ", *";
    }
    for (size_t i = 0; i < args_.kwonlyargs.size(); i++) add(args_.kwonlyargs[i], args_.kw_defaults[i]);
    if (args_.kwarg != nullptr) add_rest("**", args_.kwarg);
    result_.native_text += ")";
    return std::move(result_);
  }

 private:
  void add(const ast::arg* parameter, const ast::ExprNode* value) {
    result_.slot_count++;
    (result_.native_text += ", ") += names_.text(parameter->name);
    result_.defaults.emplace_back();
    if (value == nullptr) return;
    std::string_view text = source_.slice(value->begin, value->end);
    result_.defaults.back() = "(" + std::string(text) + "\n)";
    (result_.native_text += '=') += shown_default(text);
  }
  void add_rest(const char* stars, const ast::arg* parameter) {
    result_.slot_count++;
    ((result_.native_text += ", ") += stars) += names_.text(parameter->name);
  }

  const SourceText& source_;
  const NameTable& names_;
  const ast::arguments& args_;
  HostSignature result_;
};

}  // namespace

HostSignature parse_host_signature(std::string_view text) {
  HostSignature bad;
  bad.error = "no signature: '" + std::string(text) + "'";
  if (!scan_utf8(text).ok()) {
    bad.error = "a signature must be UTF-8";
    return bad;
  }
  SourceText source = SourceText::from_utf8("<signature>", "def " + std::string(text) + ": pass");
  NameTable names;
  ParseResult parsed = parse(source, names, ParseMode::kModule);
  if (!parsed.ok()) {
    bad.error += " (" + parsed.diagnostics.error.message + ")";
    return bad;
  }
  std::span<ast::StmtNode*> body = parsed.module()->body;
  if (body.size() != 1 || !body[0]->is<ast::FunctionDef>()) return bad;
  const auto* function = body[0]->as<ast::FunctionDef>();
  if (function->body.size() != 1 || !function->body[0]->is<ast::Pass>()) return bad;
  // That no parameter occurs twice is the symbol pass's business.
  Symbols symbols = resolve_names(parsed, SymbolsOptions{});
  if (!symbols.ok()) {
    bad.error += " (" + symbols.diagnostics.error.message + ")";
    return bad;
  }
  return SignatureWriter(source, names, function).write();
}

}  // namespace memphis::detail
