// The module _zoneinfo: time zones of the IANA database. Where files lie and how they are read is the business of
// zoneinfo's Python half.
#pragma once

#include "modules/datetime/datetime.h"
#include "modules/zoneinfo/zone_rules.h"

namespace memphis::zoneinfo {

enum class Source : uint8_t { kNoCache, kCache, kFile };

struct ZoneInfo : Cell {
  Field key;
  Field file_text;       // repr of the file that it is from
  Ref<Tuple> types;      // utcoffset, dst, name of each local time type, one after the other
  const ZoneData* data;  // owned: a native resource
  Source source;
};

struct State : Cell {
  Ref<Type> type;
  Ref<Dict> recent;  // key -> ZoneInfo, the last used at the end
  Field weak_cache;  // WeakValueDictionary
};
State* state_of(const Runtime& runtime);

extern const TypeSpec kZoneInfoType;

// Fills `zone` in from an open file.
Status load_zone(Thread& thread, ZoneInfo* zone, Value file);

}  // namespace memphis::zoneinfo
