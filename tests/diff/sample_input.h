#pragma once

#include <random>

#include "tests/support/sample_module.h"
#include "tests/unit/interp/given.h"

namespace incent {

// Random rows for SampleModule.
class SampleInput {
 public:
  explicit SampleInput(uint32_t seed) : random_(seed) {}

  // Deals on a few days of few people, some open, rejected, negative or without a rate.
  column::InputData Next(const ir::Module& module) {
    column::InputData input;
    const auto add = [&](int dataset, const interp::given::Cells& cells) {
      interp::given::AddRow(module, input, static_cast<size_t>(dataset), cells);
    };
    for (const char* rep : {"r3", "r1", "r2"}) {
      add(ir::sample::kRep, {rep, Of({"north", "south", "-"}), Of({"100000.00", "0.01", "!"}),
                             Of({"-", "2026-03-01"}), "junior"});
    }
    for (const char* month : {"2026-01", "2026-02", "2026-08"}) {
      add(ir::sample::kRate, {"new", month, Of({"1", "0", "2"})});
    }
    for (int deal = 0; deal < 12; ++deal) {
      add(ir::sample::kDeal,
          {"d" + std::to_string(deal), Of({"r1", "r2", "r3", "-"}),
           Of({"2026-01-31", "2026-02-28", "2026-08-01", "2025-12-31", "-", "!"}),
           Of({"1000.00", "-20.05", "99999.99", "5000000000.00", "!"}), Of({"new", "old"})});
    }
    return input;
  }

 private:
  std::string Of(std::vector<std::string> choices) { return choices[random_() % choices.size()]; }

  std::mt19937 random_;
};

}  // namespace incent
