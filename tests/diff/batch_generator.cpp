#include "tests/diff/batch_generator.h"

#include <algorithm>
#include <cctype>

#include "runtime/io/loader.h"
#include "runtime/value/date.h"
#include "runtime/value/decimal.h"

namespace incent::diff {
namespace {

using column::DatasetSchema;
using column::FieldKind;
using column::FieldSchema;
using value::Day;
using value::Int128;

struct Decimal {
  Int128 mantissa = 0;
  int scale = 0;
};

// Numbers and dates as the plan writes them.
struct Harvest {
  std::vector<Decimal> numbers;
  std::vector<Day> days;
};

void AddNumber(const std::string& digits, char suffix, Harvest& harvest) {
  const auto parsed = value::ParseDecimal(digits);
  if (!parsed) return;
  Decimal number{parsed->mantissa, parsed->scale};
  if (suffix == '%') number.scale += 2;
  const Int128 factor = suffix == 'M' ? 1'000'000 : suffix == 'k' ? 1'000 : 1;
  if (number.mantissa > value::kMaxMantissa / factor || number.scale > value::kMaxScale) return;
  number.mantissa *= factor;
  harvest.numbers.push_back(number);
}

Harvest HarvestOf(const std::string& source) {
  Harvest harvest;
  for (size_t i = 0; i < source.size();) {
    if (std::isdigit(static_cast<unsigned char>(source[i])) == 0) {
      ++i;
      continue;
    }
    if (const auto day = value::ParseDate(std::string_view(source).substr(i, 10))) {
      harvest.days.push_back(*day);
      i += 10;
      continue;
    }
    std::string digits;
    for (; i < source.size(); ++i) {
      const bool point = source[i] == '.' && i + 1 < source.size() &&
                         std::isdigit(static_cast<unsigned char>(source[i + 1])) != 0;
      if (source[i] == '_') continue;
      if (!point && std::isdigit(static_cast<unsigned char>(source[i])) == 0) break;
      digits += source[i];
    }
    AddNumber(digits, i < source.size() ? source[i] : ' ', harvest);
  }
  return harvest;
}

class BatchMaker {
 public:
  BatchMaker(const std::vector<DatasetSchema>& schemas, const std::string& source, Entropy& entropy,
             const BatchOptions& options)
      : schemas_(schemas), harvest_(HarvestOf(source)), e_(entropy), options_(options) {
    dirty_ = !options.sound && e_.OneIn(2);
    if (harvest_.days.empty()) harvest_.days.push_back(20'454);  // 2026-01-01
  }

  Batch Make() {
    for (const DatasetSchema& schema : schemas_) keys_[schema.name] = Keys(schema);
    Batch batch;
    for (const DatasetSchema& schema : schemas_) batch[schema.name] = Rows(schema);
    return batch;
  }

 private:
  size_t NumRows(const DatasetSchema& schema) {
    const bool people = schema.name == "Rep" || schema.name == "Team";
    if (people) return e_.OneIn(25) ? 0 : static_cast<size_t>(e_.Between(1, 5));
    if (schema.name == "Deal" && e_.OneIn(options_.large_one_in))
      return e_.Of<size_t>({511, 512, 513, 1023, 1024, 1025});
    return e_.Of<size_t>({0, 1, 2, 7, 8, 9, 12, 12, 20, 20});
  }

  // Some keys are the beginning of others, and their order is not that of their numbers.
  std::vector<std::string> Keys(const DatasetSchema& schema) {
    std::vector<std::string> keys;
    const std::string stem(1, static_cast<char>(std::tolower(static_cast<unsigned char>(schema.name[0]))));
    const size_t count = NumRows(schema);
    for (size_t i = 1; i <= count; ++i) {
      const bool repeated = dirty_ && !keys.empty() && e_.OneIn(40);
      keys.push_back(repeated ? e_.Of(keys) : stem + std::to_string(e_.OneIn(6) ? i * 10 : i));
    }
    if (!dirty_) {
      std::sort(keys.begin(), keys.end());
      keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    }
    e_.Shuffle(keys);
    return keys;
  }

  Sheet Rows(const DatasetSchema& schema) {
    Sheet sheet;
    for (const FieldSchema& field : schema.fields)
      sheet.header += (sheet.header.empty() ? "" : ",") + field.header;
    for (const std::string& key : keys_[schema.name]) {
      std::string row;
      for (size_t f = 0; f < schema.fields.size(); ++f) {
        const FieldSchema& field = schema.fields[f];
        const bool key_text = field.is_key && field.kind == FieldKind::Text;
        row += (f == 0 ? "" : ",") + (key_text ? key : Cell(field));
      }
      sheet.rows.push_back(row);
    }
    return sheet;
  }

  std::string Cell(const FieldSchema& field) {
    if (dirty_ && e_.OneIn(150))
      return e_.Of<std::string>({"x!", "", "1e3", "2026-02-30", "99999999999999999999999999999999999999"});
    if (field.optional && e_.OneIn(4)) return "";
    switch (field.kind) {
      case FieldKind::Text:
        return e_.Of<std::string>({"east", "west", "r1", "d1", "east", "north"});
      case FieldKind::Number:
        return Number(field);
      case FieldKind::Date:
        return value::DateToText(Date());
      case FieldKind::Timestamp:
        return value::DateToText(Date()) + "T00:00";
      case FieldKind::Period:
        return e_.Of<std::string>(
            {"2026-01", "2026-02", "2026-Q1", "2026-Q2", "FY2026", "2024-02", "FY2024"});
      case FieldKind::Flag:
        return e_.OneIn(2) ? "true" : "false";
      case FieldKind::OneOf:
        return e_.Of(field.labels);
      case FieldKind::Reference:
        return Reference(field);
    }
    return "";
  }

  std::string Reference(const FieldSchema& field) {
    const auto& keys = keys_[schemas_[static_cast<size_t>(field.target)].name];
    if (keys.empty() || (dirty_ && e_.OneIn(100))) return "nobody";
    return e_.Of(keys);
  }

  std::string Number(const FieldSchema& field) {
    for (int attempt = 0; attempt < 8; ++attempt) {
      const Int128 mantissa = Mantissa(field);
      const bool inside = !field.bounds || (mantissa >= field.bounds->low && mantissa <= field.bounds->high);
      if (inside || (dirty_ && e_.OneIn(60))) return value::DecimalToText(mantissa, field.scale);
    }
    return value::DecimalToText(e_.OneIn(2) ? field.bounds->low : field.bounds->high, field.scale);
  }

  // A number of the plan, or of the edges, and often one unit beside it.
  Int128 Mantissa(const FieldSchema& field) {
    Int128 mantissa = 0;
    switch (e_.Below(8)) {
      case 0:
        mantissa = Edge();
        break;
      case 1:
        mantissa = e_.Between(-3, 3);
        break;
      case 2:
        mantissa = Int128{e_.Between(-20'000, 200'000)} * (e_.OneIn(3) ? 10'000 : 1);
        break;
      default:
        mantissa = Harvested(field.scale);
    }
    if (e_.OneIn(3)) mantissa += e_.Between(-1, 1);
    if (e_.OneIn(7)) mantissa = -mantissa;
    return mantissa;
  }

  Int128 Harvested(int scale) {
    if (harvest_.numbers.empty()) return 0;
    const Decimal& number = e_.Of(harvest_.numbers);
    Int128 mantissa = 0;
    const bool fits =
        value::RoundToScale(number.mantissa, number.scale, scale, value::RoundingMode::TowardZero, &mantissa);
    return fits ? mantissa : number.mantissa;
  }

  Int128 Edge() {
    const Int128 one = 1;
    const std::vector<int> bits = {31, 32, 50, 53, 62, 63};
    if (e_.OneIn(5)) return value::PowerOfTen(e_.Between(19, 24));
    const Int128 power = one << e_.Of(bits);
    return power + e_.Between(-1, 1);
  }

  Day Date() {
    Day day = e_.Of(harvest_.days);
    const auto granule = static_cast<value::Granule>(e_.Between(2, 6));
    switch (e_.Below(6)) {
      case 0:
        day += e_.Between(-1, 1);
        break;
      case 1:
        day = value::PeriodStart(granule, value::PeriodOf(granule, day));
        break;
      case 2:
        day = value::PeriodEnd(granule, value::PeriodOf(granule, day));
        break;
      case 3:
        day += e_.Between(-40, 200);
        break;
      default:
        break;
    }
    // 1 or 29 days into a leap year's February, far dates never: each year has cells.
    return std::clamp<Day>(day, 19'358, 21'000);
  }

  const std::vector<DatasetSchema>& schemas_;
  Harvest harvest_;
  Entropy& e_;
  const BatchOptions& options_;
  bool dirty_ = false;
  std::map<std::string, std::vector<std::string>> keys_;
};

}  // namespace

std::string Sheet::Text() const {
  std::string text = header + "\n";
  for (const std::string& row : rows) text += row + "\n";
  return text;
}

Batch GenerateBatch(const std::vector<DatasetSchema>& schemas, const std::string& source, Entropy& entropy,
                    const BatchOptions& options) {
  return BatchMaker(schemas, source, entropy, options).Make();
}

io::LoadResult LoadBatch(const std::vector<DatasetSchema>& schemas, const Batch& batch) {
  std::map<std::string, std::string> files;
  for (const auto& [name, sheet] : batch) files[name + ".csv"] = sheet.Text();
  return io::LoadFromText(schemas, files);
}

Batch Shuffled(Batch batch, Entropy& entropy) {
  for (auto& [name, sheet] : batch) entropy.Shuffle(sheet.rows);
  return batch;
}

}  // namespace incent::diff
