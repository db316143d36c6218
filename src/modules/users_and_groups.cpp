// The modules pwd and grp: users and groups.
#include <grp.h>
#include <pwd.h>

#include <climits>
#include <vector>

#include "modules/modules.h"
#include "modules/posix/posix.h"
#include "runtime/argument_support.h"
#include "runtime/error.h"
#include "runtime/file_path.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/system_call.h"

namespace memphis {

namespace {

constexpr StructField kPasswordFields[] = {
    {"pw_name", "user name"},  {"pw_passwd", "password"},    {"pw_uid", "user id"},         {"pw_gid", "group id"},
    {"pw_gecos", "real name"}, {"pw_dir", "home directory"}, {"pw_shell", "shell program"},
};
constinit const StructSequenceSpec kPassword = struct_sequence(
    "pwd", "struct_passwd",
    "What getpwnam, getpwuid and getpwall tell of a user: a tuple of (pw_name, pw_passwd, pw_uid, pw_gid, pw_gecos,\n"
    "pw_dir, pw_shell), with these as attributes.",
    kPasswordFields, 7);

constexpr StructField kGroupFields[] = {
    {"gr_name", "group name"},
    {"gr_passwd", "password"},
    {"gr_gid", "group id"},
    {"gr_mem", "group members"},
};
constinit const StructSequenceSpec kGroup =
    struct_sequence("grp", "struct_group",
                    "What getgrnam, getgrgid and getgrall tell of a group: a tuple of (gr_name, gr_passwd, gr_gid, "
                    "gr_mem),\nwith these as attributes.",
                    kGroupFields, 4);

Value text_value(Thread& thread, const char* text) {
  return text == nullptr ? Value::none() : decode_path(thread, text);
}

Value password_value(Thread& thread, const passwd& entry) {
  Value values[] = {TRY(text_value(thread, entry.pw_name)),      TRY(text_value(thread, entry.pw_passwd)),
                    posix::identity_value(thread, entry.pw_uid), posix::identity_value(thread, entry.pw_gid),
                    TRY(text_value(thread, entry.pw_gecos)),     TRY(text_value(thread, entry.pw_dir)),
                    TRY(text_value(thread, entry.pw_shell))};
  return make_struct_sequence(thread, struct_sequence_type(thread.runtime, kPassword), values);
}

Value group_value(Thread& thread, const group& entry) {
  List* members = TRY(make_list(thread));
  for (char** member = entry.gr_mem; *member != nullptr; member++) {
    TRY(list_append(thread, members, TRY(decode_path(thread, *member))));
  }
  Value values[] = {TRY(text_value(thread, entry.gr_name)), TRY(text_value(thread, entry.gr_passwd)),
                    posix::identity_value(thread, entry.gr_gid), Value(members)};
  return make_struct_sequence(thread, struct_sequence_type(thread.runtime, kGroup), values);
}

// Asks the system with a buffer that grows until the answer fits. False: there is no such entry.
template <class Entry, class Ask>
Fallible<bool> ask_system(Thread& thread, Entry& entry, std::vector<char>& buffer, Ask ask) {
  buffer.resize(1024);
  while (true) {
    Entry* found = nullptr;
    const int number = ask(&entry, buffer.data(), buffer.size(), &found);
    if (found != nullptr) return true;
    if (number == EINTR) continue;
    if (number != ERANGE) return false;
    if (buffer.size() > INT_MAX / 2) return raise_memory_error(thread);
    buffer.resize(buffer.size() * 2);
  }
}

FailureOfAnyType raise_not_found(Thread& thread, const std::string& message) {
  Value text = TRY(make_str(thread, message));
  return raise_key_error(thread, text);
}

// ---- pwd ----

Value getpwuid_function(Thread& thread, Value* args) {
  Fallible<uint32_t> user = posix::identity_argument(thread, args[0], "uid");
  if (user.failed()) {
    // Numbers that no user can have are no user's.
    if (!take_if_pending(thread, ExceptionId::kOverflowError)) return Value::error();
    return raise_not_found(thread, "getpwuid(): uid not found");
  }
  passwd entry;
  std::vector<char> buffer;
  const bool found =
      TRY(ask_system(thread, entry, buffer, [&](auto... rest) { return getpwuid_r(user.value(), rest...); }));
  if (found) return password_value(thread, entry);
  return raise_not_found(
      thread, "getpwuid(): uid not found: " + TRY(repr_text(thread, posix::identity_value(thread, user.value()))));
}

Value getpwnam_function(Thread& thread, Value* args) {
  Str* name = TRY(str_argument(thread, args[0], "getpwnam", 0));
  const std::string text = TRY(encode_path(thread, Value(name)));
  passwd entry;
  std::vector<char> buffer;
  const bool found =
      TRY(ask_system(thread, entry, buffer, [&](auto... rest) { return getpwnam_r(text.c_str(), rest...); }));
  if (found) return password_value(thread, entry);
  return raise_not_found(thread, "getpwnam(): name not found: " + TRY(repr_text(thread, Value(name))));
}

Value getpwall_function(Thread& thread, Value*) {
  List* users = TRY(make_list(thread));
  setpwent();
  while (const passwd* entry = getpwent()) {
    Value user = password_value(thread, *entry);
    if (user.is_error() || list_append(thread, users, user).failed()) {
      endpwent();
      return Value::error();
    }
  }
  endpwent();
  return users;
}

constexpr NativeDefinition kPasswordFunctions[] = {
    {"getpwuid(uidobj, /)", getpwuid_function, "The user with a number: a struct_passwd."},
    {"getpwnam(name, /)", getpwnam_function, "The user with a name: a struct_passwd."},
    {"getpwall()", getpwall_function, "All users, in any order."},
};

// ---- grp ----

Value getgrgid_function(Thread& thread, Value* args) {
  const uint32_t number = TRY(posix::identity_argument(thread, args[0], "gid"));
  group entry;
  std::vector<char> buffer;
  const bool found = TRY(ask_system(thread, entry, buffer, [&](auto... rest) { return getgrgid_r(number, rest...); }));
  if (found) return group_value(thread, entry);
  return raise_not_found(thread,
                         "getgrgid(): gid not found: " + TRY(repr_text(thread, posix::identity_value(thread, number))));
}

Value getgrnam_function(Thread& thread, Value* args) {
  Str* name = TRY(str_argument(thread, args[0], "getgrnam", "name"));
  const std::string text = TRY(encode_path(thread, Value(name)));
  group entry;
  std::vector<char> buffer;
  const bool found =
      TRY(ask_system(thread, entry, buffer, [&](auto... rest) { return getgrnam_r(text.c_str(), rest...); }));
  if (found) return group_value(thread, entry);
  return raise_not_found(thread, "getgrnam(): name not found: " + TRY(repr_text(thread, Value(name))));
}

Value getgrall_function(Thread& thread, Value*) {
  List* groups = TRY(make_list(thread));
  setgrent();
  while (const group* entry = getgrent()) {
    Value made = group_value(thread, *entry);
    if (made.is_error() || list_append(thread, groups, made).failed()) {
      endgrent();
      return Value::error();
    }
  }
  endgrent();
  return groups;
}

constexpr NativeDefinition kGroupFunctions[] = {
    {"getgrgid(id)", getgrgid_function, "The group with a number: a struct_group."},
    {"getgrnam(name)", getgrnam_function, "The group with a name: a struct_group."},
    {"getgrall()", getgrall_function, "All groups, in any order."},
};

}  // namespace

Value create_pwd_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "pwd", "The users that the system knows.", kPasswordFunctions));
  TRY(add_struct_sequence_type(thread, module, kPassword));
  return module;
}

Value create_grp_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "grp", "The groups that the system knows.", kGroupFunctions));
  TRY(add_struct_sequence_type(thread, module, kGroup));
  return module;
}

}  // namespace memphis
