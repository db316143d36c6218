#include "objects/type.h"

namespace memphis {

const char* special_method_name(Special special) {
  static constexpr const char* kNames[] = {
#define SPECIAL(enumerator, name) name,
#include "objects/special_methods.def"
#undef SPECIAL
  };
  return kNames[static_cast<int>(special)];
}

}  // namespace memphis
