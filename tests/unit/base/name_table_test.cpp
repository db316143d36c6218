#include "base/name_table.h"

#include <gtest/gtest.h>

#include <string>

namespace memphis {
namespace {

TEST(NameTable, IdsAreDenseAndStable) {
  NameTable names;
  EXPECT_EQ(names.intern(""), NameId::kNone);
  for (uint32_t i = 1; i <= 5000; i++) {
    EXPECT_EQ(static_cast<uint32_t>(names.intern("name" + std::to_string(i))), i);
  }
  EXPECT_EQ(names.size(), 5001u);
  for (uint32_t i = 1; i <= 5000; i++) {
    std::string name = "name" + std::to_string(i);
    EXPECT_EQ(static_cast<uint32_t>(names.find(name)), i);
    EXPECT_EQ(names.text(static_cast<NameId>(i)), name);
  }
  EXPECT_EQ(names.find("other"), NameId::kNone);
}

TEST(Arena, BlocksGrowAndStayInPlace) {
  Arena arena;
  std::string_view first = arena.copy_string("first");
  for (int i = 0; i < 10000; i++) {
    uint64_t* value = arena.make<uint64_t>(7u);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(value) % alignof(uint64_t), 0u);
  }
  void* large = arena.allocate(1 << 20, 64);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(large) % 64, 0u);
  EXPECT_EQ(first, "first");
  EXPECT_GE(arena.bytes_used(), 80000u + (1u << 20));
  Arena moved = std::move(arena);
  EXPECT_EQ(first, "first");
  EXPECT_EQ(arena.bytes_reserved(), 0u);
}

}  // namespace
}  // namespace memphis
