#include "modules/regex/matcher.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "modules/regex/engine.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/safepoint.h"

namespace memphis::regex {

namespace {

constexpr uint64_t kInitialStack = 4096;
constexpr uint64_t kLargestStack = uint64_t{1} << 30;
// Larger scratch memory is left to the collector.
constexpr uint64_t kKeptScratch = 1 << 20;

ByteStorage* allocate_scratch(Thread& thread, uint64_t size) {
  Cell* cell = allocate_cell(thread, sizeof(ByteStorage) + size, static_cast<uint8_t>(Kind::kByteArrayStorage),
                             thread.runtime.shape_of_shapes);
  if (cell == nullptr) return nullptr;
  auto* storage = static_cast<ByteStorage*>(cell);
  storage->capacity = size;
  return storage;
}

}  // namespace

Matcher::Matcher(Thread& thread, ScratchOwner* owner, const Program* program, const void* data, uint64_t length,
                 unsigned width)
    : thread_(thread),
      owner_(owner),
      program_(program),
      nodes_(program->nodes()),
      beginning_(data),
      end_(nullptr),
      shift_(static_cast<unsigned>(std::countr_zero(width))) {
  end_ = at(length);
}

Matcher::~Matcher() {
  if (storage_ != nullptr && storage_->capacity <= kKeptScratch) owner_->scratch.set(owner_, storage_);
}

uint64_t Matcher::fixed_size() const {
  return 2 * uint64_t{program_->groups()} * sizeof(void*) + program_->counter_count() * sizeof(Counter) +
         program_->register_count() * sizeof(SavedPlace);
}

void Matcher::lay_out(ByteStorage* storage) {
  uint8_t* bytes = storage->bytes;
  storage_ = storage;
  marks_ = reinterpret_cast<const void**>(bytes);
  bytes += 2 * uint64_t{program_->groups()} * sizeof(void*);
  counters_ = reinterpret_cast<Counter*>(bytes);
  bytes += program_->counter_count() * sizeof(Counter);
  saved_ = reinterpret_cast<SavedPlace*>(bytes);
  bytes += program_->register_count() * sizeof(SavedPlace);
  stack_ = reinterpret_cast<StackEntry*>(bytes);
  stack_limit_ = stack_ + (storage->capacity - fixed_size()) / sizeof(StackEntry);
  stack_begin_ = stack_ + 1;
}

Status Matcher::prepare() {
  const uint64_t needed = fixed_size() + kInitialStack;
  ByteStorage* storage = owner_->scratch;
  owner_->scratch.set(owner_, nullptr);
  if (storage == nullptr || storage->capacity < needed) storage = TRY(allocate_scratch(thread_, needed));
  lay_out(storage);
  forget_marks();
  return {};
}

void Matcher::forget_marks() {
  std::fill_n(marks_, 2 * size_t{program_->groups()}, nullptr);
  last_index_ = 0;
  is_dirty_ = false;
}

StackEntry* Matcher::grow(StackEntry* top) {
  const uint64_t used = static_cast<uint64_t>(reinterpret_cast<uint8_t*>(top) - storage_->bytes);
  const uint64_t size = storage_->capacity * 2;
  if (size > kLargestStack + fixed_size()) {
    raise_memory_error(thread_);
    return nullptr;
  }
  ByteStorage* larger = allocate_scratch(thread_, size);
  if (larger == nullptr) return nullptr;
  std::memcpy(larger->bytes, storage_->bytes, used);
  const auto depth = top - stack_;
  lay_out(larger);
  return stack_ + depth;
}

bool Matcher::attend() {
  budget_ = kBudget;
  return thread_.attention == 0 || !safepoint(thread_).failed();
}

StackEntry* Matcher::keep_undo_entries(uint64_t depth, StackEntry* top) {
  StackEntry* kept = stack_ + depth;
  for (StackEntry* entry = kept; entry != top; entry++) {
    const Operation operation = entry->node->operation;
    if (operation == Operation::kUndoMark || operation == Operation::kUndoCounter) *kept++ = *entry;
  }
  return kept;
}

StackEntry* Matcher::unwind(uint64_t depth, StackEntry* top) {
  while (top != stack_ + depth) {
    --top;
    if (top->node->operation == Operation::kUndoMark) undo_mark(top->place, top->extra);
    if (top->node->operation == Operation::kUndoCounter) undo_counter(top->place, top->extra);
  }
  return top;
}

Fallible<bool> Matcher::match(uint64_t place) {
  if (offset(end_) - place < program_->minimum_width()) return false;
  const void* p = at(place);
  begin_attempt(p);
  const Outcome outcome = by_width(run_narrow, run_medium, run_wide)(this, p);
  if (outcome == Outcome::kError) return Failure{};
  return outcome == Outcome::kMatch;
}

Fallible<bool> Matcher::search(uint64_t place) {
  if (offset(end_) - place < program_->minimum_width()) return false;
  const Outcome outcome = by_width(search_narrow, search_medium, search_wide)(this, at(place));
  if (outcome == Outcome::kError) return Failure{};
  return outcome == Outcome::kMatch;
}

Matcher::Span Matcher::group(uint32_t number) const {
  const void *start = marks_[2 * uint64_t{number}], *end = marks_[2 * uint64_t{number} + 1];
  if (start == nullptr || end == nullptr) return {-1, -1};
  return {static_cast<int64_t>(offset(start)), static_cast<int64_t>(offset(end))};
}

}  // namespace memphis::regex
