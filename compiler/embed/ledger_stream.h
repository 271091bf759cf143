#pragma once

#include <memory>

#include "compiler/embed/arrow_export.h"
#include "compiler/embed/result.h"

namespace incent::embed {

// The payouts of a run, a batch after the other, in the order of the ledger.
std::unique_ptr<BatchSource> StreamLedger(std::shared_ptr<const Result> result);

// What of the input could not be used.
std::unique_ptr<BatchSource> StreamRejects(std::shared_ptr<const Result> result);

}  // namespace incent::embed
