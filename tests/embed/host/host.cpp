// A host: builds with the installed headers and nothing else, on any compiler, with exceptions or without.
#include <memphis/memphis.h>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

int checks = 0;

void check(bool holds, const char* what) {
  checks++;
  if (holds) return;
  std::printf("FAIL: %s\n", what);
  std::exit(1);
}

struct Point {
  double x, y;
};

double length_squared(const Point& point) { return point.x * point.x + point.y * point.y; }

void evaluate_once() {
  memphis::Result<memphis::Context> context = memphis::Context::from_text("sum(range(11)) * 2");
  check(context.ok(), "a Context is made of a text");
  memphis::Result<memphis::Object> value = (*std::move(context)).evaluate_oneshot();
  check(value.ok() && value->to<int>().value_or(0) == 110, "a value is evaluated once");
  check(memphis::evaluate_oneshot("'a' + 'b'")->to<std::string>().value() == "ab", "in one step");
}

void run_and_read() {
  std::string printed;
  memphis::ContextOptions options;
  options.standard_output = [&](std::string_view text) { printed += text; };
  options.arguments = {"host", "--quick"};
  memphis::Context context = memphis::Context::create(options).value();
  context.set_global("names", context.make_list({"Ada", "Grace"}).value()).value();
  context.run("import sys\nfor name in names: print(name, sys.argv[1])\ntotal = len(names)").value();
  check(printed == "Ada --quick\nGrace --quick\n", "output goes to the host");
  context.run("total += 40").value();
  check(context.global("total")->to<int>().value() == 42, "globals are read between runs");
}

void call_both_ways() {
  memphis::Context context = memphis::Context::create().value();
  context.define("scale(x, factor=2.0, /)", [](double x, double factor) { return x * factor; }).value();
  context.define("norm(point)", [](const Point& point) { return length_squared(point); }).value();
  context
      .define("checked(n, /)",
              [](int n) -> memphis::Result<int> {
                if (n < 0) return memphis::Error::make("ValueError", "n must not be negative");
                return n;
              })
      .value();
  check(context.evaluate("scale(4), scale(4, .5)")->repr().value() == "(8.0, 2.0)", "Python calls C++");
  check(context.evaluate("norm((3, 4))")->to<double>().value() == 25, "with types of the host's own");
  memphis::Result<memphis::Object> bad = context.evaluate("checked(-1)");
  check(!bad.ok() && bad.error().type_name == "ValueError", "errors of the host are raised");
  context.run("def greet(name, *, mark='!'): return 'Hello ' + name + mark").value();
  memphis::Object greet = context.global("greet").value();
  check(greet.call("Ada", memphis::keyword("mark", "?"))->to<std::string>().value() == "Hello Ada?",
        "C++ calls Python");
#if defined(__cpp_exceptions)
  context.define("throws()", []() -> int { throw std::runtime_error("from C++"); }).value();
  memphis::Result<memphis::Object> thrown = context.evaluate("throws()");
  check(!thrown.ok() && thrown.error().message == "from C++", "what the host throws is raised");
#endif
}

void errors_are_values() {
  memphis::Context context = memphis::Context::create().value();
  memphis::Result<void> result = context.run("def f():\n    return {}['missing']\nf()\n", "<host>");
  check(!result.ok(), "an uncaught exception is an error");
  check(result.error().type_name == "KeyError" && result.error().message == "'missing'", "with type and message");
  check(
      result.error().traceback.find("  File \"<host>\", line 2, in f\n    return {}['missing']\n") != std::string::npos,
      "and the traceback");
  memphis::ContextOptions small;
  small.memory_limit = 16 << 20;
  memphis::Context limited = memphis::Context::create(small).value();
  check(limited.run("x = 'x' * 10**9").error().type_name == "MemoryError", "memory is limited");
}

void engines_and_threads() {
  std::vector<std::thread> threads;
  int results[4] = {};
  for (int i = 0; i < 4; i++) {
    threads.emplace_back([i, &results] {
      memphis::ContextOptions options;
      options.engine = i % 2 == 0 ? memphis::Engine::kVm : memphis::Engine::kTreewalk;
      memphis::Context context = memphis::Context::create(options).value();
      context.set_global("n", i).value();
      context.run("def fib(k): return k if k < 2 else fib(k - 1) + fib(k - 2)\nresult = fib(15) + n").value();
      results[i] = context.global("result")->to<int>().value();
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (int i = 0; i < 4; i++) check(results[i] == 610 + i, "Contexts run on several threads");
}

}  // namespace

template <>
struct memphis::Conversion<Point> {
  static Result<Point> from(const Object& object) {
    Result<Object> x = object.item(0);
    if (!x.ok()) return std::move(x).error();
    Result<Object> y = object.item(1);
    if (!y.ok()) return std::move(y).error();
    return Point{x->to<double>().value_or(0.0), y->to<double>().value_or(0.0)};
  }
};

int main() {
  evaluate_once();
  run_and_read();
  call_both_ways();
  errors_are_values();
  engines_and_threads();
  std::printf("%s of Python %s: %d checks\n", memphis::library_version(), memphis::python_version(), checks);
  return 0;
}
