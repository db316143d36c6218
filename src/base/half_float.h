// IEEE 754 half precision (binary16), as struct's and memoryview's format 'e' store it.
#pragma once

#include <cstdint>

namespace memphis {

double half_to_double(uint16_t bits);
// To the nearest, ties to even. False on overflow (infinities are fine).
bool double_to_half(double value, uint16_t& bits);

}  // namespace memphis
