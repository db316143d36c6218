# The library as others use it: one archive of all layers with the headers of include/ and nothing else, and the package
# that `cmake --install` makes of it: find_package(memphis), memphis::memphis. The component `embedding` is what hosts need to
# build, `command` the program memphis; each has the Python half of the standard library in it.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

target_include_directories(memphis_api PUBLIC ${PROJECT_SOURCE_DIR}/include)

set(memphis_objects)
foreach(layer ${MEMPHIS_LAYERS})
  list(APPEND memphis_objects $<TARGET_OBJECTS:memphis_${layer}>)
endforeach()
add_library(memphis_library STATIC ${memphis_objects})
set_target_properties(memphis_library PROPERTIES OUTPUT_NAME memphis EXPORT_NAME memphis LINKER_LANGUAGE CXX)
get_property(memphis_libraries GLOBAL PROPERTY MEMPHIS_LIBRARIES)
list(REMOVE_DUPLICATES memphis_libraries)
target_link_libraries(memphis_library PUBLIC ${memphis_libraries})
target_include_directories(memphis_library PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
                                                  $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_compile_features(memphis_library INTERFACE cxx_std_20)
add_library(memphis::memphis ALIAS memphis_library)

set(package_directory ${CMAKE_INSTALL_LIBDIR}/cmake/memphis)
install(TARGETS memphis_library EXPORT memphis_targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT embedding)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/memphis DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT embedding)
install(EXPORT memphis_targets NAMESPACE memphis:: FILE memphisTargets.cmake DESTINATION ${package_directory}
        COMPONENT embedding)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/memphisConfig.cmake.in ${PROJECT_BINARY_DIR}/memphisConfig.cmake
                              INSTALL_DESTINATION ${package_directory})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/memphisConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/memphisConfig.cmake ${PROJECT_BINARY_DIR}/memphisConfigVersion.cmake
        DESTINATION ${package_directory} COMPONENT embedding)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/memphis COMPONENT embedding)
