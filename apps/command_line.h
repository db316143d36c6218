// The command line: `memphis [options] [-c code | -m module | file | -] [arguments]`, `memphis explain ...`.
#pragma once

// Answers the process's exit status.
int run_command_line(int argc, char** argv);
