// The body of socket_call; see socket.h.
#pragma once

#include <cerrno>

#include "runtime/error.h"
#include "runtime/interpreter_lock.h"
#include "runtime/safepoint.h"

namespace memphis::sockets {

template <class Call>
Fallible<int64_t> socket_call(Thread& thread, const Socket* socket, Direction direction, int64_t deadline, Call call) {
  while (true) {
    TRY(wait_until_ready(thread, socket, direction, deadline));
    errno = 0;
    const int64_t result = without_interpreter_lock(thread, call);
    if (result >= 0) return result;
    if (errno == EINTR) {
      TRY(safepoint(thread));
      continue;
    }
    // Ready, yet there was nothing: somebody else has taken it.
    if (socket->timeout > 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) continue;
    return raise_os_error(thread, errno);
  }
}

}  // namespace memphis::sockets
