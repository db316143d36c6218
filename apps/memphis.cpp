// The memphis command. It stands on include/memphis alone.
#include "command_line.h"
#include "name_services.h"

int main(int argc, char** argv) {
  use_built_in_name_services();
  return run_command_line(argc, argv);
}
