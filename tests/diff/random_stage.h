#pragma once

#include <random>
#include <string>
#include <vector>

#include "tests/unit/interp/sales.h"

namespace incent {

// A stage over the rows of one dataset with random element ops on random columns, and rows for it. Numbers
// are drawn where machine numbers end: at 2^31, 2^50 .. 2^53, 2^63 and beyond, at halves of units, at bounds;
// dates where the calendar, its centuries, years and months do.
class RandomStage {
 public:
  explicit RandomStage(uint64_t seed) : random_(seed), module_(interp::SalesModule()) { MakeModule(); }

  const ir::Module& module() const { return module_; }
  column::InputData Rows(int num_rows);

 private:
  using InstId = ir::InstId;
  using Op = ir::Op;
  struct NumberField {
    int field = 0;
    int bits = 0;  // of the largest magnitude
    bool optional = false;
  };
  struct DateField {
    int field = 0;
    bool optional = false;
    bool is_near = false;  // far from the ends of the calendar
  };

  uint64_t Below(uint64_t count) { return random_() % count; }
  bool OneIn(uint64_t count) { return Below(count) == 0; }
  template <typename T>
  const T& Any(const std::vector<T>& list) {
    return list[Below(list.size())];
  }

  void MakeModule();
  void AddFields();
  void AddOps(ir::StageBuilder& s);
  void AddOp(ir::StageBuilder& s);
  void AddFlag(ir::StageBuilder& s);
  void AddChoice(ir::StageBuilder& s, InstId a, InstId b);
  void AddTiers(ir::StageBuilder& s);
  void AddNumber(ir::StageBuilder& s, InstId inst);
  void AddDate(ir::StageBuilder& s, InstId inst);
  void AddCount(ir::StageBuilder& s, InstId inst);
  void AddDateOp(ir::StageBuilder& s);
  InstId AddCall(ir::StageBuilder& s, const std::string& name, std::vector<InstId> operands,
                 types::Type type);
  InstId AnyDate(ir::StageBuilder& s);
  InstId AnyCount(ir::StageBuilder& s);
  std::string DateCell(const DateField& field);
  InstId Constant(ir::StageBuilder& s);
  InstId Plain();  // a number that is never null
  std::vector<InstId> TierOperands(ir::StageBuilder& s, InstId x);
  std::string NumberCell(const NumberField& field, int scale);

  std::mt19937_64 random_;
  ir::Module module_;
  std::vector<NumberField> fields_;
  std::vector<DateField> date_fields_;
  std::vector<InstId> numbers_;   // never null
  std::vector<InstId> optional_;  // numbers that may be
  std::vector<InstId> counts_;    // whole numbers, never null
  std::vector<InstId> flags_;
  std::vector<InstId> dates_;  // never null
  std::vector<InstId> optional_dates_;
  std::vector<InstId> periods_;
};

}  // namespace incent
