// C++ functions that Python calls.
#include <gtest/gtest.h>
#include <memphis/memphis.h>

#include <memory>
#include <numeric>
#include <string>
#include <vector>

namespace {

using memphis::Context;
using memphis::Error;
using memphis::Invocation;
using memphis::Object;
using memphis::Result;

Result<Object> collect(Invocation& call) {
  call.context().collect_garbage();
  return call.context().make(nullptr);
}

double half(double x) { return x / 2; }

class HostFunctionTest : public testing::TestWithParam<memphis::Engine> {
 protected:
  static Context make() {
    memphis::ContextOptions options;
    options.engine = GetParam();
    return Context::create(options).value();
  }
  std::string shown(std::string_view text) {
    Result<Object> value = context_.evaluate(text);
    return value.ok() ? value->repr().value() : value.error().type_name + ": " + value.error().message;
  }

  Context context_ = make();
};

std::string engine_name(const testing::TestParamInfo<memphis::Engine>& info) {
  return info.param == memphis::Engine::kVm ? "vm" : "treewalk";
}
INSTANTIATE_TEST_SUITE_P(Engines, HostFunctionTest, testing::Values(memphis::Engine::kVm, memphis::Engine::kTreewalk),
                         engine_name);

TEST_P(HostFunctionTest, plain_functions) {
  ASSERT_TRUE(context_.define("add(a, b, /)", [](int64_t a, int64_t b) { return a + b; }).ok());
  ASSERT_TRUE(context_.define("half(x)", half).ok());
  ASSERT_TRUE(context_
                  .define("shout(text, times=2)",
                          [](std::string_view text, int times) {
                            std::string out;
                            for (int i = 0; i < times; i++) out += text;
                            return out + "!";
                          })
                  .ok());
  EXPECT_EQ(shown("add(40, 2)"), "42");
  EXPECT_EQ(shown("half(x=5)"), "2.5");
  EXPECT_EQ(shown("shout('ho')"), "'hoho!'");
  EXPECT_EQ(shown("shout(times=3, text='h')"), "'hhh!'");
  EXPECT_EQ(shown("list(map(add, [1, 2], [3, 4]))"), "[4, 6]");
}

TEST_P(HostFunctionTest, arguments_are_checked_as_pythons_are) {
  ASSERT_TRUE(context_.define("add(a, b, /)", [](int a, int b) { return a + b; }).ok());
  ASSERT_TRUE(context_.define("named(a, *, b=1)", [](int a, int b) { return a + b; }, "Adds.").ok());
  EXPECT_EQ(shown("add(1)"), "TypeError: add expected 2 arguments, got 1");
  EXPECT_EQ(shown("add(1, b=2)").substr(0, 10), "TypeError:");
  EXPECT_EQ(shown("add('x', 2)"), "TypeError: 'str' object cannot be interpreted as an integer");
  EXPECT_EQ(shown("add(2**40, 2)"), "OverflowError: Python int too large to convert to C++ integer");
  EXPECT_EQ(shown("named()"), "TypeError: named() missing required argument 'a' (pos 1)");
  EXPECT_EQ(shown("named(1, b=5)"), "6");
  EXPECT_EQ(shown("named.__doc__, named.__name__, named.__module__"), "('Adds.', 'named', '__main__')");
  EXPECT_EQ(shown("named.__text_signature__"), "'($self, /, a, *, b=1)'");
}

TEST_P(HostFunctionTest, every_kind_of_parameter_and_result) {
  ASSERT_TRUE(context_.define("optional(a=None)", [](std::optional<int> a) { return a.has_value(); }).ok());
  ASSERT_TRUE(
      context_
          .define("total(values)",
                  [](const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); })
          .ok());
  ASSERT_TRUE(context_.define("nothing()", [] {}).ok());
  ASSERT_TRUE(context_.define("maybe(a)", [](bool a) { return a ? std::optional<int>(1) : std::nullopt; }).ok());
  ASSERT_TRUE(context_.define("several(n)", [](int n) { return std::vector<int>(static_cast<size_t>(n), 7); }).ok());
  ASSERT_TRUE(context_.define("same(x)", [](const Object& x) { return x; }).ok());
  ASSERT_TRUE(context_
                  .define("rest(a, *args, key, **kwargs)",
                          [](Invocation& call) -> Result<Object> {
                            return call.context().make_tuple({call[0], call[2], call[1], call[3], call.size()});
                          })
                  .ok());
  EXPECT_EQ(shown("optional(), optional(None), optional(3)"), "(False, False, True)");
  EXPECT_EQ(shown("total(x / 2 for x in range(4))"), "3.0");
  EXPECT_EQ(shown("nothing()"), "None");
  EXPECT_EQ(shown("maybe(1), maybe(0)"), "(1, None)");
  EXPECT_EQ(shown("several(3)"), "[7, 7, 7]");
  EXPECT_EQ(shown("x = []\nsame(x) is x"), "True");
  EXPECT_EQ(shown("rest(1, 2, 3, key='k', more=4)"), "(1, (2, 3), 'k', {'more': 4}, 4)");
  EXPECT_EQ(shown("rest(1, key=2)"), "(1, (), 2, {}, 4)");
}

TEST_P(HostFunctionTest, defaults_are_expressions) {
  ASSERT_TRUE(context_.run("base = 10").ok());
  ASSERT_TRUE(context_
                  .define("f(a, b=base * 2, c=(1, 'x, y'), d=\"it's\\n\")",
                          [](Invocation& call) -> Result<Object> {
                            return call.context().make_tuple({call[0], call[1], call[2], call[3]});
                          })
                  .ok());
  EXPECT_EQ(shown("f(0)"), "(0, 20, (1, 'x, y'), \"it's\\n\")");
  EXPECT_EQ(shown("f(0, d=1)"), "(0, 20, (1, 'x, y'), 1)");
  Result<void> bad = context_.define("g(a=1/0)", [](int a) { return a; });
  EXPECT_EQ(bad.error().type_name, "ZeroDivisionError");
}

TEST_P(HostFunctionTest, bad_signatures_are_refused) {
  auto problem = [&](const char* signature) {
    Result<void> result = context_.define(signature, [](int a) { return a; });
    return result.ok() ? "" : result.error().type_name;
  };
  EXPECT_EQ(problem("f(a)"), "");
  for (const char* bad : {"", "f", "f(a", "f(a b)", "f(a, a)", "f(a): pass\ndef g(b)", "f(a):\n 1\n#", "1f(a)",
                          "f(a)\xff", "f(*, a, /)", "def f(a)"}) {
    EXPECT_EQ(problem(bad), "SyntaxError") << bad;
  }
  EXPECT_EQ(problem("f(a, b)"), "TypeError");
  EXPECT_EQ(problem("f()"), "TypeError");
}

TEST_P(HostFunctionTest, errors_are_raised) {
  ASSERT_TRUE(context_.define("fail(kind)", [](const std::string& kind) { return Error::make(kind, "no good"); }).ok());
  ASSERT_TRUE(context_
                  .define("check(n)",
                          [](int n) -> Result<int> {
                            if (n < 0) return Error::make("ValueError", "negative");
                            return n;
                          })
                  .ok());
  EXPECT_EQ(shown("fail('KeyError')"), "KeyError: 'no good'");
  EXPECT_EQ(shown("fail('NoSuchThing')"), "RuntimeError: NoSuchThing: no good");
  EXPECT_EQ(shown("fail('int')"), "RuntimeError: int: no good");
  EXPECT_EQ(shown("check(3)"), "3");
  EXPECT_EQ(shown("try: check(-1)\nexcept ValueError as e: r = str(e)\nr"), "'negative'");
}

TEST_P(HostFunctionTest, python_may_be_called_back) {
  ASSERT_TRUE(context_
                  .define("twice(f, x)",
                          [](const Object& f, const Object& x) -> Result<Object> {
                            Result<Object> once = f.call(x);
                            if (!once.ok()) return once;
                            return f.call(*once);
                          })
                  .ok());
  EXPECT_EQ(shown("twice(lambda n: n * n, 3)"), "81");
  EXPECT_EQ(shown("twice(lambda n: 1 // 0, 3)"), "ZeroDivisionError: division by zero");
  Result<void> result = context_.run("def inner(n):\n    raise KeyError(n)\n\ntwice(inner, 5)\n", "<back>");
  EXPECT_EQ(result.error().traceback,
            "Traceback (most recent call last):\n"
            "  File \"<back>\", line 4, in <module>\n"
            "    twice(inner, 5)\n"
            "    ~~~~~^^^^^^^^^^\n"
            "  File \"<back>\", line 2, in inner\n"
            "    raise KeyError(n)\n"
            "KeyError: 5\n");
  ASSERT_TRUE(context_.define("collect()", collect).ok());
  // From within a generator, whose stack is another one on the tree walker, with collections in between.
  EXPECT_EQ(shown("def gen():\n"
                  "    for i in range(3):\n"
                  "        yield twice(lambda n: (collect(), [object() for _ in range(1000)], n + 1)[2], i)\n"
                  "list(gen())"),
            "[2, 3, 4]");
}

TEST_P(HostFunctionTest, recursion_through_the_host_ends) {
  ASSERT_TRUE(context_.define("again(f, n)", [](const Object& f, int n) { return f.call(n + 1); }).ok());
  EXPECT_EQ(shown("def f(n): return again(f, n)\nf(0)").substr(0, 15), "RecursionError:");
  EXPECT_EQ(shown("1 + 1"), "2");
}

TEST_P(HostFunctionTest, functions_live_as_long_as_their_context) {
  auto token = std::make_shared<int>(1);
  std::weak_ptr<int> watch = token;
  Object function;
  {
    Context context = make();
    ASSERT_TRUE(context.define("f(a)", [token = std::move(token)](int a) { return a + *token; }).ok());
    function = context.global("f").value();
    EXPECT_EQ(function.call(1)->to<int>().value(), 2);
    EXPECT_FALSE(watch.expired());
  }
  EXPECT_TRUE(watch.expired());
  EXPECT_EQ(function.call(1).error().message, "the Context that this function belongs to is gone");
  EXPECT_EQ(function.attribute("__name__")->to<std::string>().value(), "f");
}

TEST_P(HostFunctionTest, a_function_may_own_objects) {
  std::weak_ptr<int> watch;
  {
    Context context = make();
    auto token = std::make_shared<int>(1);
    watch = token;
    Object list = context.evaluate("[]").value();
    ASSERT_TRUE(context.define("log(x)", [list, token](const Object& x) { return list.append(x); }).ok());
    ASSERT_TRUE(context.run("log(1); log('two')").ok());
    EXPECT_EQ(list.repr().value(), "[1, 'two']");
  }
  EXPECT_TRUE(watch.expired());
}

TEST_P(HostFunctionTest, a_context_may_be_destroyed_in_the_midst_of_a_call) {
  auto context = std::make_unique<Context>(make());
  ASSERT_TRUE(context->define("end()", [&] { context.reset(); }).ok());
  Object function = context->evaluate("def f():\n    end()\n    return 'still here'\nf").value();
  EXPECT_EQ(function.call()->to<std::string>().value(), "still here");
  EXPECT_EQ(context, nullptr);
  EXPECT_FALSE(function.call().ok());
}

TEST_P(HostFunctionTest, function_objects_that_cannot_be_copied) {
  auto owned = std::make_unique<int>(5);
  Object function = context_.make_function("f(a=1)", [owned = std::move(owned)](int a) { return a + *owned; }).value();
  EXPECT_EQ(function.call()->to<int>().value(), 6);
  EXPECT_FALSE(context_.global("f").ok());
}

}  // namespace
