// The module _ast: the node classes and the flags of compile() that have to do with trees.
#include "modules/ast/bridge.h"
#include "modules/ast/node_classes.h"
#include "modules/modules.h"

namespace memphis {

namespace {

struct CompilerFlag {
  const char* name;
  int64_t value;
};
constexpr CompilerFlag kFlags[] = {
    {"PyCF_ALLOW_TOP_LEVEL_AWAIT", 0x2000},
    {"PyCF_ONLY_AST", kCompileOnlyAst},
    {"PyCF_TYPE_COMMENTS", kCompileTypeComments},
    {"PyCF_OPTIMIZED_AST", kCompileOptimizedAst},
};

}  // namespace

Value create_ast_module(Thread& thread) {
  using ast_nodes::ClassId;
  Module* module = TRY(make_native_module(thread, "_ast", "The classes of syntax trees.", {}));
  ast_nodes::NodeTables tables = TRY(ast_nodes::node_tables(thread));
  TRY(set_module_attribute(thread, module, "AST", tables.type(ClassId::kAST)));
  for (size_t i = 0; i < static_cast<size_t>(ClassId::kAST); i++) {
    auto id = static_cast<ClassId>(i);
    TRY(set_module_attribute(thread, module, ast_nodes::node_class(id).name, tables.type(id)));
  }
  for (const CompilerFlag& flag : kFlags) {
    TRY(set_module_attribute(thread, module, flag.name, Value::small_int(flag.value)));
  }
  return module;
}

}  // namespace memphis
