#pragma once

namespace incent::cli {

// What the process tells the one who started it.
enum class ExitCode : int {
  Success = 0,
  AnswerIsNo = 1,      // diagnostics, failing tests, too many rejects, withheld payouts, a difference
  Usage = 3,           // the command line makes no sense
  FilesOrSystem = 4,   // something could not be read or written; nothing was published
  ResourceLimit = 5,   // out of memory; nothing was published
  InternalError = 70,  // our fault; nothing was published
};

}  // namespace incent::cli
