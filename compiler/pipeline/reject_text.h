#pragma once

#include <string>

#include "runtime/column/table.h"

// The reject report: CSV, one line for each cell or row that could not be used, with the text as it was
// written. docs/ledger.md is the reference.
namespace incent::pipeline {

// "code,reason,dataset,file,line,column,field,row,expected,text\n".
std::string RejectCsvHeader();
std::string RejectCsvLine(const column::Reject& reject);

}  // namespace incent::pipeline
