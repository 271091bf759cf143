#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>

#include "compiler/pipeline/ledger_text.h"

namespace incent::pipeline {

enum class LedgerFormat : uint8_t { Csv, JsonLines };

// "plan,plan_version,...\n"; empty for JSON lines.
std::string LedgerHeader(LedgerFormat format);

// One plan's payouts as lines of a ledger. Of a JSON object all columns are members, in order; absent is
// null, amounts are texts so that no reader can round them.
//
// What rows have in common with the one before is made once: it is fastest in the order of the ledger.
class LedgerWriter {
 public:
  // All must outlive the writer.
  LedgerWriter(const ir::Module& module, const eval::Outcome& outcome, const PlaceNames& names,
               LedgerFormat format);

  // Appends the line of a payout to `text`.
  void Append(const eval::LedgerRow& row, std::string& text);
  // The same for a payout that is there as texts already.
  void Append(const LedgerLine& line, std::string& text) const;

 private:
  void AppendPaidOrHeld(const eval::LedgerRow& row, std::string& text);
  // Makes what follows from the row's component, dataset and people.
  void Remember(const eval::LedgerRow& row);
  void AppendText(LedgerColumn column, std::string_view cell, std::string& text) const;
  void AppendAbsent(LedgerColumn column, std::string& text) const;
  void AppendColumns(const LedgerLine& line, LedgerColumn first, LedgerColumn last, std::string& text) const;
  void AppendBare(LedgerColumn column, std::string_view cell, std::string& text) const;
  void AppendDate(LedgerColumn column, const std::optional<value::Day>& day, std::string& text);
  void AppendAmount(LedgerColumn column, value::Int128 amount, std::string& text);
  void AppendPeriod(const std::optional<value::Period>& period, std::string& text);
  void AppendRow(const eval::LedgerRow& row, std::string& text) const;
  const std::string& Before(LedgerColumn column) const { return before_[static_cast<size_t>(column)]; }

  const ir::Module& module_;
  const eval::Outcome& outcome_;
  const PlaceNames& names_;
  const LedgerFormat format_;
  std::array<std::string, kNumLedgerColumns>
      before_;         // what stands before a cell: a comma, the member's name
  std::string quote_;  // around cells that need no other care
  std::string absent_;
  std::string end_;  // of the line

  // Of the row before.
  bool has_last_ = false;
  eval::LedgerRow last_;
  int scale_ = 0;
  std::string head_;  // plan to earned_by
  std::string period_;
  std::optional<value::Day> day_;  // the last date written
  std::string date_;
  value::Int128 amount_ = 0;  // the last amount but zero
  std::string amount_text_;
  std::string zero_;
  std::string unit_;  // unit and dataset
  std::string tail_;  // no cause, and the end of the line
};

// All lines of a ledger in order, without the header, given to `write` piece by piece until it returns false;
// then false. They are made by so many threads; `write` is called by this one.
bool WriteLines(const ir::Module& module, const eval::Outcome& outcome, const PlaceNames& names,
                LedgerFormat format, int num_threads, const std::function<bool(std::string_view)>& write);

}  // namespace incent::pipeline
