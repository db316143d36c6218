// The memphis command.
#include "api/command.h"

int main(int argc, char** argv) { return memphis::run_command_line(argc, argv); }
