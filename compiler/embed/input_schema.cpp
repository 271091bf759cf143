#include "compiler/embed/input_schema.h"

#include "compiler/embed/arrow_export.h"
#include "compiler/embed/arrow_type.h"
#include "runtime/io/table_reader.h"

namespace incent::embed {

void ExportInputSchema(const std::vector<column::DatasetSchema>& schemas, size_t dataset, ArrowSchema* out) {
  std::vector<SchemaField> fields;
  for (const column::FieldSchema& field : schemas[dataset].fields) {
    if (!field.in_use && !field.is_key) continue;
    fields.push_back({.name = field.header,
                      .format = FormatFor(field, io::ReferencedKey(schemas, field)),
                      .is_nullable = field.optional});
  }
  ExportSchema(fields, out);
}

}  // namespace incent::embed
