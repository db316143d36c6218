// The function that functools.lru_cache puts around another one.
//
// Bounded: the dict maps a call's key to a link; the links form a ring through `root`, from the call used longest ago
// to the one used last. Unbounded: the dict maps keys to results.
#include "modules/functools/functools.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/container_support.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"

namespace memphis::functools {

namespace {

struct Link : Cell {
  Ref<Link> previous;
  Ref<Link> next;
  Field key;
  Field result;
  int64_t hash;
};

struct LruCache : Cell {
  Field function;
  Ref<Dict> cache;
  Field info_type;
  Ref<Link> root;
  int64_t maximum;  // -1: unbounded
  int64_t hits;
  int64_t misses;
  bool typed;
};

LruCache* self_of(Value* args) { return args[0].as<LruCache>(); }

void unlink(Link* link) {
  link->previous->next.set(link->previous, link->next);
  link->next->previous.set(link->next, link->previous);
}

void append(Link* root, Link* link) {
  Link* last = root->previous;
  link->previous.set(link, last);
  link->next.set(link, root);
  last->next.set(last, link);
  root->previous.set(root, link);
}

Link* make_link(Thread& thread) { return allocate_instance<Link>(thread, native_type(thread.runtime, kLruLinkType)); }

void make_ring(Link* root) {
  root->previous.set(root, root);
  root->next.set(root, root);
}

Value cache_new(Thread& thread, Value* args) {
  Value function = args[1];
  if (!is_callable(thread, function)) return raise_type_error(thread, "the first argument must be callable");
  int64_t maximum = -1;
  if (!args[2].is_none()) {
    if (!is_int(args[2]) && type_of(thread, args[2])->special_method(Special::kIndex).is_unbound()) {
      return raise_type_error(thread, "maxsize should be integer or None");
    }
    maximum = std::max<int64_t>(TRY(to_index_int64(thread, args[2])), 0);
  }
  bool typed = TRY(is_true(thread, args[3]));
  Dict* cache = TRY(make_dict(thread));
  Link* root = TRY(make_link(thread));
  make_ring(root);
  auto* self = TRY(allocate_instance<LruCache>(thread, args[0].as<Type>()));
  self->function.set(self, function);
  self->cache.set(self, cache);
  self->info_type.set(self, args[4]);
  self->root.set(self, root);
  self->maximum = maximum;
  self->typed = typed;
  return self;
}

// One value that stands for the arguments: the single argument itself if it is a str or int, else a tuple. A mark (the
// cache's own type) separates positional ones from keywords.
Value make_call_key(Thread& thread, Tuple* positional, Value keywords, bool typed) {
  uint64_t keyword_count = keywords.is_unbound() ? 0 : keywords.as<Dict>()->count;
  if (!typed && keyword_count == 0) {
    if (positional->size == 1) {
      Value only = positional->items[0];
      if (only.is_small_int() || only.is_exactly(Kind::kStr) || only.is_exactly(Kind::kBigInt)) return only;
    }
    return positional;
  }
  uint64_t size = positional->size + (keyword_count == 0 ? 0 : keyword_count * 2 + 1);
  if (typed) size += positional->size + keyword_count;
  Tuple* key = TRY(allocate_tuple(thread, size));
  uint64_t out = 0;
  for (Value value : positional->view()) key->items[out++] = value;
  uint64_t position = 0;
  DictEntry entry;
  if (keyword_count != 0) {
    key->items[out++] = native_type(thread.runtime, kLruCacheType);
    while (dict_next(keywords.as<Dict>(), position, entry)) {
      key->items[out++] = entry.key;
      key->items[out++] = entry.value;
    }
  }
  if (typed) {
    for (Value value : positional->view()) key->items[out++] = type_of(thread, value);
    position = 0;
    while (keyword_count != 0 && dict_next(keywords.as<Dict>(), position, entry))
      key->items[out++] = type_of(thread, entry.value);
  }
  return key;
}

Value call_function_itself(Thread& thread, LruCache* self, Value* args) {
  self->misses++;
  return call_with(thread, self->function, args[1].as<Tuple>(), args[2]);
}

Value call_unbounded(Thread& thread, LruCache* self, Value* args) {
  Value key = TRY(make_call_key(thread, args[1].as<Tuple>(), args[2], self->typed));
  int64_t hash = TRY(hash_value(thread, key));
  Value known = TRY(dict_get_with_hash(thread, self->cache, key, hash));
  if (!known.is_unbound()) {
    self->hits++;
    return known;
  }
  Value result = TRY(call_function_itself(thread, self, args));
  TRY(dict_set_with_hash(thread, self->cache, key, hash, result));
  return result;
}

Value call_bounded(Thread& thread, LruCache* self, Value* args) {
  Value key = TRY(make_call_key(thread, args[1].as<Tuple>(), args[2], self->typed));
  int64_t hash = TRY(hash_value(thread, key));
  Value known = TRY(dict_get_with_hash(thread, self->cache, key, hash));
  if (!known.is_unbound()) {
    auto* link = known.as<Link>();
    unlink(link);
    append(self->root, link);
    self->hits++;
    return link->result;
  }
  Value result = TRY(call_function_itself(thread, self, args));
  // The call may have stored the same key already.
  known = TRY(dict_get_with_hash(thread, self->cache, key, hash));
  if (!known.is_unbound()) return result;
  Link* link;
  bool full = self->cache->count >= static_cast<uint64_t>(self->maximum);
  if (full && self->root->next.get() != self->root.get()) {
    link = self->root->next;
    unlink(link);
    auto removed = dict_delete(thread, self->cache, link->key);
    if (removed.failed()) {
      append(self->root, link);
      return Value::error();
    }
    if (!removed.value()) return result;  // a comparison has emptied the cache meanwhile
  } else {
    link = TRY(make_link(thread));
  }
  link->key.set(link, key);
  link->result.set(link, result);
  link->hash = hash;
  TRY(dict_set_with_hash(thread, self->cache, key, hash, link));
  append(self->root, link);
  return result;
}

Value cache_call(Thread& thread, Value* args) {
  LruCache* self = self_of(args);
  if (self->maximum == 0) return call_function_itself(thread, self, args);
  return self->maximum < 0 ? call_unbounded(thread, self, args) : call_bounded(thread, self, args);
}

Value cache_get(Thread& thread, Value* args) {
  if (args[1].is_none()) return args[0];
  return make_bound_method(thread, args[0], args[1]);
}

Value cache_info(Thread& thread, Value* args) {
  LruCache* self = self_of(args);
  Value maximum = self->maximum < 0 ? Value::none() : Value::small_int(self->maximum);
  return call(
      thread, self->info_type,
      {Value::small_int(self->hits), Value::small_int(self->misses), maximum, Value::small_int(self->cache->count)});
}

Value cache_clear(Thread&, Value* args) {
  LruCache* self = self_of(args);
  make_ring(self->root);
  dict_clear(self->cache);
  self->hits = 0;
  self->misses = 0;
  return Value::none();
}

Value cache_reduce(Thread& thread, Value* args) { return get_attribute(thread, args[0], Name::kQualName); }
Value cache_copy(Thread&, Value* args) { return args[0]; }

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, user_function, maxsize, typed, cache_info_type)", cache_new, "", NativeKind::kStaticMethod},
    {"__call__(self, /, *args, **kwargs)", cache_call},
    {"__get__(self, instance, owner=None, /)", cache_get},
    {"cache_info(self, /)", cache_info, "Report cache statistics"},
    {"cache_clear(self, /)", cache_clear, "Clear the cache and cache statistics"},
    {"__reduce__(self, /)", cache_reduce},
    {"__copy__(self, /)", cache_copy},
    {"__deepcopy__(self, memo, /)", cache_copy},
};

}  // namespace

const TypeSpec kLruCacheType = {
    .name = "_lru_cache_wrapper",
    .module = "functools",
    .basic_size = sizeof(LruCache),
    .native_fields = 4,
    .flags = kTypeHasDict | kTypeHasWeakReferences,
    .methods = kMethods,
    .doc = "Create a cached callable that wraps another function.",
};

const TypeSpec kLruLinkType = {
    .name = "_lru_list_elem",
    .module = "functools",
    .basic_size = sizeof(Link),
    .native_fields = 4,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
};

}  // namespace memphis::functools
