# The Python half of the standard library. The default is fetched, pinned, from a package (tools/fetch_stdlib.sh);
# -DMEMPHIS_STDLIB=<dir> takes the Lib of an installed Python 3.14 instead. It is compiled ahead and packed into the
# program together with the files of our own in lib/. At run time the environment variable MEMPHIS_STDLIB names a
# directory that is used instead of what is packed.
set(MEMPHIS_STDLIB "" CACHE PATH "Directory of CPython 3.14's standard library; empty: fetch it into build/stdlib")
set(memphis_stdlib "${MEMPHIS_STDLIB}")
if(NOT memphis_stdlib)
  set(memphis_stdlib ${PROJECT_SOURCE_DIR}/build/stdlib)
  # Does nothing, quickly, when everything is there.
  execute_process(COMMAND ${PROJECT_SOURCE_DIR}/tools/fetch_stdlib.sh ${memphis_stdlib} RESULT_VARIABLE fetched)
  if(fetched)
    message(FATAL_ERROR "The standard library could not be fetched; -DMEMPHIS_STDLIB=<dir> takes one that is there.")
  endif()
endif()

# The tool knows the compiler and nothing above it, so the library is packed anew only when one of the two changes.
add_executable(memphis_pack tools/pack_library.cpp)
target_link_libraries(memphis_pack PRIVATE memphis_compile memphis_flags -l:libz.a)
set(library_archive ${PROJECT_BINARY_DIR}/generated/library.archive)
file(GLOB_RECURSE library_files CONFIGURE_DEPENDS ${memphis_stdlib}/*.py ${PROJECT_SOURCE_DIR}/lib/*)
add_custom_command(OUTPUT ${library_archive}
  COMMAND memphis_pack ${library_archive} ${memphis_stdlib} ${PROJECT_SOURCE_DIR}/lib
  DEPENDS memphis_pack ${library_files}
  COMMENT "Compiling and packing the standard library")

# The archive becomes read-only data of the program: mapped, and read where it lies.
set(library_source ${PROJECT_BINARY_DIR}/generated/library_archive.cpp)
file(CONFIGURE OUTPUT ${library_source} CONTENT [[
#include "api/library_archive.h"

asm(R"(
  .section .rodata
  .balign 4096
memphis_library_begin:
  .incbin "@library_archive@"
memphis_library_end:
  .byte 0
  .text
)");

extern const char memphis_library_begin[] __asm__("memphis_library_begin");
extern const char memphis_library_end[] __asm__("memphis_library_end");

namespace memphis {

std::string_view library_archive() {
  return {memphis_library_begin, static_cast<size_t>(memphis_library_end - memphis_library_begin)};
}

}  // namespace memphis
]] @ONLY)
set_source_files_properties(${library_source} PROPERTIES OBJECT_DEPENDS ${library_archive})
target_sources(memphis_api PRIVATE ${library_source})
