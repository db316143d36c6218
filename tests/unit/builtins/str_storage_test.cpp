// Strs and bytes as storage: widths, growing in place, interning, the builder, the buffers of bytearrays.
#include <gtest/gtest.h>

#include <string>

#include "builtins/register.h"
#include "runtime/buffer.h"
#include "runtime/codecs.h"
#include "runtime/make.h"
#include "runtime/text_builder.h"
#include "runtime/text_repr.h"

namespace memphis {
namespace {

class StrStorage : public testing::Test {
 protected:
  StrStorage() : runtime(options()), thread(runtime) {
    runtime.main_thread = &thread;
    runtime.current_thread = &thread;
    runtime.threads.push_back(&thread);
    if (register_builtin_types(thread).failed()) ADD_FAILURE() << "no types";
  }
  static Options options() {
    Options options;
    options.random_hash_seed = false;
    return options;
  }
  static std::string text(const Str* str) {
    std::string out;
    append_utf8(str, out);
    return out;
  }
  Str* make(std::string_view utf8) { return make_str(thread, utf8); }

  Runtime runtime;
  Thread thread;
};

TEST_F(StrStorage, WidthIsTheNarrowestThatFits) {
  EXPECT_TRUE(make("abc")->is_ascii());
  EXPECT_EQ(make("abc")->width(), 1u);
  EXPECT_FALSE(make("caf\u00e9")->is_ascii());
  EXPECT_EQ(make("caf\u00e9")->width(), 1u);
  EXPECT_EQ(make("\u20ac")->width(), 2u);
  EXPECT_EQ(make("a\U0001f600")->width(), 4u);
  EXPECT_EQ(make("a\u00e9\u20ac\U0001f600")->length(), 4u);
}

TEST_F(StrStorage, SubstringsNarrow) {
  Str* wide = make("ab\u20ac\U0001f600");
  EXPECT_EQ(substring(thread, wide, 0, 2)->width(), 1u);
  EXPECT_TRUE(substring(thread, wide, 0, 2)->is_ascii());
  EXPECT_EQ(substring(thread, wide, 0, 3)->width(), 2u);
  EXPECT_EQ(substring(thread, wide, 0, 4), wide);
  EXPECT_EQ(substring(thread, wide, 2, 2)->length(), 0u);
}

TEST_F(StrStorage, GrowingSharesStorageWithoutDisturbingOthers) {
  Str* base = make(std::string(600, 'x'));
  base = concatenate(thread, base, make("yy"));
  ASSERT_TRUE(base->is_external());
  Str* left = concatenate(thread, base, make("left"));
  Str* right = concatenate(thread, base, make("right"));
  EXPECT_EQ(left->data(), base->data());
  EXPECT_NE(right->data(), base->data());
  EXPECT_EQ(text(base), std::string(600, 'x') + "yy");
  EXPECT_EQ(text(left), text(base) + "left");
  EXPECT_EQ(text(right), text(base) + "right");
  Str* widened = concatenate(thread, left, make("\u20ac"));
  EXPECT_EQ(widened->width(), 2u);
  EXPECT_EQ(text(widened), text(left) + "\u20ac");
}

TEST_F(StrStorage, GrowingInALoopIsLinear) {
  Str* str = make("");
  for (int i = 0; i < 100000; i++) str = concatenate(thread, str, make("ab"));
  EXPECT_EQ(str->length(), 200000u);
  EXPECT_LT(runtime.heap.statistics().allocated_bytes_total, 64u << 20);
  EXPECT_EQ(hash_str(runtime, str), hash_str(runtime, make(text(str))));
}

TEST_F(StrStorage, EqualTextIsEqualWhateverTheStorage) {
  Str* whole = make(std::string(700, 'q') + "z");
  Str* joined = concatenate(thread, make(std::string(700, 'q')), make("z"));
  EXPECT_TRUE(joined->is_external());
  EXPECT_TRUE(strs_equal(whole, joined));
  EXPECT_EQ(hash_str(runtime, whole), hash_str(runtime, joined));
  EXPECT_EQ(compare_strs(whole, joined), 0);
  EXPECT_LT(compare_strs(make("\uffff"), make("\U00010000")), 0);
  EXPECT_FALSE(strs_equal(make("a"), make("\u00e9")));
}

TEST_F(StrStorage, InternedStrsAreOne) {
  Str* first = intern_text(runtime, "some_name");
  EXPECT_EQ(intern(runtime, make("some_name")), first);
  EXPECT_TRUE(first->is_interned());
  EXPECT_EQ(intern_text(runtime, "\u00e9t\u00e9"), intern(runtime, make("\u00e9t\u00e9")));
  EXPECT_EQ(make_character(thread, 'a'), make_character(thread, 'a'));
}

TEST_F(StrStorage, TheInternTableIsWeak) {
  for (int i = 0; i < 20000; i++) intern_text(runtime, "name" + std::to_string(i));
  EXPECT_GE(runtime.intern_count, 20000u);
  runtime.heap.collect();
  EXPECT_LT(runtime.intern_count, 10000u);
  EXPECT_EQ(intern_text(runtime, "name5"), intern(runtime, make("name5")));
}

TEST_F(StrStorage, BuilderWidensAndNarrows) {
  TextBuilder out(thread);
  out.append_ascii("abc");
  out.append_fill('-', 300);
  out.append(0x20ac);
  out.append_text("\u00e9\U0001f600");
  Str* str = out.finish();
  EXPECT_EQ(str->width(), 4u);
  EXPECT_EQ(text(str), "abc" + std::string(300, '-') + "\u20ac\u00e9\U0001f600");
  TextBuilder narrow(thread);
  narrow.append(0x20ac);
  narrow.clear();
  narrow.append_ascii("plain");
  EXPECT_TRUE(strs_equal(narrow.finish(), make("plain")));
}

TEST_F(StrStorage, Reprs) {
  EXPECT_EQ(text(repr_str(thread, make("it's\n\u00e9\u200b"))), "\"it's\\n\u00e9\\u200b\"");
  EXPECT_EQ(text(ascii_escape(thread, make("\u00e9\u20ac\U0001f600"))), "\\xe9\\u20ac\\U0001f600");
}

TEST_F(StrStorage, CodecsGoThereAndBack) {
  Str* sample = make("a\u00e9\u20ac\U0001f600");
  for (Codec codec : {Codec::kUtf8, Codec::kUtf8Signature, Codec::kUtf7, Codec::kUtf16, Codec::kUtf16Big, Codec::kUtf32,
                      Codec::kUtf32Little, Codec::kUnicodeEscape}) {
    Value encoded = encode_native(thread, codec, sample, nullptr);
    ASSERT_TRUE(encoded.is_kind(Kind::kBytes));
    DecodeState state;
    Value decoded = decode_native(thread, codec, encoded.as<Bytes>()->view(), encoded, nullptr, state);
    ASSERT_TRUE(is_str(decoded));
    EXPECT_TRUE(strs_equal(decoded.as<Str>(), sample)) << static_cast<int>(codec);
  }
}

TEST_F(StrStorage, IncompleteCharactersAreLeft) {
  const uint8_t bytes[] = {'a', 0xe2, 0x82};
  DecodeState state;
  state.final = false;
  Value decoded = decode_native(thread, Codec::kUtf8, bytes, Value::unbound(), nullptr, state);
  EXPECT_EQ(text(decoded.as<Str>()), "a");
  EXPECT_EQ(state.consumed, 1u);
}

TEST_F(StrStorage, ByteArraysGrowShrinkAndSplice) {
  ByteArray* array = make_byte_array(thread, {});
  std::string expected;
  auto bytes = [](std::string_view s) { return std::span(reinterpret_cast<const uint8_t*>(s.data()), s.size()); };
  auto content = [&] { return std::string(reinterpret_cast<const char*>(array->data()), array->size); };
  for (int i = 0; i < 500; i++) {
    std::string piece = std::to_string(i);
    ASSERT_FALSE(splice_byte_array(thread, array, array->size, array->size, bytes(piece)).failed());
    expected += piece;
    if (i % 3 == 0) {
      ASSERT_FALSE(splice_byte_array(thread, array, 0, 2 < array->size ? 2 : array->size, {}).failed());
      expected.erase(0, 2);
    }
  }
  EXPECT_EQ(content(), expected);
  ASSERT_FALSE(splice_byte_array(thread, array, 3, 5, array->view()).failed());
  expected.replace(3, 2, std::string(expected));
  EXPECT_EQ(content(), expected);
  ASSERT_FALSE(resize_byte_array(thread, array, 4).failed());
  ASSERT_FALSE(resize_byte_array(thread, array, 6).failed());
  EXPECT_EQ(content(), expected.substr(0, 4) + std::string(2, '\0'));
}

TEST_F(StrStorage, ExportsLockAndDeadViewsUnlock) {
  ByteArray* array = make_byte_array(thread, {});
  ASSERT_FALSE(resize_byte_array(thread, array, 4).failed());
  {
    Buffer buffer(thread);
    ASSERT_FALSE(buffer.acquire(array).failed());
    EXPECT_EQ(array->export_count, 1u);
  }
  EXPECT_EQ(array->export_count, 0u);
  Value view = make_memory_view(thread, array);
  ASSERT_FALSE(view.is_error());
  EXPECT_EQ(array->export_count, 1u);
  ASSERT_FALSE(release_memory_view(thread, view.as<MemoryView>()).failed());
  EXPECT_EQ(array->export_count, 0u);
  EXPECT_FALSE(resize_byte_array(thread, array, 5).failed());
}

}  // namespace
}  // namespace memphis
