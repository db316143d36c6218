#include "terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace {

constexpr int kDefaultWidth = 100;

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

}  // namespace

int terminal_width() {
  if (const char* columns = getenv("COLUMNS")) {
    int width = atoi(columns);
    if (width > 0) return width;
  }
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return kDefaultWidth;
}

bool use_color(ColorChoice choice) {
  if (choice != ColorChoice::kAuto) return choice == ColorChoice::kAlways;
  const char* refused = getenv("NO_COLOR");
  const char* terminal = getenv("TERM");
  if (refused != nullptr && *refused != 0) return false;
  if (terminal != nullptr && std::string_view(terminal) == "dumb") return false;
  return isatty(STDOUT_FILENO) != 0;
}

size_t character_count(std::string_view text) {
  return text.size() - static_cast<size_t>(std::count_if(text.begin(), text.end(), is_continuation));
}

size_t character_offset(std::string_view text, size_t characters) {
  size_t end = 0;
  for (size_t count = 0; count < characters && end < text.size(); count++) {
    end++;
    while (end < text.size() && is_continuation(text[end])) end++;
  }
  return end;
}

std::string cut_to_width(std::string_view text, size_t width) {
  if (character_count(text) <= width) return std::string(text);
  if (width == 0) return {};
  return std::string(text.substr(0, character_offset(text, width - 1))) + "…";
}
