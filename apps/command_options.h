// The options in front of the program: python's own letters, and ours.
#pragma once

#include <memphis/memphis.h>

#include <string>

struct CommandOptions {
  enum class Wanted { kProgram, kCode, kModule, kVersion, kHelp };
  Wanted wanted = Wanted::kProgram;
  std::string target;     // the text after -c, the name after -m
  std::string complaint;  // not empty: there is something wrong with the options
  int next = 1;           // index of the first argument that is no option
  memphis::ContextOptions context;
};

// Reads the options and the environment variables that stand for some of them.
CommandOptions parse_options(int argc, char** argv);
