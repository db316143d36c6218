// The command line: what is asked for, and how it is run.
#include "command_line.h"

#include <memphis/memphis.h>
#include <pthread.h>
#include <unistd.h>

#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "command_options.h"
#include "explain.h"
#include "interrupts.h"
#include "program_path.h"
#include "standard_input.h"

namespace {

struct Command {
  enum class Kind { kFile, kCode, kModule, kStandardInput, kInteractive, kExplain, kVersion, kHelp, kUsageError };
  Kind kind = Kind::kStandardInput;
  std::string target;
  std::string complaint;
  ExplainCommand explain;
  memphis::ContextOptions options;
};

constexpr const char* kUsage =
    "usage: memphis [option] ... [-c cmd | -m mod | file | directory | zip | -] [arg] ...\n"
    "  -B               do not cache compiled modules in __pycache__\n"
    "  -b, -bb          warn of str(bytes) and comparisons of bytes with str; make that an error\n"
    "  -c cmd           run the program text\n"
    "  -E               heed no environment variables\n"
    "  -I               isolated: -E, -P and -s\n"
    "  -i               read from standard input when the program has ended\n"
    "  -m mod           run a library module as a script\n"
    "  -O, -OO          drop asserts; drop docstrings too\n"
    "  -P               do not put the program's directory on sys.path\n"
    "  -s, -S           no user site directory; no import of site\n"
    "  -u               write what is printed at once\n"
    "  -W arg           control warnings: action:message:category:module:lineno\n"
    "  -x               skip the first line of the program's file\n"
    "  -X opt           dev, faulthandler, int_max_str_digits=N, pycache_prefix=DIR, utf8, warn_default_encoding, "
    "engine=ENGINE\n"
    "  --check-hash-based-pycs always|default|never  when to look whether a cached module is up to date\n"
    "  -V, --version    print the version\n"
    "  -h, --help       print this text\n"
    "  --engine=ENGINE  vm (default) or treewalk; also MEMPHIS_ENGINE\n"
    "  explain STAGE FILE  show the tokens, ast, scopes, bytecode or all of a program\n";

Command parse_command(int argc, char** argv) {
  CommandOptions given = parse_options(argc, argv);
  Command command;
  command.options = std::move(given.context);
  command.options.program_name = argv[0];
  command.options.executable = program_path(argv[0]);
  std::vector<std::string>& arguments = command.options.arguments;
  const int first = given.next;
  using Wanted = CommandOptions::Wanted;
  if (!given.complaint.empty()) {
    command.kind = Command::Kind::kUsageError;
    command.complaint = given.complaint;
  } else if (given.wanted == Wanted::kVersion || given.wanted == Wanted::kHelp) {
    command.kind = given.wanted == Wanted::kVersion ? Command::Kind::kVersion : Command::Kind::kHelp;
  } else if (given.wanted == Wanted::kCode || given.wanted == Wanted::kModule) {
    bool is_code = given.wanted == Wanted::kCode;
    command.kind = is_code ? Command::Kind::kCode : Command::Kind::kModule;
    command.target = given.target;
    arguments.emplace_back(is_code ? "-c" : "-m");
    arguments.insert(arguments.end(), argv + first, argv + argc);
  } else if (first < argc && std::string_view(argv[first]) == "explain") {
    command.kind = Command::Kind::kExplain;
    command.explain = parse_explain({argv + first + 1, argv + argc}, command.options);
  } else {
    arguments.assign(argv + first, argv + argc);
    if (first < argc && std::string_view(argv[first]) != "-") {
      command.kind = Command::Kind::kFile;
      command.target = argv[first];
    }
    bool is_typed = arguments.empty() && (isatty(STDIN_FILENO) != 0 || command.options.flags.inspect);
    if (is_typed && command.kind == Command::Kind::kStandardInput) command.kind = Command::Kind::kInteractive;
    if (arguments.empty()) arguments.emplace_back();
  }
  return command;
}

memphis::MainProgram program_of(const Command& command) {
  using Kind = memphis::MainProgram::Kind;
  switch (command.kind) {
    case Command::Kind::kCode: return {Kind::kText, command.target, "<string>"};
    case Command::Kind::kModule: return {Kind::kModule, command.target, {}};
    case Command::Kind::kFile: return {Kind::kFile, command.target, {}};
    case Command::Kind::kInteractive: return {Kind::kInteractive, {}, "<stdin>"};
    default: return {Kind::kText, read_standard_input(), "<stdin>"};
  }
}

int run(const Command& command) {
  if (command.kind == Command::Kind::kExplain) return run_explain(command.explain);
  memphis::Result<memphis::Context> context = memphis::Context::create(command.options);
  if (!context.ok()) {
    const memphis::Error& error = context.error();
    fprintf(stderr, "memphis: cannot start: %s: %s\n", error.type_name.c_str(), error.message.c_str());
    return 1;
  }
  InterruptRoute route(*context);
  int status = context->run_main(program_of(command));
  return context->ended_by_interrupt() ? kEndByInterrupt : status;
}

struct ThreadCall {
  const Command* command;
  int status;
  sigset_t signals;  // what the thread holds back
  pid_t process;
};

void* run_on_big_stack(void* argument) {
  auto* call = static_cast<ThreadCall*>(argument);
  pthread_sigmask(SIG_SETMASK, &call->signals, nullptr);
  call->status = run(*call->command);
  // In a child that the program has forked this is the only thread: nobody waits for its status.
  if (getpid() != call->process) exit(end_with_status(call->status));
  return nullptr;
}

// Deep recursion of the tree walker, of repr, of comparison needs more native stack than a process gets: the
// interpreter runs on a thread with its own. Only pages that are touched cost memory.
constexpr size_t kNativeStack = size_t{512} << 20;

int run_in_thread(const Command& command) {
  ThreadCall call{&command, 1, {}, getpid()};
  pthread_attr_t attributes;
  pthread_t thread;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kNativeStack);
  // All signals of the process are for the thread that runs the program, whose system calls they interrupt.
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &call.signals);
  const bool started = pthread_create(&thread, &attributes, run_on_big_stack, &call) == 0;
  if (started) pthread_join(thread, nullptr);
  pthread_sigmask(SIG_SETMASK, &call.signals, nullptr);
  return started ? call.status : run(command);
}

// Characters as the user's locale has them; where that is plain C, UTF-8 all the same (PEP 538).
void adopt_locale() {
  const char* name = setlocale(LC_CTYPE, "");
  if (name == nullptr || strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0) setlocale(LC_CTYPE, "C.UTF-8");
}

}  // namespace

int run_command_line(int argc, char** argv) {
  adopt_locale();
  prepare_signals();
  Command command = parse_command(argc, argv);
  switch (command.kind) {
    case Command::Kind::kVersion:
      printf("Python %s (Memphis %s)\n", memphis::python_version(), memphis::library_version());
      return 0;
    case Command::Kind::kHelp: fputs(kUsage, stdout); return 0;
    case Command::Kind::kUsageError: fprintf(stderr, "memphis: %s\n%s", command.complaint.c_str(), kUsage); return 2;
    case Command::Kind::kExplain:
      if (command.explain.complaint.empty()) return run_in_thread(command);
      fprintf(stderr, "memphis explain: %s\n%s", command.explain.complaint.c_str(), kExplainUsage);
      return 2;
    default: return end_with_status(run_in_thread(command));
  }
}
