// The native side of connections: what lives and dies with them.
#include <algorithm>

#include "modules/sqlite/sqlite.h"
#include "runtime/collector.h"
#include "runtime/error.h"

namespace memphis::sqlite {

void Database::enter(ActiveCall& call) {
  std::lock_guard guard(mutex_);
  call.outer = calls_;
  calls_ = &call;
}

void Database::leave() {
  std::lock_guard guard(mutex_);
  for (ActiveCall** link = &calls_; *link != nullptr; link = &(*link)->outer) {
    if (!pthread_equal((*link)->identity, pthread_self())) continue;
    *link = (*link)->outer;  // the innermost of this thread
    return;
  }
}

bool Database::is_active() {
  std::lock_guard guard(mutex_);
  return calls_ != nullptr;
}

Thread* Database::running_thread() {
  if (connection == nullptr) return nullptr;
  std::lock_guard guard(mutex_);
  for (ActiveCall* call = calls_; call != nullptr; call = call->outer) {
    if (pthread_equal(call->identity, pthread_self())) return call->thread;
  }
  return nullptr;
}

Database::~Database() {
  for (sqlite3_stmt* statement : dead_statements) sqlite3_finalize(statement);
  for (sqlite3_blob* blob : dead_blobs) sqlite3_blob_close(blob);
  if (handle != nullptr) sqlite3_close_v2(handle);
}

PreparedStatement::PreparedStatement(std::shared_ptr<Database> owner, sqlite3_stmt* statement, bool changes)
    : database(std::move(owner)), handle(statement), changes_data(changes) {
  database->statements.push_back(this);
}

PreparedStatement::~PreparedStatement() {
  std::erase(database->statements, this);
  if (handle == nullptr) return;
  if (database->connection == nullptr || database->handle == nullptr) {
    sqlite3_finalize(handle);
  } else {
    database->dead_statements.push_back(handle);
  }
}

OpenBlob::OpenBlob(std::shared_ptr<Database> owner, sqlite3_blob* blob) : database(std::move(owner)), handle(blob) {
  database->blobs.push_back(this);
}

OpenBlob::~OpenBlob() {
  std::erase(database->blobs, this);
  if (handle == nullptr) return;
  if (database->connection == nullptr || database->handle == nullptr) {
    sqlite3_blob_close(handle);
  } else {
    database->dead_blobs.push_back(handle);
  }
}

void collect_dead(Thread& thread, Database& database) {
  std::vector<std::weak_ptr<PreparedStatement>> abandoned;
  abandoned.swap(database.abandoned);
  for (const std::weak_ptr<PreparedStatement>& weak : abandoned) {
    std::shared_ptr<PreparedStatement> statement = weak.lock();
    if (statement != nullptr && statement->handle != nullptr) reset(thread, *statement);
  }
  std::vector<sqlite3_stmt*> statements;
  statements.swap(database.dead_statements);
  for (sqlite3_stmt* statement : statements) {
    in_library(thread, database, [&] { return sqlite3_finalize(statement); });
  }
  std::vector<sqlite3_blob*> blobs;
  blobs.swap(database.dead_blobs);
  for (sqlite3_blob* blob : blobs) in_library(thread, database, [&] { return sqlite3_blob_close(blob); });
}

bool collect_for(Thread& thread, Database& database) {
  const size_t before = thread.runtime.native_resources.size();
  // (What fails in it is reported there.)
  if (collect_garbage(thread, kGenerationCount - 1).failed()) take_pending(thread);
  collect_dead(thread, database);
  return thread.runtime.native_resources.size() < before;
}

int step(Thread& thread, PreparedStatement& statement) {
  return with_retry(thread, *statement.database, [&] { return sqlite3_step(statement.handle); });
}

void reset(Thread& thread, PreparedStatement& statement) {
  if (statement.handle == nullptr) return;
  in_library(thread, *statement.database, [&] { return sqlite3_reset(statement.handle); });
}

}  // namespace memphis::sqlite
