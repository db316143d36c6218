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

#include "explain.h"
#include "interrupts.h"
#include "standard_input.h"

namespace {

struct Command {
  enum class Kind { kFile, kCode, kModule, kStandardInput, kExplain, kVersion, kHelp, kUsageError };
  Kind kind = Kind::kStandardInput;
  std::string target;
  std::string complaint;
  ExplainCommand explain;
  memphis::ContextOptions options;
};

constexpr const char* kUsage =
    "usage: memphis [option] ... [-c cmd | -m mod | file | -] [arg] ...\n"
    "  -c cmd           run the program text\n"
    "  -m mod           run a library module as a script\n"
    "  -O, -OO          drop asserts; drop docstrings too\n"
    "  -W arg           warning control, as sys.warnoptions has it\n"
    "  -X opt           an option of the implementation: faulthandler\n"
    "  -V, --version    print the version\n"
    "  -h, --help       print this text\n"
    "  --engine=ENGINE  vm (default) or treewalk; also MEMPHIS_ENGINE\n"
    "  explain STAGE FILE  show the tokens, ast, scopes, bytecode or all of a program\n";

bool set_engine(Command& command, std::string_view name) {
  if (name == "vm") {
    command.options.engine = memphis::Engine::kVm;
  } else if (name == "treewalk") {
    command.options.engine = memphis::Engine::kTreewalk;
  } else {
    command.kind = Command::Kind::kUsageError;
    command.complaint = "unknown engine: " + std::string(name) + " (vm or treewalk)";
    return false;
  }
  return true;
}

// Options without an argument that stand before the program; false: unknown.
bool take_flag(Command& command, std::string_view option) {
  if (option == "-O") {
    command.options.optimize = command.options.optimize == 0 ? 1 : 2;
  } else if (option == "-E" || option == "-I") {
    command.options.use_environment = false;
  } else if (option == "-u") {
    command.options.unbuffered = true;
  } else if (option != "-B" && option != "-s" && option != "-S" && option != "-q") {
    return false;
  }
  return true;
}

// Options that are all there is to do.
bool take_request(Command& command, std::string_view option) {
  if (option == "-V" || option == "--version") {
    command.kind = Command::Kind::kVersion;
  } else if (option == "-h" || option == "--help") {
    command.kind = Command::Kind::kHelp;
  } else {
    return false;
  }
  return true;
}

Command without_argument(Command command, std::string_view option) {
  command.kind = Command::Kind::kUsageError;
  command.complaint = "Argument expected for the " + std::string(option) + " option";
  return command;
}

// What holds before any option has been read.
Command command_of_environment(const char* program_name) {
  Command command;
  command.options.program_name = program_name;
  if (char* executable = realpath("/proc/self/exe", nullptr)) {
    command.options.executable = executable;
    free(executable);
  }
  command.options.use_environment = true;
  if (const char* engine = getenv("MEMPHIS_ENGINE"); engine != nullptr && *engine != 0) set_engine(command, engine);
  return command;
}

Command parse_command(int argc, char** argv) {
  Command command = command_of_environment(argv[0]);
  if (command.kind == Command::Kind::kUsageError) return command;
  int i = 1;
  for (; i < argc; i++) {
    std::string_view argument(argv[i]);
    if (argument.size() < 2 || argument[0] != '-') break;
    // "-Sc" is "-S -c".
    std::string rest;
    while (argument.size() > 2 && take_flag(command, argument.substr(0, 2))) {
      rest = "-" + std::string(argument.substr(2));
      argument = rest;
    }
    if (take_request(command, argument)) return command;
    if (argument.starts_with("--engine=")) {
      if (!set_engine(command, argument.substr(9))) return command;
      continue;
    }
    if (argument[1] == 'c' || argument[1] == 'm') {
      bool attached = argument.size() > 2;
      if (!attached && i + 1 >= argc) return without_argument(command, argument);
      command.kind = argument[1] == 'c' ? Command::Kind::kCode : Command::Kind::kModule;
      command.target = attached ? std::string(argument.substr(2)) : argv[++i];
      command.options.arguments.push_back(argument[1] == 'c' ? "-c" : "-m");
      i++;
      for (; i < argc; i++) command.options.arguments.push_back(argv[i]);
      return command;
    }
    if (argument[1] == 'X' || argument[1] == 'W') {
      const bool attached = argument.size() > 2;
      if (!attached && i + 1 >= argc) return without_argument(command, argument);
      std::string value(attached ? argument.substr(2) : std::string_view(argv[++i]));
      auto& values = argument[1] == 'X' ? command.options.implementation_options : command.options.warning_filters;
      values.push_back(std::move(value));
      continue;
    }
    if (!take_flag(command, argument)) {
      command.kind = Command::Kind::kUsageError;
      command.complaint = "unknown option " + std::string(argument);
      return command;
    }
  }
  if (i < argc && std::string_view(argv[i]) == "explain") {
    command.kind = Command::Kind::kExplain;
    command.explain = parse_explain({argv + i + 1, argv + argc}, command.options);
    return command;
  }
  for (int k = i; k < argc; k++) command.options.arguments.push_back(argv[k]);
  if (i < argc && std::string_view(argv[i]) != "-") {
    command.kind = Command::Kind::kFile;
    command.target = argv[i];
  }
  if (command.options.arguments.empty()) command.options.arguments.push_back("");
  return command;
}

memphis::MainProgram program_of(const Command& command) {
  using Kind = memphis::MainProgram::Kind;
  switch (command.kind) {
    case Command::Kind::kCode: return {Kind::kText, command.target, "<string>"};
    case Command::Kind::kModule: return {Kind::kModule, command.target, {}};
    case Command::Kind::kFile: return {Kind::kFile, command.target, {}};
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
  return context->run_main(program_of(command));
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
