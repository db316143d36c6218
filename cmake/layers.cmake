# memphis_layer(NAME [DEPENDS...]): the static library memphis_NAME from src/NAME/**/*.cpp. A file says
# #include "NAME/thing.h". Each layer sees only the headers of the layers it depends on: a forwarding folder
# per layer is put on the include path instead of the whole of src/.
function(memphis_layer name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp)
  if(NOT sources)
    set(sources ${PROJECT_SOURCE_DIR}/cmake/empty.cpp)
  endif()
  add_library(memphis_${name} STATIC ${sources})
  set(view ${PROJECT_BINARY_DIR}/layers/${name})
  file(MAKE_DIRECTORY ${view})
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/src/${name} ${view}/${name} SYMBOLIC)
  target_include_directories(memphis_${name} PUBLIC ${view})
  target_link_libraries(memphis_${name} PRIVATE memphis_flags)
  set(MEMPHIS_LAYERS ${MEMPHIS_LAYERS} ${name} PARENT_SCOPE)
  foreach(dependency ${ARGN})
    target_link_libraries(memphis_${name} PUBLIC memphis_${dependency})
  endforeach()
endfunction()

# memphis_links(LAYER PUBLIC|PRIVATE LIBRARY...): what a layer needs from outside. The installed package hands the list on.
function(memphis_links name visibility)
  target_link_libraries(memphis_${name} ${visibility} ${ARGN})
  set_property(GLOBAL APPEND PROPERTY MEMPHIS_LIBRARIES ${ARGN})
endfunction()
