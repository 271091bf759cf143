// The same by way of incent.hpp: what the plan asks for, what is wrong with a plan, and reading the ledger's
// batches.
#include <incent.hpp>
#include <iostream>
#include <string>
#include <vector>

namespace {

const std::string kPlan = R"(incent 1.0
data Rep  { key id : text }
data Deal { key id : text   rep : Rep   amount : money CNY   won_on : date }
plan small for Rep {
  effective 2026-01-01 until 2026-12-31
  currency  CNY
  pays      monthly
  round     0.01 CNY half up
  credit bookings from Deal { to Deal.rep  on Deal.won_on  amount Deal.amount }
  pay commission per bookings = bookings * 5%
}
)";

// A batch of text columns: every field takes the texts that a CSV file would have.
struct TextBatch {
  struct Column {
    std::string name;
    std::vector<int32_t> offsets{0};
    std::string bytes;
    const void* buffers[3];
    ArrowSchema schema{};
    ArrowArray array{};
  };
  std::vector<Column> columns;
  std::vector<ArrowSchema*> schemas;
  std::vector<ArrowArray*> arrays;
  const void* validity = nullptr;

  explicit TextBatch(const std::vector<std::vector<std::string>>& rows) : columns(rows[0].size()) {
    for (size_t i = 0; i < columns.size(); ++i) {
      Column& column = columns[i];
      column.name = rows[0][i];
      for (size_t row = 1; row < rows.size(); ++row) {
        column.bytes += rows[row][i];
        column.offsets.push_back(static_cast<int32_t>(column.bytes.size()));
      }
      column.buffers[0] = nullptr;
      column.buffers[1] = column.offsets.data();
      column.buffers[2] = column.bytes.data();
      column.schema.format = "u";
      column.schema.name = column.name.c_str();
      column.schema.release = [](ArrowSchema* schema) { schema->release = nullptr; };
      column.array.length = static_cast<int64_t>(rows.size() - 1);
      column.array.n_buffers = 3;
      column.array.buffers = column.buffers;
      column.array.release = [](ArrowArray* array) { array->release = nullptr; };
      schemas.push_back(&column.schema);
      arrays.push_back(&column.array);
    }
  }

  // The batch must live until it is pushed: nothing is copied.
  incent::Schema Schema() {
    ArrowSchema schema{};
    schema.format = "+s";
    schema.n_children = static_cast<int64_t>(schemas.size());
    schema.children = schemas.data();
    schema.release = [](ArrowSchema* given) { given->release = nullptr; };
    return incent::Schema(&schema);
  }
  incent::Array Array() {
    ArrowArray array{};
    array.length = arrays[0]->length;
    array.n_buffers = 1;
    array.buffers = &validity;
    array.n_children = static_cast<int64_t>(arrays.size());
    array.children = arrays.data();
    array.release = [](ArrowArray* given) { given->release = nullptr; };
    return incent::Array(&array);
  }
};

int Fail(const incent::Error& error) {
  std::cerr << error.message() << "\n";
  return 1;
}

// The number of rows of all batches.
incent::Expected<int64_t> CountRows(incent::ArrayStream stream) {
  int64_t count = 0;
  while (true) {
    incent::Array batch;
    if (stream.get()->get_next(stream.get(), batch.get()) != 0)
      return incent::Error(INCENT_STREAM_FAILED, nullptr);
    if (!batch) return count;
    count += batch->length;
  }
}

}  // namespace

int main() {
  // Mistakes of a plan are data.
  incent::Diagnostics said;
  const auto broken =
      incent::Plan::Compile({{"broken.incent", "incent 1.0\nplan p for Nobody { }\n"}}, &said);
  std::cout << "broken.incent: " << incent_status_name(broken.error().status()) << "\n";
  for (size_t i = 0; i < said.size(); ++i)
    std::cout << "  " << said[i].code << " at line " << said[i].line << ": " << said[i].message << "\n";

  const auto plan = incent::Plan::Compile({{"small.incent", kPlan}});
  if (!plan) return Fail(plan.error());
  for (const incent_dataset& dataset : plan->datasets()) {
    const auto schema = plan->schema(dataset.name);
    if (!schema) return Fail(schema.error());
    std::cout << dataset.name << ":";
    for (int64_t i = 0; i < (*schema)->n_children; ++i)
      std::cout << " " << (*schema)->children[i]->name << " " << (*schema)->children[i]->format;
    std::cout << "\n";
  }

  TextBatch reps({{"id"}, {"r1"}, {"r2"}});
  TextBatch deals({{"id", "rep", "amount", "won_on"},
                   {"d1", "r1", "1000.00", "2026-01-01"},
                   {"d2", "r2", "250.505", "2026-02-01"},
                   {"d3", "r1", "999.99", "2026-03-01"}});
  auto session = incent::Session::Open(*plan, {});
  if (!session) return Fail(session.error());
  if (auto pushed = session->Push("Rep", reps.Schema(), reps.Array()); !pushed) return Fail(pushed.error());
  if (auto pushed = session->Push("Deal", deals.Schema(), deals.Array()); !pushed)
    return Fail(pushed.error());
  const auto result = session->Run();
  if (!result) return Fail(result.error());

  const incent_counts counts = result->counts();
  std::cout << "paid: " << counts.num_paid << ", withheld: " << counts.num_withheld
            << ", rejects: " << counts.num_rejects << "\n";
  auto ledger = result->ledger();
  if (!ledger) return Fail(ledger.error());
  const auto num_rows = CountRows(std::move(*ledger));
  if (!num_rows) return Fail(num_rows.error());
  std::cout << "rows of the ledger's batches: " << *num_rows << "\n" << result->diagnostics().text() << "\n";
  const auto written = result->WriteLedger(INCENT_LEDGER_CSV, [](std::string_view text) {
    std::cout << text;
    return static_cast<bool>(std::cout);
  });
  return written ? 0 : Fail(written.error());
}
