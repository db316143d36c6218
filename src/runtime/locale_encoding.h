// The encoding of the user's locale, as the environment tells it (LC_ALL, LC_CTYPE, LANG).
#pragma once

#include <string>

namespace memphis {

// As locale.getencoding(): "UTF-8" unless the locale names another. The locales C and POSIX are taken for C.UTF-8.
std::string locale_encoding();
// What files are opened with when no encoding is given: in the locales C and POSIX "utf-8" (PEP 540), else the above.
std::string default_encoding();
// Is the locale C, POSIX or C.UTF-8? The standard streams keep undecodable bytes then.
bool is_plain_locale();

}  // namespace memphis
