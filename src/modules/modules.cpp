#include "modules/modules.h"

namespace memphis {

namespace {

constexpr Runtime::BuiltinModule kModules[] = {
    {"posix", create_posix_module},
    {"_signal", create_signal_module},
    {"mmap", create_mmap_module},
    {"faulthandler", create_faulthandler_module},
    {"_socket", create_socket_module},
    {"syslog", create_syslog_module},
    {"_locale", create_locale_module},
    {"termios", create_termios_module},
    {"grp", create_grp_module},
    {"pwd", create_pwd_module},
    {"fcntl", create_fcntl_module},
    {"select", create_select_module},
    {"_posixsubprocess", create_posixsubprocess_module},
    {"resource", create_resource_module},
    {"_stat", create_stat_module},
    {"_operator", create_operator_module},
    {"_ast", create_ast_module},
    {"_imp", create_imp_module},
    {"_suggestions", create_suggestions_module},
    {"_sysconfig", create_sysconfig_module},
    {kSysconfigDataName, create_sysconfig_data_module},
    {"_tracemalloc", create_tracemalloc_module},
    {"_symtable", create_symtable_module},
    {"_tokenize", create_tokenize_module},
    {"marshal", create_marshal_module},
    {"_opcode", create_opcode_module},
    {"_opcode_metadata", create_opcode_metadata_module},
    {"_codecs", create_codecs_module},
    {"_io", create_io_module},
    {"atexit", create_atexit_module},
    {"cmath", create_cmath_module},
    {"_contextvars", create_contextvars_module},
    {"errno", create_errno_module},
    {"gc", create_gc_module},
    {"_warnings", create_warnings_module},
    {"math", create_math_module},
    {"time", create_time_module},
    {"itertools", create_itertools_module},
    {"_collections", create_collections_module},
    {"_functools", create_functools_module},
    {"_bisect", create_bisect_module},
    {"_heapq", create_heapq_module},
    {"_string", create_string_helpers_module},
    {"_abc", create_abc_module},
    {"_thread", create_thread_module},
    {"_types", create_types_module},
    {"_typing", create_typing_module},
    {"_weakref", create_weakref_module},
    {"_sre", create_sre_module},
    {"_struct", create_struct_module},
    {"binascii", create_binascii_module},
    {"unicodedata", create_unicodedata_module},
    {"_random", create_random_module},
    {"array", create_array_module},
    {"_csv", create_csv_module},
    {"_json", create_json_module},
    {"_md5", create_md5_module},
    {"_sha1", create_sha1_module},
    {"_sha2", create_sha2_module},
    {"_sha3", create_sha3_module},
    {"_blake2", create_blake2_module},
    {"_hmac", create_hmac_module},
    {"_hashlib", create_hashlib_module},
    {"zlib", create_zlib_module},
    {"_decimal", create_decimal_module},
    {"_bz2", create_bz2_module},
    {"_lzma", create_lzma_module},
    {"pyexpat", create_pyexpat_module},
};

}  // namespace

void register_modules(Runtime& runtime) {
  for (const Runtime::BuiltinModule& module : kModules) runtime.builtin_modules.push_back(module);
}

}  // namespace memphis
