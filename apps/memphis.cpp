// The memphis command. It stands on include/memphis alone.
#include "command_line.h"

int main(int argc, char** argv) { return run_command_line(argc, argv); }
