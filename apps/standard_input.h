#pragma once

#include <string>

// All that standard input has.
std::string read_standard_input();
