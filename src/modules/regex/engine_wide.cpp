#include "modules/regex/searcher.h"

namespace memphis::regex {

Outcome run_wide(Matcher* matcher, const void* place) {
  return Engine<uint32_t>::run(matcher, static_cast<const uint32_t*>(place));
}

Outcome search_wide(Matcher* matcher, const void* place) {
  return Searcher<uint32_t>(matcher).run(static_cast<const uint32_t*>(place));
}

}  // namespace memphis::regex
