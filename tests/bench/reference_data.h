#pragma once

#include "compiler/ir/module.h"
#include "runtime/column/table.h"
#include "runtime/value/date.h"
#include "tests/bench/reference_deals.h"

// The data of the benchmark's task (reference_task.incent) as the engine has it in memory.
namespace incent::bench {

// The tables of `module`, in memory.
inline column::InputData MakeReferenceData(const ir::Module& module, size_t num_deals, int num_reps,
                                           RowOrder order) {
  constexpr size_t kRep = 0;
  constexpr size_t kDeal = 1;
  column::InputData input;
  input.tables.resize(module.datasets.size());
  for (size_t d = 0; d < module.datasets.size(); ++d)
    input.tables[d].columns.resize(module.datasets[d].fields.size());
  for (int rep = 0; rep < num_reps; ++rep)
    input.tables[kRep].AppendKey(KeyText('R', static_cast<size_t>(rep)));
  input.tables[kRep].num_rows = num_reps;
  column::Table& deals = input.tables[kDeal];
  DealGenerator generator(num_deals, num_reps, order);
  const value::Day start = *value::ParseDate("2025-01-01");
  for (size_t row = 0; row < num_deals; ++row) {
    const Deal deal = generator.Next();
    deals.AppendKey(KeyText('D', row));
    deals.columns[1].Append(deal.rep);
    deals.columns[2].Append(start + deal.day);
    deals.columns[3].Append(deal.product);
    deals.columns[4].Append(deal.payment_days);
    deals.columns[5].Append(deal.amount);
  }
  deals.num_rows = static_cast<int>(num_deals);
  return input;
}

}  // namespace incent::bench
