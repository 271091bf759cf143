#pragma once

#include <string>

// Names of the files in which outputs are written before they are published, and what removes
// those that were never published.
namespace incent::io {

// A name for a temporary file beside `name` that nobody else has thought of, in whatever container or on
// whatever machine: `.NAME.tmp-` and 16 hex digits.
std::string NewTemporaryName(const std::string& name);

// Locks a temporary file that was just made, so that no sweep removes it before `*claim` is closed, a
// descriptor of its own; -1 where files cannot be locked, which are never swept. False: a sweep was quicker,
// and the file is lost.
[[nodiscard]] bool ClaimTemporaryFile(int descriptor, int* claim);

// Removes the temporary files for `folder/name` that nobody has claimed: those of processes that are gone.
// Does what it can: a file that stays is in nobody's way.
void SweepTemporaryFiles(const std::string& folder, const std::string& name);

// Notes that `path` (absolute) is to be removed if the process is told to stop. Returns a slot for
// `ForgetTemporaryFile`; -1, which it accepts, if there is no room left: then the file is swept later.
int RememberTemporaryFile(const std::string& path);
void ForgetTemporaryFile(int slot);

// Removes all remembered files of this process. Async-signal-safe: meant for handlers of SIGINT
// and SIGTERM, which then end the process.
void RemoveLiveTemporaryFiles();

}  // namespace incent::io
