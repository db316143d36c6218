# Where the Python half of the standard library lies. The default is fetched, pinned, from a package (tools/fetch_stdlib.sh);
# -DMEMPHIS_STDLIB=<dir> takes the Lib of an installed Python 3.14 instead. At run time the environment variable
# MEMPHIS_STDLIB overrides it.
set(MEMPHIS_STDLIB "" CACHE PATH "Directory of CPython 3.14's standard library; empty: fetch it into build/stdlib")
set(memphis_stdlib "${MEMPHIS_STDLIB}")
if(NOT memphis_stdlib)
  set(memphis_stdlib ${PROJECT_SOURCE_DIR}/build/stdlib)
  if(NOT EXISTS ${memphis_stdlib}/.source)
    execute_process(COMMAND ${PROJECT_SOURCE_DIR}/tools/fetch_stdlib.sh ${memphis_stdlib} RESULT_VARIABLE fetched)
    if(fetched)
      message(WARNING "The standard library could not be fetched; programs that import it will fail.")
    endif()
  endif()
endif()
# A header of its own, so that only the file that includes it depends on where the checkout lies.
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/api/stdlib_directory.h CONTENT [[
#pragma once
#include <string_view>

namespace memphis {
inline constexpr std::string_view kStdlibDirectory = "@memphis_stdlib@";
}  // namespace memphis
]] @ONLY)
target_include_directories(memphis_api PRIVATE ${PROJECT_BINARY_DIR}/generated)
