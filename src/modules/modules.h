// The native modules, one line each; modules.cpp lists them.
#pragma once

#include "runtime/native.h"

namespace memphis {

Value create_posix_module(Thread& thread);
Value create_signal_module(Thread& thread);
Value create_mmap_module(Thread& thread);
Value create_faulthandler_module(Thread& thread);
Value create_socket_module(Thread& thread);
Value create_sqlite_module(Thread& thread);
Value create_ssl_module(Thread& thread);
Value create_ctypes_module(Thread& thread);
Value create_zstd_module(Thread& thread);
Value create_uuid_module(Thread& thread);
Value create_syslog_module(Thread& thread);
Value create_locale_module(Thread& thread);
Value create_termios_module(Thread& thread);
Value create_grp_module(Thread& thread);
Value create_pwd_module(Thread& thread);
Value create_fcntl_module(Thread& thread);
Value create_select_module(Thread& thread);
Value create_posixsubprocess_module(Thread& thread);
Value create_resource_module(Thread& thread);
Value create_stat_module(Thread& thread);
Value create_codecs_module(Thread& thread);
Value create_abc_module(Thread& thread);
Value create_ast_module(Thread& thread);
Value create_imp_module(Thread& thread);
// Starts importlib, out of the packed library; from then on modules can be imported. Runs its code.
Status start_import_system(Thread& thread);
Value create_suggestions_module(Thread& thread);
Value create_sysconfig_module(Thread& thread);
// The module's name is made of sys.abiflags, sys.platform and sys.implementation._multiarch.
inline constexpr const char* kSysconfigDataName = "_sysconfigdata__linux_x86_64-linux-gnu";
Value create_sysconfig_data_module(Thread& thread);
Value create_tracemalloc_module(Thread& thread);
Value create_symtable_module(Thread& thread);
Value create_tokenize_module(Thread& thread);
Value create_marshal_module(Thread& thread);
Value create_opcode_module(Thread& thread);
Value create_opcode_metadata_module(Thread& thread);
Value create_io_module(Thread& thread);
Value create_atexit_module(Thread& thread);
Value create_cmath_module(Thread& thread);
Value create_contextvars_module(Thread& thread);
Value create_errno_module(Thread& thread);
Value create_gc_module(Thread& thread);
Value create_math_module(Thread& thread);
Value create_warnings_module(Thread& thread);
Value create_operator_module(Thread& thread);
Value create_time_module(Thread& thread);
Value create_itertools_module(Thread& thread);
Value create_collections_module(Thread& thread);
Value create_functools_module(Thread& thread);
Value create_bisect_module(Thread& thread);
Value create_heapq_module(Thread& thread);
Value create_string_helpers_module(Thread& thread);
Value create_thread_module(Thread& thread);
Value create_types_module(Thread& thread);
Value create_typing_module(Thread& thread);
Value create_weakref_module(Thread& thread);
Value create_sre_module(Thread& thread);
Value create_struct_module(Thread& thread);
Value create_binascii_module(Thread& thread);
Value create_unicodedata_module(Thread& thread);
Value create_random_module(Thread& thread);
Value create_array_module(Thread& thread);
Value create_csv_module(Thread& thread);
Value create_json_module(Thread& thread);
Value create_md5_module(Thread& thread);
Value create_sha1_module(Thread& thread);
Value create_sha2_module(Thread& thread);
Value create_sha3_module(Thread& thread);
Value create_blake2_module(Thread& thread);
Value create_hmac_module(Thread& thread);
Value create_hashlib_module(Thread& thread);
Value create_zlib_module(Thread& thread);
Value create_decimal_module(Thread& thread);
Value create_bz2_module(Thread& thread);
Value create_lzma_module(Thread& thread);
Value create_pyexpat_module(Thread& thread);
Value create_datetime_module(Thread& thread);
Value create_zoneinfo_module(Thread& thread);
Value create_pickle_module(Thread& thread);
Value create_queue_module(Thread& thread);
Value create_lsprof_module(Thread& thread);
Value create_statistics_module(Thread& thread);
Value create_multiprocessing_module(Thread& thread);
Value create_posixshmem_module(Thread& thread);

// sys.stdin, sys.stdout and sys.stderr; None for those whose descriptor is closed.
Status add_standard_streams(Thread& thread, Module* sys);
// The built-in function open.
Status add_open_function(Thread& thread);

// Makes sys, which every program has: Runtime::sys_module, sys_dict, modules. After builtins, after register_modules().
Status create_sys_module(Thread& thread);

// Tells the runtime of all native modules.
void register_modules(Runtime& runtime);

}  // namespace memphis
