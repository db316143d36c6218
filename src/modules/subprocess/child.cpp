#include "modules/subprocess/child.h"

#include <fcntl.h>
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstring>

namespace memphis::subprocess {

namespace {

constexpr int kFirstOther = 3;  // behind the standard streams

// What subprocess.py is told of a failure: the name of an exception, errno in hexadecimal digits, a message.
struct Problem {
  int number = 0;
  const char* message = nullptr;  // null: all is well
};

bool make_inheritable(int descriptor) {
  const int flags = fcntl(descriptor, F_GETFD);
  return flags >= 0 && fcntl(descriptor, F_SETFD, flags & ~FD_CLOEXEC) == 0;
}

// Handlers of the parent are functions that must not run here.
void reset_handlers() {
  for (int number = 1; number < NSIG; number++) {
    struct sigaction action;
    if (sigaction(number, nullptr, &action) < 0) continue;
    if (action.sa_handler == SIG_IGN || action.sa_handler == SIG_DFL) continue;
    action = {};
    action.sa_handler = SIG_DFL;
    sigaction(number, &action, nullptr);
  }
}

void close_if_open(int descriptor) {
  if (descriptor >= 0) close(descriptor);
}

// One of the standard streams of the child.
bool install(int descriptor, int stream) {
  if (descriptor == stream) return make_inheritable(descriptor);
  return descriptor == -1 || dup2(descriptor, stream) >= 0;
}

bool connect_streams(const ChildPlan& plan) {
  for (int descriptor : plan.kept_descriptors) {
    if (descriptor != plan.report_write && !make_inheritable(descriptor)) return false;
  }
  close_if_open(plan.input_write);
  close_if_open(plan.output_read);
  close_if_open(plan.error_read);
  close(plan.report_read);
  // What lies where another stream is to be put gets out of the way first.
  int output = plan.output_write, error = plan.error_write;
  if (output == 0 && (output = dup(output)) < 0) return false;
  while (error == 0 || error == 1) {
    if ((error = dup(error)) < 0) return false;
  }
  return install(plan.input_read, 0) && install(output, 1) && install(error, 2);
}

bool set_identity(const ChildPlan& plan) {
  if (plan.new_session && setsid() < 0) return false;
  if (plan.process_group >= 0 && setpgid(0, plan.process_group) < 0) return false;
  if (plan.sets_groups && setgroups(plan.groups.size(), plan.groups.data()) < 0) return false;
  if (plan.sets_group && setregid(plan.group, plan.group) < 0) return false;
  return !plan.sets_user || setreuid(plan.user, plan.user) == 0;
}

void close_others(const ChildPlan& plan) {
  unsigned first = kFirstOther;
  for (int kept : plan.kept_descriptors) {
    if (kept < kFirstOther) continue;
    const auto number = static_cast<unsigned>(kept);
    if (number > first) close_range(first, number - 1, 0);
    first = number + 1;
  }
  close_range(first, UINT_MAX, 0);
}

Problem execute(const ChildPlan& plan) {
  int number = 0;
  for (char* program : plan.programs) {
    if (program == nullptr) break;
    execve(program, plan.arguments, plan.environment != nullptr ? plan.environment : environ);
    // A program that is there but cannot be run counts more than the places where there is none.
    if ((errno != ENOENT && errno != ENOTDIR) || number == 0) {
      if (number == 0 || number == ENOENT || number == ENOTDIR) number = errno;
    }
  }
  return {number, ""};
}

Problem prepare(const ChildPlan& plan) {
  if (plan.mask != nullptr) {
    reset_handlers();
    sigprocmask(SIG_SETMASK, plan.mask, nullptr);
  }
  if (!connect_streams(plan)) return {errno, "noexec"};
  if (plan.directory != nullptr && chdir(plan.directory) < 0) return {errno, "noexec:chdir"};
  if (plan.umask >= 0) umask(static_cast<mode_t>(plan.umask));
  if (plan.restore_signals) {
    // Those that the interpreter itself ignores.
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_DFL);
  }
  if (!set_identity(plan)) return {errno, "noexec"};
  if (plan.prepare != nullptr && !plan.prepare(plan.prepare_context)) {
    return {0, "Exception occurred in preexec_fn."};
  }
  if (plan.close_descriptors) close_others(plan);
  return {};
}

void write_text(int descriptor, const char* text, size_t size) {
  while (size > 0) {
    const ssize_t count = write(descriptor, text, size);
    if (count < 0 && errno != EINTR) return;
    if (count > 0) {
      text += count;
      size -= static_cast<size_t>(count);
    }
  }
}

void report(int descriptor, const Problem& problem) {
  const char* name = problem.number != 0 ? "OSError:" : "SubprocessError:";
  write_text(descriptor, name, strlen(name));
  char digits[2 * sizeof(int)];
  size_t begin = sizeof digits;
  auto number = static_cast<unsigned>(problem.number);
  do {
    digits[--begin] = "0123456789abcdef"[number % 16];
    number /= 16;
  } while (number != 0);
  write_text(descriptor, digits + begin, sizeof digits - begin);
  write_text(descriptor, ":", 1);
  write_text(descriptor, problem.message, strlen(problem.message));
}

}  // namespace

void run_child(const ChildPlan& plan) {
  constexpr int kFailed = 255;
  Problem problem = prepare(plan);
  if (problem.message == nullptr) problem = execute(plan);
  report(plan.report_write, problem);
  _exit(kFailed);
}

}  // namespace memphis::subprocess
