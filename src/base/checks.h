// Fatal invariants. check() stays in release builds; debug_check() is for costly or hot-path conditions.
#pragma once

#include <source_location>

namespace memphis {

// Writes "where: what" to stderr and aborts.
[[noreturn, gnu::cold, gnu::noinline]] void fatal(const char* what,
                                                  std::source_location where = std::source_location::current());

inline void check(bool holds, const char* what, std::source_location where = std::source_location::current()) {
  if (!holds) [[unlikely]]
    fatal(what, where);
}

#ifdef NDEBUG
inline void debug_check(bool, const char*) {}
#else
inline void debug_check(bool holds, const char* what, std::source_location where = std::source_location::current()) {
  if (!holds) [[unlikely]]
    fatal(what, where);
}
#endif

}  // namespace memphis
