// The embedding API on both engines: programs, names, several runs, limits, output.
#include <gtest/gtest.h>
#include <memphis/memphis.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace {

using memphis::Context;
using memphis::ContextOptions;
using memphis::Engine;
using memphis::Object;
using memphis::ObjectKind;
using memphis::Result;

// A fresh directory, removed with what is in it.
class TemporaryFile {
 public:
  TemporaryFile(const std::string& name, const std::string& text) {
    char directory[] = "/tmp/memphis-api-XXXXXX";
    directory_ = mkdtemp(directory);
    path_ = directory_ + "/" + name;
    std::ofstream(path_) << text;
  }
  ~TemporaryFile() {
    unlink(path_.c_str());
    rmdir(directory_.c_str());
  }
  const std::string& path() const { return path_; }
  const std::string& directory() const { return directory_; }

 private:
  std::string directory_, path_;
};

class ContextTest : public testing::TestWithParam<Engine> {
 protected:
  static ContextOptions options() {
    ContextOptions result;
    result.engine = GetParam();
    return result;
  }
  static Context make() { return Context::create(options()).value(); }
};

std::string engine_name(const testing::TestParamInfo<Engine>& info) {
  return info.param == Engine::kVm ? "vm" : "treewalk";
}
INSTANTIATE_TEST_SUITE_P(Engines, ContextTest, testing::Values(Engine::kVm, Engine::kTreewalk), engine_name);

TEST_P(ContextTest, evaluates_an_expression_once) {
  Result<Context> context = Context::from_text("2 ** 10", options());
  ASSERT_TRUE(context.ok());
  Result<Object> value = (*std::move(context)).evaluate_oneshot();
  EXPECT_EQ(value->to<int>().value(), 1024);
}

TEST_P(ContextTest, the_value_of_a_snippet_is_its_last_expression) {
  auto value_of = [](const char* text) { return memphis::evaluate_oneshot(text, options()).value().repr().value(); };
  EXPECT_EQ(value_of("x = 20\ny = 22\nx + y"), "42");
  EXPECT_EQ(value_of("'only a text'"), "'only a text'");
  EXPECT_EQ(value_of("'a docstring'\n__doc__"), "'a docstring'");
  EXPECT_EQ(value_of("x = 1"), "None");
  EXPECT_EQ(value_of(""), "None");
  EXPECT_EQ(value_of("# nothing\n"), "None");
  EXPECT_EQ(value_of("def f(n):\n    return n * 2\n\nf(4)\n"), "8");
  EXPECT_EQ(value_of("for i in range(3): i"), "None");
  EXPECT_EQ(value_of("x = 5; x"), "5");
  EXPECT_EQ(value_of("x: int = 5\n[x, __annotations__ if '__annotations__' in dir() else None][0]"), "5");
  EXPECT_EQ(value_of("\n\n(1,\n 2)\n"), "(1, 2)");
}

TEST_P(ContextTest, a_value_outlives_its_context) {
  Object list;
  {
    Context context = make();
    ASSERT_TRUE(context.run("class Box:\n    def __init__(self): self.items = [1, 2, 3]\nbox = Box()").ok());
    list = context.global("box")->attribute("items").value();
    context.collect_garbage();
  }
  EXPECT_EQ(list.repr().value(), "[1, 2, 3]");
  EXPECT_EQ(list.type_name(), "list");
}

TEST_P(ContextTest, several_runs_share_the_namespace) {
  Context context = make();
  ASSERT_TRUE(context.run("total = 0\ndef add(n):\n    global total\n    total += n\n").ok());
  for (int i = 1; i <= 10; i++) ASSERT_TRUE(context.run("add(" + std::to_string(i) + ")").ok());
  EXPECT_EQ(context.global("total")->to<int>().value(), 55);
  EXPECT_EQ(context.evaluate("total * 2")->to<int>().value(), 110);
  ASSERT_TRUE(context.set_global("total", 7).ok());
  ASSERT_TRUE(context.run("add(1)").ok());
  EXPECT_EQ(context.global("total")->to<int>().value(), 8);
  EXPECT_EQ(context.globals()->item("total")->to<int>().value(), 8);
  EXPECT_TRUE(context.global("print")->is_callable());
}

TEST_P(ContextTest, a_program_runs_as_often_as_it_is_asked_to) {
  Context context = Context::from_text("try:\n    n += 1\nexcept NameError:\n    n = 1\n", options()).value();
  for (int i = 0; i < 3; i++) ASSERT_TRUE(context.run().ok());
  EXPECT_EQ(context.global("n")->to<int>().value(), 3);
  Result<void> without = make().run();
  ASSERT_FALSE(without.ok());
  EXPECT_EQ(without.error().type_name, "RuntimeError");
}

TEST_P(ContextTest, programs_in_files_know_where_they_are) {
  TemporaryFile file("program.py", "import sys\nwhere = (__file__, __name__, sys.path[0])\nlen(where)\n");
  Context context = Context::from_file(file.path(), options()).value();
  ASSERT_TRUE(context.run().ok());
  Object where = context.global("where").value();
  EXPECT_EQ(where.item(0)->to<std::string>().value(), file.path());
  EXPECT_EQ(where.item(1)->to<std::string>().value(), "__main__");
  EXPECT_EQ(where.item(2)->to<std::string>().value(), file.directory());
  EXPECT_EQ((*Context::from_file(file.path(), options())).evaluate_oneshot()->to<int>().value(), 3);
}

TEST_P(ContextTest, what_cannot_start_says_why) {
  Result<Context> missing = Context::from_file("/nowhere/at/all.py", options());
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().type_name, "FileNotFoundError");
  EXPECT_EQ(missing.error().message, "[Errno 2] No such file or directory: '/nowhere/at/all.py'");
  Result<Context> broken = Context::from_text("x = = 1\n", options(), "<broken>");
  ASSERT_FALSE(broken.ok());
  EXPECT_EQ(broken.error().type_name, "SyntaxError");
  EXPECT_EQ(broken.error().message, "invalid syntax (<broken>, line 1)");
  EXPECT_EQ(broken.error().traceback,
            "  File \"<broken>\", line 1\n    x = = 1\n        ^\nSyntaxError: invalid syntax\n");
  Result<Context> junk = Context::from_text("x = '\xff\xfe'", options());
  ASSERT_FALSE(junk.ok());
  EXPECT_EQ(junk.error().type_name, "SyntaxError");
  EXPECT_FALSE(Context::from_text(std::string_view("a\0b", 3), options()).ok());
}

TEST_P(ContextTest, arguments_and_search_path) {
  TemporaryFile module("helper_module.py", "answer = 42\n");
  ContextOptions with_path = options();
  with_path.arguments = {"program", "one", "zwei\xff"};
  with_path.search_path = {module.directory()};
  Context context = Context::create(with_path).value();
  EXPECT_EQ(context.evaluate("import sys; sys.argv")->repr().value(), "['program', 'one', 'zwei\\udcff']");
  EXPECT_EQ(context.import_module("helper_module")->attribute("answer")->to<int>().value(), 42);
  EXPECT_EQ(make().evaluate("import sys; sys.argv")->repr().value(), "['']");
}

TEST_P(ContextTest, output_goes_where_the_host_wants_it) {
  std::string output, errors;
  ContextOptions with_output = options();
  with_output.standard_output = [&](std::string_view text) { output += text; };
  with_output.standard_error = [&](std::string_view text) { errors += text; };
  Context context = Context::create(with_output).value();
  ASSERT_TRUE(context
                  .run("import sys\nprint('hällo', 1, sep='|')\nprint('oops', file=sys.stderr)\n"
                       "print('\\udc80', file=sys.stderr, end='')")
                  .ok());
  EXPECT_EQ(output, "hällo|1\n");
  EXPECT_EQ(errors, "oops\n\\udc80");
  Result<void> failed = context.run("print('\\udc80')");
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().type_name, "UnicodeEncodeError");
  memphis::MainProgram program{memphis::MainProgram::Kind::kText, "print(1)\n1/0\n", "<main>"};
  errors.clear();
  EXPECT_EQ(context.run_main(program), 1);
  EXPECT_EQ(errors,
            "Traceback (most recent call last):\n  File \"<main>\", line 2, in <module>\n    1/0\n    ~^~\n"
            "ZeroDivisionError: division by zero\n");
  program.source = "import sys; sys.exit(7)";
  EXPECT_EQ(context.run_main(program), 7);
}

TEST_P(ContextTest, memory_is_limited) {
  ContextOptions limited = options();
  limited.memory_limit = 32 << 20;
  Context context = Context::create(limited).value();
  Result<void> result = context.run("data = []\nwhile True:\n    data.append('x' * 100000 + str(len(data)))\n");
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().type_name, "MemoryError");
  EXPECT_LE(context.memory_use().committed_bytes, uint64_t{32} << 20);
  // The Context goes on once there is room again.
  result = {};
  ASSERT_TRUE(context.run("del data").ok());
  context.collect_garbage();
  EXPECT_EQ(context.evaluate("len('x' * 1000000)")->to<int>().value(), 1000000);
}

TEST_P(ContextTest, too_little_memory_to_start_is_an_error) {
  for (uint64_t megabytes = 0; megabytes < 4; megabytes++) {
    ContextOptions limited = options();
    limited.memory_limit = (megabytes << 20) + 1;
    Result<Context> context = Context::create(limited);
    if (!context.ok()) EXPECT_EQ(context.error().type_name, "MemoryError");
    EXPECT_TRUE(megabytes > 0 || !context.ok());
  }
}

TEST_P(ContextTest, recursion_is_limited) {
  ContextOptions shallow = options();
  shallow.recursion_limit = 100;
  Context context = Context::create(shallow).value();
  Result<void> result = context.run("def f(n):\n    global deepest\n    deepest = n\n    f(n + 1)\nf(1)");
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().type_name, "RecursionError");
  EXPECT_EQ(result.error().message, "maximum recursion depth exceeded");
  int deepest = context.global("deepest")->to<int>().value();
  EXPECT_GT(deepest, 90);
  EXPECT_LE(deepest, 100);
}

// The native stack of the thread that runs is what counts, not that of the thread that made the Context.
TEST_P(ContextTest, a_small_native_stack_is_respected) {
  ContextOptions deep = options();
  deep.recursion_limit = 1000000;
  Context context = Context::create(deep).value();
  struct Job {
    Context& context;
    std::string type_name;
  } job{context, {}};
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 1 << 20);
  pthread_t thread;
  auto run = [](void* pointer) -> void* {
    auto* the_job = static_cast<Job*>(pointer);
    Result<void> result = the_job->context.run(
        "class A:\n    def __repr__(self): return repr([self])\n"
        "x = []\nfor i in range(100000): x = [x]\nrepr(x)\n");
    the_job->type_name = result.ok() ? "" : result.error().type_name;
    return nullptr;
  };
  ASSERT_EQ(pthread_create(&thread, &attributes, run, &job), 0);
  pthread_join(thread, nullptr);
  EXPECT_EQ(job.type_name, "RecursionError");
  EXPECT_EQ(context.evaluate("1 + 1")->to<int>().value(), 2);
}

TEST_P(ContextTest, a_context_may_move_between_threads) {
  Context context = make();
  ASSERT_TRUE(
      context.run("def gen():\n    for i in range(1000):\n        yield [i] * 10\ng = gen()\nnext(g)\nlog = []").ok());
  ASSERT_TRUE(context
                  .define("collect()",
                          [](memphis::Invocation& call) {
                            call.context().collect_garbage();
                            return call.context().make(nullptr);
                          })
                  .ok());
  for (int i = 0; i < 8; i++) {
    std::thread([&] {
      Result<void> result = context.run("for _ in range(50): log.append(next(g))\ncollect()");
      EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().traceback);
    }).join();
  }
  EXPECT_EQ(context.evaluate("len(log), log[-1][0]")->repr().value(), "(400, 400)");
}

TEST_P(ContextTest, a_used_up_context_answers_errors) {
  Context context = Context::from_text("1", options()).value();
  ASSERT_TRUE(std::move(context).evaluate_oneshot().ok());
  EXPECT_EQ(context.run("x = 1").error().type_name, "RuntimeError");  // NOLINT: that is what is tested
  EXPECT_FALSE(context.evaluate("1").ok());                           // NOLINT
  EXPECT_FALSE(context.global("x").ok());                             // NOLINT
  EXPECT_EQ(context.memory_use().committed_bytes, 0u);                // NOLINT
  EXPECT_EQ(context.run_main({}), 1);                                 // NOLINT
  EXPECT_FALSE(std::move(context).evaluate_oneshot().ok());           // NOLINT
}

TEST_P(ContextTest, the_hash_seed_can_be_fixed) {
  ContextOptions seeded = options();
  seeded.hash_seed = 0;
  auto hash = [&](const ContextOptions& the_options) {
    return memphis::evaluate_oneshot("hash('memphis')", the_options)->to<int64_t>().value();
  };
  EXPECT_EQ(hash(seeded), hash(seeded));
  EXPECT_NE(hash(options()), hash(options()));
}

TEST_P(ContextTest, the_environment_is_left_alone) {
  setenv("PYTHONPATH", "/from/the/environment", 1);
  const char* text = "import sys; '/from/the/environment' in sys.path";
  EXPECT_FALSE(memphis::evaluate_oneshot(text, options())->to<bool>().value());
  ContextOptions heeding = options();
  heeding.use_environment = true;
  EXPECT_TRUE(memphis::evaluate_oneshot(text, heeding)->to<bool>().value());
  unsetenv("PYTHONPATH");
}

TEST_P(ContextTest, another_thread_may_interrupt) {
  Context context = make();
  std::thread watchdog([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    context.interrupt();
  });
  Result<void> result = context.run("while True: pass");
  watchdog.join();
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().type_name, "KeyboardInterrupt");
  EXPECT_EQ(context.evaluate("1 + 1")->to<int>().value(), 2);
}

// Peak memory of contexts that come and go is that of one.
TEST_P(ContextTest, a_thousand_contexts_leave_nothing_behind) {
  auto resident = [] {
    long pages = 0, resident_pages = 0;
    FILE* file = fopen("/proc/self/statm", "r");
    if (file == nullptr || fscanf(file, "%ld %ld", &pages, &resident_pages) != 2) resident_pages = 0;
    if (file != nullptr) fclose(file);
    return resident_pages * sysconf(_SC_PAGESIZE);
  };
  auto one = [] {
    Context context =
        Context::from_text("class C: pass\nx = [C() for _ in range(1000)]\ng = (i for i in x)\nnext(g)\nlen(x)",
                           options())
            .value();
    ASSERT_TRUE(context.define("f(a)", [](int a) { return a; }).ok());
    ASSERT_EQ((std::move(context)).evaluate_oneshot()->repr().value().substr(0, 1), "1");
  };
#ifdef MEMPHIS_SANITIZED
  constexpr long kAllowed = 272 << 20;  // AddressSanitizer keeps 256 MB of what was freed, to see who still uses it
#else
  constexpr long kAllowed = 4 << 20;
#endif
  for (int i = 0; i < 50; i++) one();
  long before = resident();
  for (int i = 0; i < 1000; i++) one();
  EXPECT_LT(resident() - before, kAllowed);
}

TEST(ContextsTest, two_contexts_share_nothing) {
  Context first = Context::create().value();
  Context second = Context::create().value();
  ASSERT_TRUE(first.run("import sys\nsys.marker = 1\nx = 'first'\nint.__doc__").ok());
  EXPECT_FALSE(second.global("x").ok());
  EXPECT_FALSE(second.evaluate("import sys; hasattr(sys, 'marker')")->to<bool>().value());
  Object list = first.evaluate("[1, 2]").value();
  Result<void> mixed = second.set_global("x", list);
  ASSERT_FALSE(mixed.ok());
  EXPECT_EQ(mixed.error().message, "an Object of another Context cannot be used here");
}

}  // namespace
