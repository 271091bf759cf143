#include "runtime/io/reject_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/io/cells.h"
#include "runtime/io/csv_writer.h"

namespace incent::io {
namespace {

void WriteKnown(std::string_view text, CsvLine* line) {
  if (text.empty()) {
    line->Absent();
  } else {
    line->Text(text);
  }
}

void WriteKnown(int64_t number, CsvLine* line) {
  if (number == 0) {
    line->Absent();
  } else {
    line->Integer(number);
  }
}

void WriteReject(const column::Reject& reject, CsvLine* line) {
  line->Text(reject.dataset).Text(reject.file);
  WriteKnown(reject.line, line);
  WriteKnown(reject.column, line);
  WriteKnown(reject.field, line);
  WriteKnown(column::KeyText(reject.key), line);
  line->Bare(column::RejectReasonName(reject.reason));
  WriteKnown(reject.detail, line);
  WriteKnown(reject.text, line);
}

}  // namespace

void WriteRejectReport(std::span<const column::Reject> rejects, int64_t total_rejects,
                       const std::function<void(std::string_view)>& write) {
  write("dataset,file,line,column,field,key,reason,expected,text\n");
  CsvLine line;
  for (const column::Reject& reject : rejects) {
    WriteReject(reject, &line);
    write(line.End());
  }
  const int64_t num_more = total_rejects - static_cast<int64_t>(rejects.size());
  if (num_more > 0) write(fmt::format(",,,,,,not_listed,{} more rejects,\n", num_more));
}

}  // namespace incent::io
