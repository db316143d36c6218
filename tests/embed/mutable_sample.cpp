// What mutable_globals.py must find, and what it must leave alone.
namespace {
int counter = 1;
thread_local int per_thread;
constexpr const char* kNames[] = {"constant", "with addresses"};
const int kNumbers[] = {1, 2, 3};
}  // namespace

extern int* shared;
int* shared = &counter;

int next() {
  static int last;
  return last += counter + per_thread++ + kNumbers[last % 3] + kNames[last % 2][0];
}
