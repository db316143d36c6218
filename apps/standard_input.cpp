#include "standard_input.h"

#include <unistd.h>

std::string read_standard_input() {
  std::string text;
  char buffer[65536];
  ssize_t count;
  while ((count = read(STDIN_FILENO, buffer, sizeof buffer)) > 0) text.append(buffer, static_cast<size_t>(count));
  return text;
}
