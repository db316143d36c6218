// `memphis explain STAGE FILE`: what becomes of a program, stage by stage.
#pragma once

#include <memphis/options.h>

#include <string>
#include <vector>

struct ExplainCommand {
  std::string stage;  // tokens, ast, scopes, bytecode, all
  std::string file;   // "-": standard input
  bool json = false;
  int width = 0;  // 0: the terminal's
  std::string color = "auto";
  std::string complaint;  // not empty: the command line is wrong
  memphis::ContextOptions options;
};

inline constexpr const char* kExplainUsage =
    "usage: memphis explain tokens|ast|scopes|bytecode|all FILE [--json] [--width=N] [--color=auto|always|never] "
    "[--engine=vm|treewalk]\n";

// `arguments`: what follows "explain".
ExplainCommand parse_explain(const std::vector<std::string>& arguments, const memphis::ContextOptions& options);
// Answers the process's exit status.
int run_explain(const ExplainCommand& command);
