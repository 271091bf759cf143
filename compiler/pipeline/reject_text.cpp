#include "compiler/pipeline/reject_text.h"

#include "compiler/pipeline/place_text.h"
#include "compiler/pipeline/report_rejects.h"
#include "runtime/io/csv_writer.h"

namespace incent::pipeline {
namespace {

void TextOrAbsent(const std::string& text, io::CsvLine& record) {
  if (text.empty()) {
    record.Absent();
  } else {
    record.Text(text);
  }
}

// 0 stands for "the whole file" and "the whole row".
void NumberOrAbsent(int64_t number, io::CsvLine& record) {
  if (number == 0) {
    record.Absent();
  } else {
    record.Integer(number);
  }
}

}  // namespace

std::string RejectCsvHeader() {
  return "code,reason,dataset,file,line,column,field,row,expected,text\n";
}

std::string RejectCsvLine(const column::Reject& reject) {
  io::CsvLine record;
  record.Bare(RejectCode(reject.reason)).Bare(column::RejectReasonName(reject.reason));
  record.Text(reject.dataset);
  TextOrAbsent(reject.file, record);
  NumberOrAbsent(reject.line, record);
  NumberOrAbsent(reject.column, record);
  TextOrAbsent(reject.field, record);
  TextOrAbsent(KeyText(reject.key), record);
  TextOrAbsent(reject.detail, record);
  TextOrAbsent(reject.text, record);
  return std::string(record.End());
}

}  // namespace incent::pipeline
