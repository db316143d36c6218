// Who the process is: its number, its user and groups, its session.
#include <grp.h>
#include <pwd.h>
#include <sys/types.h>
#include <unistd.h>

#include <climits>
#include <vector>

#include "modules/posix/posix.h"
#include "runtime/argument_support.h"
#include "runtime/error.h"
#include "runtime/file_path.h"
#include "runtime/list_operations.h"
#include "runtime/operations.h"

namespace memphis::posix {

namespace {

// ---- Numbers that need no argument ----

template <pid_t (*function)()>
Value process_number(Thread& thread, Value*) {
  return make_int(thread, function());
}
template <uid_t (*function)()>
Value identity_number(Thread& thread, Value*) {
  return identity_value(thread, function());
}

Value three_identities(Thread& thread, int result, const uint32_t (&identities)[3]) {
  if (result < 0) return raise_errno(thread);
  Value values[3];
  for (int i = 0; i < 3; i++) values[i] = identity_value(thread, identities[i]);
  return make_tuple(thread, std::span<const Value>(values));
}

Value getresuid_function(Thread& thread, Value*) {
  uid_t users[3];
  return three_identities(thread, getresuid(&users[0], &users[1], &users[2]), users);
}

Value getresgid_function(Thread& thread, Value*) {
  gid_t groups[3];
  return three_identities(thread, getresgid(&groups[0], &groups[1], &groups[2]), groups);
}

// ---- Setting users and groups ----

constexpr char kUser[] = "uid", kGroup[] = "gid";

template <int (*function)(uint32_t), const char* what>
Value set_one(Thread& thread, Value* args) {
  return none_or_error(thread, function(TRY(identity_argument(thread, args[0], what))));
}

template <int (*function)(uint32_t, uint32_t), const char* what>
Value set_two(Thread& thread, Value* args) {
  const uint32_t first = TRY(identity_argument(thread, args[0], what));
  return none_or_error(thread, function(first, TRY(identity_argument(thread, args[1], what))));
}

template <int (*function)(uint32_t, uint32_t, uint32_t), const char* what>
Value set_three(Thread& thread, Value* args) {
  const uint32_t first = TRY(identity_argument(thread, args[0], what));
  const uint32_t second = TRY(identity_argument(thread, args[1], what));
  return none_or_error(thread, function(first, second, TRY(identity_argument(thread, args[2], what))));
}

// ---- Groups ----

Value groups_value(Thread& thread, std::span<const gid_t> groups) {
  List* list = TRY(make_list(thread));
  for (gid_t group : groups) TRY(list_append(thread, list, identity_value(thread, group)));
  return list;
}

Value getgroups_function(Thread& thread, Value*) {
  const int count = getgroups(0, nullptr);
  if (count < 0) return raise_errno(thread);
  std::vector<gid_t> groups(static_cast<size_t>(count));
  const int found = getgroups(count, groups.data());
  if (found < 0) return raise_errno(thread);
  return groups_value(thread, {groups.data(), static_cast<size_t>(found)});
}

Value setgroups_function(Thread& thread, Value* args) {
  const bool is_sequence = !type_of(thread, args[0])->special_method(Special::kGetItem).is_unbound();
  if (!is_sequence || args[0].is_kind(Kind::kDict)) {
    return raise_type_error(thread, "setgroups argument must be a sequence");
  }
  Tuple* items = TRY(tuple_from_iterable(thread, args[0]));
  if (items->size > NGROUPS_MAX) return raise_value_error(thread, "too many groups");
  std::vector<gid_t> groups;
  for (Value item : items->view()) {
    if (!is_int(item)) return raise_type_error(thread, "groups must be integers");
    groups.push_back(TRY(identity_argument(thread, item, kGroup)));
  }
  return none_or_error(thread, setgroups(groups.size(), groups.data()));
}

Value initgroups_function(Thread& thread, Value* args) {
  const std::string user = TRY(encode_path(thread, args[0]));
  return none_or_error(thread, initgroups(user.c_str(), TRY(identity_argument(thread, args[1], kGroup))));
}

Value getgrouplist_function(Thread& thread, Value* args) {
  const std::string user = text_of(TRY(str_argument(thread, args[0], "getgrouplist", 1)));
  const gid_t group = TRY(identity_argument(thread, args[1], kGroup));
  std::vector<gid_t> groups(16);
  while (true) {
    int count = static_cast<int>(groups.size());
    if (getgrouplist(user.c_str(), group, groups.data(), &count) >= 0) {
      return groups_value(thread, {groups.data(), static_cast<size_t>(count)});
    }
    // `count` says how many there are.
    groups.resize(std::max(static_cast<size_t>(count), groups.size() * 2));
  }
}

Value getlogin_function(Thread& thread, Value*) {
  char name[LOGIN_NAME_MAX];
  const int number = getlogin_r(name, sizeof name);
  if (number != 0) return raise_os_error(thread, number);
  return name_value(thread, name, false);
}

// ---- Sessions and process groups ----

template <pid_t (*function)(pid_t)>
Value number_of_process(Thread& thread, Value* args) {
  const pid_t result = function(TRY(int_argument(thread, args[0])));
  if (result < 0) return raise_errno(thread);
  return make_int(thread, result);
}

Value setpgid_function(Thread& thread, Value* args) {
  const int process = TRY(int_argument(thread, args[0]));
  return none_or_error(thread, setpgid(process, TRY(int_argument(thread, args[1]))));
}

Value setpgrp_function(Thread& thread, Value*) { return none_or_error(thread, setpgid(0, 0)); }
Value setsid_function(Thread& thread, Value*) { return none_or_error(thread, setsid()); }

constexpr NativeDefinition kFunctions[] = {
    {"getpid()", process_number<getpid>, "The number of this process."},
    {"getppid()", process_number<getppid>, "The number of the parent process."},
    {"getpgrp()", process_number<getpgrp>, "The number of the process group."},
    {"getuid()", identity_number<getuid>, "The user of the process."},
    {"geteuid()", identity_number<geteuid>, "The effective user of the process."},
    {"getgid()", identity_number<getgid>, "The group of the process."},
    {"getegid()", identity_number<getegid>, "The effective group of the process."},
    {"getresuid()", getresuid_function, "Real, effective and saved user."},
    {"getresgid()", getresgid_function, "Real, effective and saved group."},
    {"setuid(uid, /)", set_one<setuid, kUser>, "Sets the user."},
    {"seteuid(euid, /)", set_one<seteuid, kUser>, "Sets the effective user."},
    {"setgid(gid, /)", set_one<setgid, kGroup>, "Sets the group."},
    {"setegid(egid, /)", set_one<setegid, kGroup>, "Sets the effective group."},
    {"setreuid(ruid, euid, /)", set_two<setreuid, kUser>, "Sets real and effective user."},
    {"setregid(rgid, egid, /)", set_two<setregid, kGroup>, "Sets real and effective group."},
    {"setresuid(ruid, euid, suid, /)", set_three<setresuid, kUser>, "Sets real, effective and saved user."},
    {"setresgid(rgid, egid, sgid, /)", set_three<setresgid, kGroup>, "Sets real, effective and saved group."},
    {"getgroups()", getgroups_function, "The supplementary groups of the process."},
    {"setgroups(groups, /)", setgroups_function, "Sets the supplementary groups."},
    {"initgroups(username, gid, /)", initgroups_function, "Sets the supplementary groups to those of a user."},
    {"getgrouplist(user, group, /)", getgrouplist_function, "The groups that a user is in, with `group`."},
    {"getlogin()", getlogin_function, "The name that was used to log in."},
    {"getpgid(pid)", number_of_process<getpgid>, "The process group of a process."},
    {"getsid(pid, /)", number_of_process<getsid>, "The session of a process."},
    {"setpgid(pid, pgrp, /)", setpgid_function, "Moves a process into a process group."},
    {"setpgrp()", setpgrp_function, "Makes the process the leader of its process group."},
    {"setsid()", setsid_function, "Gives the process a session of its own."},
};

}  // namespace

const std::span<const NativeDefinition> kIdentityFunctions = kFunctions;

}  // namespace memphis::posix
