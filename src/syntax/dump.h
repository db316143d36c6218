#pragma once
// Printers for `memphis explain` and for tests: tokens a line each, the tree as Python's ast.dump() writes it or as
// JSON.

#include <string>

#include "syntax/lexer.h"
#include "syntax/parser.h"

namespace memphis {

struct DumpOptions {
  int indent = 0;  // 0: all on one line
  bool include_attributes = false;
};

// "1,0-1,3: NAME 'foo'", as `python -m tokenize -e` has them in spirit.
std::string dump_tokens(const SourceText& source, const TokenStream& stream);
std::string dump_tokens_json(const SourceText& source, const TokenStream& stream);
// "NAME foo", "NEWLINE".
std::string describe_token(const SourceText& source, const Token& token);
// ast.dump(tree, indent=..., include_attributes=...)
std::string dump_ast(const ParseResult& result, DumpOptions options = {});
// One object a node: "_type", its fields, its place.
std::string dump_ast_json(const ParseResult& result, DumpOptions options = {});
// The error as Python prints it: file and line, the line itself, the carets, the message.
std::string format_diagnostic(const SourceText& source, const Diagnostic& diagnostic);

// The value of a constant node as its repr() is.
void append_constant(std::string& out, const ast::Node* node);
// Python's repr() of a str (UTF-8, surrogates allowed) and of a bytes.
void append_str_repr(std::string& out, std::string_view text);
void append_bytes_repr(std::string& out, std::string_view bytes);

}  // namespace memphis
