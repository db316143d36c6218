// Objects: ownership, conversions, access, calls, errors.
#include <gtest/gtest.h>
#include <memphis/memphis.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace {

using memphis::Context;
using memphis::keyword;
using memphis::Object;
using memphis::ObjectKind;
using memphis::Result;

class ObjectTest : public testing::Test {
 protected:
  Object value(std::string_view text) { return context_.evaluate(text).value(); }
  std::string repr(const Result<Object>& object) {
    return object.ok() ? object->repr().value() : object.error().traceback;
  }

  Context context_ = Context::create().value();
};

TEST_F(ObjectTest, values_of_cpp_become_objects) {
  auto shown = [&](const memphis::Argument& argument) { return repr(context_.make(argument)); };
  EXPECT_EQ(shown(nullptr), "None");
  EXPECT_EQ(shown(true), "True");
  EXPECT_EQ(shown(-5), "-5");
  EXPECT_EQ(shown(short{7}), "7");
  EXPECT_EQ(shown(std::numeric_limits<int64_t>::min()), "-9223372036854775808");
  EXPECT_EQ(shown(std::numeric_limits<uint64_t>::max()), "18446744073709551615");
  EXPECT_EQ(shown(0.1), "0.1");
  EXPECT_EQ(shown(0.0F), "0.0");
  EXPECT_EQ(shown(1e300), "1e+300");
  EXPECT_EQ(shown("text"), "'text'");
  EXPECT_EQ(shown(std::string("zwölf")), "'zwölf'");
  EXPECT_EQ(shown(std::string_view("a\0b", 3)), "'a\\x00b'");
  EXPECT_EQ(shown("bad \xff byte"), "'bad \\udcff byte'");
  EXPECT_EQ(shown(memphis::bytes("\x01\xff")), "b'\\x01\\xff'");
  EXPECT_EQ(shown(value("[1]")), "[1]");
  EXPECT_EQ(repr(context_.make_list({1, "two", nullptr})), "[1, 'two', None]");
  EXPECT_EQ(repr(context_.make_tuple({1, 2.5})), "(1, 2.5)");
  EXPECT_EQ(repr(context_.make_tuple(std::initializer_list<memphis::Argument>{})), "()");
  Object dict = context_.make_dict().value();
  ASSERT_TRUE(dict.set_item("key", context_.make_list({1}).value()).ok());
  EXPECT_EQ(dict.repr().value(), "{'key': [1]}");
}

TEST_F(ObjectTest, objects_become_values_of_cpp) {
  EXPECT_EQ(value("12").to<int>().value(), 12);
  EXPECT_EQ(value("True").to<int64_t>().value(), 1);
  EXPECT_EQ(value("2**64 - 1").to<uint64_t>().value(), std::numeric_limits<uint64_t>::max());
  EXPECT_EQ(value("3").to<double>().value(), 3.0);
  EXPECT_EQ(value("1.5").to<float>().value(), 1.5F);
  EXPECT_TRUE(std::isinf(value("float('inf')").to<double>().value()));
  EXPECT_EQ(value("'ä'").to<std::string>().value(), "ä");
  EXPECT_EQ(value("b'ab\\0'").to_bytes().value(), std::string("ab\0", 3));
  EXPECT_EQ(value("bytearray(b'xy')").to_bytes().value(), "xy");
  EXPECT_TRUE(value("[0]").to<bool>().value());
  EXPECT_FALSE(value("[]").to<bool>().value());
  EXPECT_EQ(value("None").to<std::optional<int>>().value(), std::nullopt);
  EXPECT_EQ(value("4").to<std::optional<int>>().value(), 4);
  EXPECT_EQ(value("range(4)").to<std::vector<int>>().value(), (std::vector<int>{0, 1, 2, 3}));
  EXPECT_EQ(value("['a', 'b']").to<std::vector<std::string>>().value(), (std::vector<std::string>{"a", "b"}));
}

TEST_F(ObjectTest, conversions_fail_as_python_does) {
  auto failure = [&](auto result) {
    return result.ok() ? "" : result.error().type_name + ": " + result.error().message;
  };
  EXPECT_EQ(failure(value("'x'").to<int>()), "TypeError: 'str' object cannot be interpreted as an integer");
  EXPECT_EQ(failure(value("2**64").to<int64_t>()), "OverflowError: Python int too large to convert to C++ integer");
  EXPECT_EQ(failure(value("300").to<int8_t>()), "OverflowError: Python int too large to convert to C++ integer");
  EXPECT_EQ(failure(value("-1").to<unsigned>()), "OverflowError: can't convert negative int to unsigned");
  EXPECT_EQ(failure(value("1").to<std::string>()), "TypeError: expected str, not int");
  EXPECT_EQ(failure(value("'\\ud800'").to<std::string>()),
            "UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud800' in position 0: surrogates not allowed");
  EXPECT_EQ(failure(value("[1, 'x']").to<std::vector<int>>()),
            "TypeError: 'str' object cannot be interpreted as an integer");
  EXPECT_EQ(failure(value("5").to<std::vector<int>>()), "TypeError: 'int' object is not iterable");
  EXPECT_EQ(failure(value("'x'").to_bytes()), "TypeError: a bytes-like object is required, not 'str'");
}

TEST_F(ObjectTest, kinds) {
  EXPECT_EQ(Object().kind(), ObjectKind::kEmpty);
  EXPECT_EQ(value("None").kind(), ObjectKind::kNone);
  EXPECT_EQ(value("True").kind(), ObjectKind::kBool);
  EXPECT_EQ(value("2**100").kind(), ObjectKind::kInt);
  EXPECT_EQ(value("1e-320").kind(), ObjectKind::kFloat);
  EXPECT_EQ(value("''").kind(), ObjectKind::kStr);
  EXPECT_EQ(value("b''").kind(), ObjectKind::kBytes);
  EXPECT_EQ(value("[]").kind(), ObjectKind::kList);
  EXPECT_EQ(value("()").kind(), ObjectKind::kTuple);
  EXPECT_EQ(value("{}").kind(), ObjectKind::kDict);
  EXPECT_EQ(value("{1}").kind(), ObjectKind::kOther);
  EXPECT_EQ(value("class S(str): pass\nS('x')").kind(), ObjectKind::kStr);
  EXPECT_EQ(value("class S(str): pass\nS('x')").type_name(), "S");
  EXPECT_EQ(value("import time; time.gmtime(0)").type_name(), "time.struct_time");
}

TEST_F(ObjectTest, items_and_attributes) {
  Object list = value("[10, 20, 30]");
  EXPECT_EQ(list.length().value(), 3u);
  EXPECT_EQ(list.item(-1)->to<int>().value(), 30);
  ASSERT_TRUE(list.append("x").ok());
  ASSERT_TRUE(list.set_item(0, 1.5).ok());
  ASSERT_TRUE(list.delete_item(1).ok());
  EXPECT_EQ(list.repr().value(), "[1.5, 30, 'x']");
  EXPECT_TRUE(list.contains("x").value());
  EXPECT_FALSE(list.contains(nullptr).value());
  EXPECT_EQ(list.item(9).error().message, "list index out of range");
  EXPECT_TRUE(list.equals(context_.make_list({1.5, 30, "x"}).value()).value());
  Object thing = value("class Thing: pass\nThing()");
  ASSERT_TRUE(thing.set_attribute("name", "n").ok());
  EXPECT_EQ(thing.attribute("name")->to<std::string>().value(), "n");
  EXPECT_TRUE(thing.has_attribute("name").value());
  EXPECT_FALSE(thing.has_attribute("other").value());
  EXPECT_EQ(thing.attribute("other").error().message, "'Thing' object has no attribute 'other'");
}

TEST_F(ObjectTest, iteration) {
  Result<memphis::ObjectIterator> items = value("(n * n for n in range(4))").iterate();
  std::vector<int> seen;
  while (auto item = items->next()) seen.push_back((*item)->to<int>().value());
  EXPECT_EQ(seen, (std::vector<int>{0, 1, 4, 9}));
  EXPECT_FALSE(items->next().has_value());
  Result<memphis::ObjectIterator> failing = value("(1 // n for n in (1, 0))").iterate();
  EXPECT_TRUE(failing->next()->ok());
  EXPECT_EQ(failing->next()->error().type_name, "ZeroDivisionError");
}

TEST_F(ObjectTest, calls) {
  Object function = value("def f(a, b=2, *rest, c=3, **others): return a, b, rest, c, others\nf");
  EXPECT_EQ(repr(function.call(1)), "(1, 2, (), 3, {})");
  EXPECT_EQ(repr(function.call(1, "x", nullptr, keyword("c", 0.5), keyword("d", true))),
            "(1, 'x', (None,), 0.5, {'d': True})");
  EXPECT_EQ(repr(function.call(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)), "(1, 2, (3, 4, 5, 6, 7, 8, 9, 10, 11), 3, {})");
  EXPECT_EQ(function.call().error().message, "f() missing 1 required positional argument: 'a'");
  EXPECT_EQ(function.call(keyword("a", 1), 2).error().message, "positional argument follows keyword argument");
  EXPECT_EQ(value("1").call().error().message, "'int' object is not callable");
  EXPECT_EQ(repr(value("'a-b'").call_method("split", "-")), "['a', 'b']");
  EXPECT_EQ(repr(value("'abc'").call_method("nothing")).substr(0, 0), "");
  EXPECT_EQ(value("'abc'").call_method("nothing").error().type_name, "AttributeError");
}

TEST_F(ObjectTest, handles_are_roots) {
  std::vector<Object> kept;
  for (int i = 0; i < 2000; i++) kept.push_back(context_.evaluate("[object(), 'kept']").value());
  std::vector<Object> copies = kept;
  kept.clear();
  context_.collect_garbage();
  ASSERT_TRUE(context_.run("junk = [[i] for i in range(10000)]").ok());
  context_.collect_garbage();
  for (const Object& copy : copies) ASSERT_EQ(copy.item(1)->to<std::string>().value(), "kept");
  uint64_t before = context_.memory_use().live_bytes;
  copies.clear();
  context_.collect_garbage();
  EXPECT_LT(context_.memory_use().live_bytes + 2000 * 40, before);
}

TEST_F(ObjectTest, ownership_moves_and_copies) {
  Object first = value("[]");
  Object second = first;
  EXPECT_TRUE(first.is_same(second));
  Object third = std::move(first);
  EXPECT_TRUE(first.is_empty());  // NOLINT: that is what is tested
  EXPECT_TRUE(third.is_same(second));
  const Object& alias = third;
  third = alias;
  EXPECT_FALSE(third.is_empty());
  first = second;
  EXPECT_TRUE(first.is_same(third));
  EXPECT_EQ(Object().repr().error().type_name, "RuntimeError");
  EXPECT_EQ(Object().type_name(), "");
  EXPECT_FALSE(Object().call().ok());
  EXPECT_FALSE(Object().iterate().ok());
  EXPECT_FALSE(context_.set_global("x", Object()).ok());
}

TEST_F(ObjectTest, errors_hold_the_whole_report) {
  Result<void> result = context_.run(
      "def outer():\n    try:\n        {}['key']\n    except KeyError as e:\n        raise ValueError('bad value') "
      "from e\nouter()\n",
      "<test>");
  ASSERT_FALSE(result.ok());
  const memphis::Error& error = result.error();
  EXPECT_EQ(error.type_name, "ValueError");
  EXPECT_EQ(error.message, "bad value");
  EXPECT_EQ(error.traceback,
            "Traceback (most recent call last):\n"
            "  File \"<test>\", line 3, in outer\n"
            "    {}['key']\n"
            "    ~~^^^^^^^\n"
            "KeyError: 'key'\n"
            "\n"
            "The above exception was the direct cause of the following exception:\n"
            "\n"
            "Traceback (most recent call last):\n"
            "  File \"<test>\", line 6, in <module>\n"
            "    outer()\n"
            "    ~~~~~^^\n"
            "  File \"<test>\", line 5, in outer\n"
            "    raise ValueError('bad value') from e\n"
            "ValueError: bad value\n");
  EXPECT_EQ(error.exception.attribute("__cause__")->type_name(), "KeyError");
  EXPECT_EQ(context_.run("raise SystemExit(3)").error().exception.attribute("code")->to<int>().value(), 3);
  EXPECT_EQ(context_.run("class Odd(Exception):\n    def __str__(self): 1/0\nraise Odd").error().message,
            "<exception str() failed>");
}

TEST_F(ObjectTest, results_say_whether_there_is_a_value) {
  Result<int> bad = value("'x'").to<int>();
  EXPECT_FALSE(bad);
  EXPECT_EQ(bad.value_or(-1), -1);
  EXPECT_EQ(value("5").to<int>().value_or(-1), 5);
  EXPECT_DEATH((void)*bad, "TypeError: 'str' object cannot be interpreted as an integer");
}

}  // namespace
