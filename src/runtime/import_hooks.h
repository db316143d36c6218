// What sys.path_hooks holds from the start: the library's own finders, made by its importlib when somebody asks for
// one. The import statement itself searches directories without them.
#pragma once

#include "runtime/runtime.h"

namespace memphis {

// Appends the hooks for zip files and for directories.
Status add_path_hooks(Thread& thread, List* hooks);
bool is_directory_hook(Value hook);
bool is_zip_hook(Value hook);
// A FileFinder of importlib: what the import statement does itself. May run user code.
Fallible<bool> is_library_file_finder(Thread& thread, Value finder);
// PathFinder.invalidate_caches: finders in sys.path_importer_cache forget what they know.
Status invalidate_finders(Thread& thread);

}  // namespace memphis
