#include "name_services.h"

#ifdef MEMPHIS_STATIC_COMMAND
#include <nss.h>

#include <initializer_list>
#endif

void use_built_in_name_services() {
#ifdef MEMPHIS_STATIC_COMMAND
  for (const char* database : {"passwd", "group", "shadow", "gshadow", "networks", "protocols", "services", "rpc"}) {
    __nss_configure_lookup(database, "files");
  }
  __nss_configure_lookup("hosts", "files dns");
#endif
}
