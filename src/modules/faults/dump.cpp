#include "modules/faults/dump.h"

#include <pthread.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "objects/text.h"

namespace memphis::faults {

namespace {

constexpr int kMaximumFrames = 100;
constexpr size_t kMaximumThreads = 100;
constexpr uint64_t kMaximumText = 500;

void write_bytes(int descriptor, const char* text, size_t size) {
  while (size > 0) {
    const ssize_t count = write(descriptor, text, size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;
    text += count;
    size -= static_cast<size_t>(count);
  }
}

void write_hexadecimal(int descriptor, uint64_t number, int width) {
  char digits[16];
  for (int i = 0; i < width; i++) digits[i] = "0123456789abcdef"[number >> 4 * (width - 1 - i) & 15];
  write_bytes(descriptor, digits, static_cast<size_t>(width));
}

// ASCII as it is, anything else escaped.
void write_str(int descriptor, const Str* text) {
  const uint64_t length = text->length() < kMaximumText ? text->length() : kMaximumText;
  for (uint64_t i = 0; i < length; i++) {
    const uint32_t character = text->at(i);
    const char plain = static_cast<char>(character);
    if (character >= ' ' && character < 0x7f) {
      write_bytes(descriptor, &plain, 1);
    } else if (character <= 0xff) {
      write_bytes(descriptor, "\\x", 2);
      write_hexadecimal(descriptor, character, 2);
    } else if (character <= 0xffff) {
      write_bytes(descriptor, "\\u", 2);
      write_hexadecimal(descriptor, character, 4);
    } else {
      write_bytes(descriptor, "\\U", 2);
      write_hexadecimal(descriptor, character, 8);
    }
  }
  if (length < text->length()) write_bytes(descriptor, "...", 3);
}

void dump_frame(int descriptor, const Frame* frame) {
  const Code* code = frame->code();
  write_text(descriptor, "  File \"");
  write_str(descriptor, code->filename);
  write_text(descriptor, "\", line ");
  const SourceLocation location = code->engine->locate(code, frame->position);
  if (location.line >= 0) {
    write_decimal(descriptor, static_cast<uint64_t>(location.line));
  } else {
    write_text(descriptor, "???");
  }
  write_text(descriptor, " in ");
  write_str(descriptor, code->name);
  write_text(descriptor, "\n");
}

void dump_frames(int descriptor, const Thread& thread) {
  if (thread.frame == nullptr) write_text(descriptor, "  <no Python frame>\n");
  int count = 0;
  for (const Frame* frame = thread.frame; frame != nullptr; frame = frame->caller) {
    if (count++ == kMaximumFrames) {
      write_text(descriptor, "  ...\n");
      return;
    }
    dump_frame(descriptor, frame);
  }
}

void dump_thread(int descriptor, const Thread& thread, bool is_current) {
  write_text(descriptor, is_current ? "Current thread 0x" : "Thread 0x");
  write_hexadecimal(descriptor, thread.identity(), 16);
  char name[100];
  if (pthread_getname_np(static_cast<pthread_t>(thread.identity()), name, sizeof name) == 0 && name[0] != '\0') {
    write_text(descriptor, " [");
    write_text(descriptor, name);
    write_text(descriptor, "]");
  }
  write_text(descriptor, " (most recent call first):\n");
  dump_frames(descriptor, thread);
}

}  // namespace

void write_text(int descriptor, const char* text) { write_bytes(descriptor, text, strlen(text)); }

void write_decimal(int descriptor, uint64_t number, int width) {
  char digits[20];
  int begin = sizeof digits;
  do {
    digits[--begin] = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number != 0 || static_cast<int>(sizeof digits) - begin < width);
  write_bytes(descriptor, digits + begin, sizeof digits - static_cast<size_t>(begin));
}

void dump_tracebacks(int descriptor, const Runtime& runtime, bool all_threads) {
  const auto self = static_cast<uint64_t>(pthread_self());
  bool is_first = true;
  size_t count = 0;
  for (const Thread* thread : runtime.threads) {
    const bool is_current = thread->identity() == self;
    if (!all_threads) {
      if (!is_current) continue;
      write_text(descriptor, "Stack (most recent call first):\n");
      dump_frames(descriptor, *thread);
      return;
    }
    if (!is_first) write_text(descriptor, "\n");
    is_first = false;
    if (count++ == kMaximumThreads) {
      write_text(descriptor, "...\n");
      return;
    }
    dump_thread(descriptor, *thread, is_current);
  }
}

void dump_native_stack(int descriptor) {
  write_text(descriptor, "Current thread's C stack trace (most recent call first):\n");
  write_text(descriptor, "  <cannot get C stack on this system>\n");
}

}  // namespace memphis::faults
