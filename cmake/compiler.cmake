# Flags that every target of ours shares. Exceptions and RTTI are off: errors travel as values (docs/architecture.md).
add_library(memphis_flags INTERFACE)
target_compile_options(memphis_flags INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wshadow
  -Wno-gnu-statement-expression -Wno-gnu-zero-variadic-macro-arguments -Wno-missing-field-initializers
  -Wno-c99-designator -Wno-c99-extensions -Wno-nested-anon-types -Wno-invalid-offsetof
  $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions -fno-rtti>
  -fno-strict-aliasing -fno-semantic-interposition -fno-plt)
if(MEMPHIS_SANITIZE)
  target_compile_options(memphis_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined
    -fno-omit-frame-pointer
    # Locals stay on the real stack: the collector scans it, and handlers (preserve_none) cannot have dynamic stack frames.
    -fsanitize-address-use-after-return=never)
  target_link_options(memphis_flags INTERFACE -fsanitize=address,undefined)
  target_compile_definitions(memphis_flags INTERFACE MEMPHIS_SANITIZED=1)
endif()
if(MEMPHIS_SANITIZE_THREADS)
  target_compile_options(memphis_flags INTERFACE -fsanitize=thread -fno-omit-frame-pointer)
  target_link_options(memphis_flags INTERFACE -fsanitize=thread)
endif()
find_program(MEMPHIS_LLD NAMES ld.lld-19 ld.lld)
if(MEMPHIS_LLD)
  target_link_options(memphis_flags INTERFACE -fuse-ld=lld)
endif()
find_program(CCACHE NAMES ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
endif()
