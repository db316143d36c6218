#include "modules/regex/searcher.h"

namespace memphis::regex {

Outcome run_medium(Matcher* matcher, const void* place) {
  return Engine<uint16_t>::run(matcher, static_cast<const uint16_t*>(place));
}

Outcome search_medium(Matcher* matcher, const void* place) {
  return Searcher<uint16_t>(matcher).run(static_cast<const uint16_t*>(place));
}

}  // namespace memphis::regex
