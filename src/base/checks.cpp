#include "base/checks.h"

#include <cstdio>
#include <cstdlib>

namespace memphis {

void fatal(const char* what, std::source_location where) {
  std::fprintf(stderr, "memphis: fatal: %s:%u: %s\n", where.file_name(), static_cast<unsigned>(where.line()), what);
  std::abort();
}

}  // namespace memphis
