// The child's side of fork_exec: from fork to exec. Nothing here allocates or takes a lock, but for what a preexec_fn
// does.
#pragma once

#include <sys/types.h>

#include <csignal>
#include <vector>

namespace memphis::subprocess {

// What the child does between fork and exec. Descriptors that are -1 stay as they are.
struct ChildPlan {
  char* const* arguments;
  std::vector<char*> programs;  // tried in turn; null at the end
  char* const* environment;     // null: the parent's
  const char* directory;        // null: the parent's
  int input_read, input_write;
  int output_read, output_write;
  int error_read, error_write;
  int report_read, report_write;  // where errors go
  bool close_descriptors, restore_signals, new_session;
  std::vector<int> kept_descriptors;  // ascending
  pid_t process_group;                // -1: the parent's
  bool sets_group, sets_groups, sets_user;
  gid_t group;
  std::vector<gid_t> groups;
  uid_t user;
  int umask;  // -1: the parent's
  // Called in the child before exec; false: it failed. Null: nothing.
  bool (*prepare)(void* context);
  void* prepare_context;
  // The signals to hold back; null: the mask is right. Handlers are taken off first.
  const sigset_t* mask;
};

// Runs the program, or reports on report_write and ends the process.
[[noreturn]] void run_child(const ChildPlan& plan);

}  // namespace memphis::subprocess
