// stress_threads [PROGRAM...]: several interpreters at work at the same time, on threads of their own, on both engines.
// All threads run the same programs, a text of our own first and then the files, and must print the same. Built with
// ThreadSanitizer (preset tsan) it shows that two interpreters share nothing that either changes.
#include <memphis/memphis.h>
#include <pthread.h>

#include <atomic>
#include <cctype>
#include <cstdio>
#include <string>
#include <vector>

// What ThreadSanitizer cannot see: glibc keeps the names of time zones for ever, under a lock of its own.
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions() { return "race:zone_at\n"; }

namespace {

constexpr int kThreads = 4;
constexpr int kRounds = 3;
// ThreadSanitizer's frames are large.
// ThreadSanitizer follows 65,536 calls at most, and native recursion goes as deep as its stack allows.
constexpr size_t kStack = size_t{8} << 20;

// A little of everything: what is interned, cached, specialised, collected, formatted, imported and reported.
constexpr const char* kProgram = R"(
import sys, time, math, itertools, errno

class Base:
    registry = []
    def __init_subclass__(cls): Base.registry.append(cls.__name__)
    def __init__(self, n): self.n = n
    def __add__(self, other): return type(self)(self.n + other.n)
    def __repr__(self): return f'{type(self).__name__}({self.n!r})'
    def __del__(self): Base.deleted = getattr(Base, 'deleted', 0) + 1
class Derived(Base):
    __slots__ = ('extra',)
    @property
    def double(self): return self.n * 2

def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
def numbers(n):
    for i in range(n):
        got = yield i
        if got: yield got
async def later(x): return x

print(fib(12), sum(numbers(50)), [Derived(i) + Derived(1) for i in range(3)])
print(2 ** 300 % 10 ** 20, 1e300 * 1e10, 0.1 + 0.2, f'{math.pi:>+10.3f}', '%s-%r' % ('x', 'y'))
print('straße'.upper(), 'ΑΣ'.lower(), sorted({'b': 1, 'a': 2}.items()), {1, 2} | {3})
print(list(itertools.islice(itertools.permutations('abc'), 4)), Derived(4).double, Base.registry)
for n in range(200):
    namespace = {}
    exec(f'def f{n}(a, b={n}): return a + b + {n}', namespace)
    assert namespace[f'f{n}'](1) == 1 + 2 * n
    getattr(Derived(n), 'double')
    setattr(Base, f'name{n}', n)
try:
    {}['missing' + str(1)]
except KeyError as e:
    print(repr(e), e.__traceback__.tb_lineno)
try:
    later(1).send(None)
except StopIteration as e:
    print(e.value)
def deep(n): return deep(n + 1)
try: deep(0)
except RecursionError as e: print(e)
junk = [[i, str(i)] for i in range(20000)]
junk = [Derived(i) for i in range(5000)]
del junk
match (1, [2, 3], {'k': 4}):
    case (a, [b, *rest], {'k': c}): print(a, b, rest, c)
print(sys.intern('some text') is sys.intern('some ' + 'text'), errno.ENOENT, time.gmtime(0).tm_year)
undefined_name
)";

std::atomic<int> ready = 0;

struct Job {
  int number;
  const std::vector<std::string>* files;
  std::string output;
};

void run_one(Job& job, memphis::Engine engine, const memphis::MainProgram& program) {
  memphis::ContextOptions options;
  options.engine = engine;
  options.hash_seed = 0;
  options.standard_output = [&](std::string_view text) { job.output += text; };
  options.standard_error = options.standard_output;
  memphis::Result<memphis::Context> context = memphis::Context::create(options);
  if (!context.ok()) {
    job.output += context.error().traceback;
    return;
  }
  context->define("host(x, /)", [](int x) { return x + 1; }).value();
  int status = context->run_main(program);
  job.output += "status " + std::to_string(status) + "\n";
  memphis::Result<memphis::Object> value = context->evaluate("host(41)");
  job.output += (value.ok() ? value->repr().value() : value.error().traceback) + "\n";
}

void* run(void* pointer) {
  Job& job = *static_cast<Job*>(pointer);
  ready++;
  while (ready < kThreads) {
  }
  for (int round = 0; round < kRounds; round++) {
    for (memphis::Engine engine : {memphis::Engine::kVm, memphis::Engine::kTreewalk}) {
      run_one(job, engine, {memphis::MainProgram::Kind::kText, kProgram, "<stress>"});
    }
  }
  for (const std::string& file : *job.files) {
    job.output += "== " + file + "\n";
    for (memphis::Engine engine : {memphis::Engine::kVm, memphis::Engine::kTreewalk}) {
      run_one(job, engine, {memphis::MainProgram::Kind::kFile, file, {}});
    }
  }
  return nullptr;
}

// Addresses differ.
std::string without_addresses(const std::string& text) {
  std::string out;
  for (size_t i = 0; i < text.size(); i++) {
    out += text[i];
    if (!out.ends_with(" at 0x")) continue;
    while (i + 1 < text.size() && isxdigit(static_cast<unsigned char>(text[i + 1]))) i++;
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> files(argv + 1, argv + argc);
  std::vector<Job> jobs;
  for (int i = 0; i < kThreads; i++) jobs.push_back({i, &files, {}});
  pthread_t threads[kThreads];
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStack);
  for (Job& job : jobs) {
    if (pthread_create(&threads[job.number], &attributes, run, &job) != 0) return 2;
  }
  for (pthread_t thread : threads) pthread_join(thread, nullptr);
  for (Job& job : jobs) {
    job.output = without_addresses(job.output);
    if (job.output == jobs[0].output) continue;
    printf("thread %d printed something else:\n%s\n---- thread 0:\n%s\n", job.number, job.output.c_str(),
           jobs[0].output.c_str());
    return 1;
  }
  printf("%s%d threads, %zu bytes each\n", jobs[0].output.substr(0, 700).c_str(), kThreads, jobs[0].output.size());
  return 0;
}
