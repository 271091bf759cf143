#include <gtest/gtest.h>

#include <cerrno>

#include "compiler/cli/run_files.h"
#include "compiler/diag/render.h"

namespace incent::cli {
namespace {

std::string FirstLineFor(io::WriteStep step, int error_number) {
  diag::Diagnostics diagnostics;
  ReportWriteError(
      {.step = step, .path = "ledger.csv", .error_number = error_number, .system_text = "trouble"},
      diagnostics);
  const std::string text = diag::RenderText(diagnostics, {}, {});
  return text.substr(0, text.find('\n'));
}

TEST(WriteErrorTest, AFileThatIsInPlaceIsNotSaidToBeUnwritten) {
  EXPECT_EQ(
      FirstLineFor(io::WriteStep::SyncFolder, EIO),
      "error[E0670]: ledger.csv is the new file, but the system cannot promise that it will outlast a power "
      "failure: trouble");
  EXPECT_EQ(FirstLineFor(io::WriteStep::SyncFolder, ENOSPC), FirstLineFor(io::WriteStep::SyncFolder, EIO));
  EXPECT_EQ(FirstLineFor(io::WriteStep::Rename, EIO), "error[E0641]: cannot write ledger.csv: trouble");
  EXPECT_EQ(FirstLineFor(io::WriteStep::Sync, ENOSPC), "error[E0642]: no space left to write ledger.csv");
}

}  // namespace
}  // namespace incent::cli
