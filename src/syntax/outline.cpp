#include "syntax/outline.h"

#include <fmt/core.h>

#include "syntax/ast_fields.h"
#include "syntax/dump.h"

namespace memphis {

namespace {

using namespace ast;

// A visitor of ast_fields.h. Scalars go into the row of the node they belong to; nodes wait until that row is complete.
class Outliner {
 public:
  explicit Outliner(const ParseResult& result) : result_(result) {}

  std::vector<OutlineRow> run() {
    write("", result_.root, 0, result_.root);
    return std::move(rows_);
  }

  void child(const char* name, const Node* node) { waiting_.push_back({name, node}); }
  void optional(const char* name, const Node* node) {
    if (node != nullptr) child(name, node);
  }
  template <class T>
  void list(const char* name, std::span<T*> nodes) {
    for (T* node : nodes) child(name, node);
  }
  void identifier(const char* name, NameId id) { scalar(name, result_.names->text(id)); }
  void optional_identifier(const char* name, NameId id) {
    if (id != NameId::kNone) identifier(name, id);
  }
  void identifiers(const char* name, std::span<const NameId> ids) {
    for (NameId id : ids) identifier(name, id);
  }
  void context(const Node* node) {
    constexpr const char* kNames[] = {"", " (store)", " (del)"};
    text_ += kNames[static_cast<size_t>(node->context())];
  }
  template <class T>
  void op(const char*, T op) {
    text_ += fmt::format(" {}", operator_symbol(op));
  }
  void ops(const char*, std::span<const CompareOperator> operators) {
    for (CompareOperator op : operators) text_ += fmt::format(" {}", operator_symbol(op));
  }
  // 0 and -1 are what is left out in the source: no level, no conversion, not async.
  void integer(const char* name, int64_t value) {
    if (value > 0) scalar(name, fmt::format("{}", value));
  }
  void text(const char* name, std::string_view value) {
    std::string shown;
    append_str_repr(shown, value);
    scalar(name, shown);
  }
  void constant(const Node* node) {
    text_ += ' ';
    append_constant(text_, node);
  }

 private:
  struct Child {
    const char* role;
    const Node* node;
  };

  // What everybody calls it needs no title.
  void scalar(std::string_view name, std::string_view value) {
    bool is_plain = name == "name" || name == "id" || name == "attr" || name == "arg" || name == "names";
    text_ += is_plain ? fmt::format(" {}", value) : fmt::format(" {}={}", name, value);
  }

  void write(const char* role, const Node* node, uint32_t depth, const Node* place) {
    if (node == nullptr) {
      rows_.push_back({depth, place->begin, place->end, fmt::format("{}: None", role)});
      return;
    }
    if (has_position(node->kind)) place = node;
    text_ = *role == 0 ? "" : fmt::format("{}: ", role);
    text_ += is_constant(node->kind) ? "Constant" : node_kind_name(node->kind);
    waiting_.clear();
    visit_fields(node, *this);
    rows_.push_back({depth, place->begin, place->end, std::move(text_)});
    for (std::vector<Child> children = std::move(waiting_); const Child& next : children) {
      write(next.role, next.node, depth + 1, place);
    }
  }

  const ParseResult& result_;
  std::vector<OutlineRow> rows_;
  std::string text_;
  std::vector<Child> waiting_;
};

}  // namespace

std::vector<OutlineRow> outline_ast(const ParseResult& result) { return Outliner(result).run(); }

}  // namespace memphis
