#include "modules/regex/searcher.h"

namespace memphis::regex {

Outcome run_narrow(Matcher* matcher, const void* place) {
  return Engine<uint8_t>::run(matcher, static_cast<const uint8_t*>(place));
}

Outcome search_narrow(Matcher* matcher, const void* place) {
  return Searcher<uint8_t>(matcher).run(static_cast<const uint8_t*>(place));
}

}  // namespace memphis::regex
