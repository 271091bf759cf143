#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/pipeline/compile.h"
#include "runtime/io/loader.h"
#include "tests/property/sales.h"

// A plan, compiled as the command line does it, and what it pays.
namespace incent::property {

// One line of the ledger, without what does not matter for sums.
struct Payout {
  std::string component;
  std::string participant;
  std::optional<value::Period> period;
  std::optional<value::Day> credit;
  std::string row;
  int64_t cents = 0;  // earned
  bool is_paid = false;
};

struct Paid {
  std::vector<std::string> ledger;   // the lines of ledger.csv
  std::vector<Payout> payouts;       // parallel
  std::vector<std::string> totals;   // control totals and errors of the run: all that the manifest tells
  std::vector<std::string> rejects;  // without their place in the file, sorted
  std::string problem;               // not empty: data that cannot be loaded, or a broken promise
};

// Files in memory, by name, and which of them each dataset is read from; none: `<dataset>.csv`.
struct Files {
  std::map<std::string, std::string> texts;
  std::map<std::string, std::vector<std::string>> overrides;
};
Files FilesOf(const Sheets& sheets);

class Payroll {
 public:
  // `text` must compile: `problem()` says what is wrong otherwise.
  explicit Payroll(std::string text);

  const std::string& text() const { return text_; }
  const std::string& problem() const { return problem_; }

  Paid Pay(const Files& files) const;
  Paid Pay(const Sales& sales) const { return Pay(FilesOf(SheetsOf(sales))); }

  // Payouts whose explanation does not reach the amount in the ledger; every `step`-th is explained.
  std::vector<std::string> NotReproduced(const Sales& sales, int step) const;
  // How machine code comes to something else than the reference; empty: it does not.
  std::string DifferenceInJit(const Files& files) const;
  std::string DifferenceInJit(const Sales& sales) const { return DifferenceInJit(FilesOf(SheetsOf(sales))); }

 private:
  std::string text_;
  std::string problem_;
  std::shared_ptr<const pipeline::Compilation> compilation_;  // shared by copies
};

}  // namespace incent::property
