// The published test cases of tests/data/decimal_vectors, each through the operation that has
// to give its result. Values are compared, not spellings: a mantissa has no -0.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>
#include <vector>

#include "runtime/value/decimal.h"

namespace incent::value {
namespace {

struct Vector {
  std::string id, op, a, b, rounding, expect;
};

std::vector<Vector> ReadVectors() {
  std::ifstream file(std::string(INCENT_SOURCE_DIR) + "/tests/data/decimal_vectors/decimal_vectors.csv");
  std::vector<Vector> vectors;
  std::string line;
  std::getline(file, line);  // header
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    Vector v;
    for (std::string* cell : {&v.id, &v.op, &v.a, &v.b, &v.rounding, &v.expect}) {
      std::getline(cells, *cell, ',');
    }
    vectors.push_back(v);
  }
  return vectors;
}

RoundingMode ModeOf(const std::string& name) {
  static const std::map<std::string, RoundingMode> kModes = {
      {"half_up", RoundingMode::HalfUp},     {"half_even", RoundingMode::HalfEven},
      {"half_down", RoundingMode::HalfDown}, {"up", RoundingMode::AwayFromZero},
      {"down", RoundingMode::TowardZero},    {"floor", RoundingMode::Floor},
      {"ceiling", RoundingMode::Ceiling}};
  return kModes.at(name);
}

// The operands of one vector; an operation that needs more says so by nullopt.
struct Operands {
  ParsedDecimal a, b, expect;
  RoundingMode mode;
};
using Result = std::optional<ParsedDecimal>;
using Operation = Result (*)(const Operands&);

// By reference: `m` is set by the call that makes `ok`, and arguments have no order.
Result At(bool ok, const Int128& m, int scale) {
  return ok ? Result({m, scale}) : std::nullopt;
}

Result AddOf(const Operands& o) {
  Int128 m = 0;
  return At(Add(o.a.mantissa, o.a.scale, o.b.mantissa, o.b.scale, &m), m, AddScale(o.a.scale, o.b.scale));
}

Result SubtractOf(const Operands& o) {
  Int128 m = 0;
  return At(Subtract(o.a.mantissa, o.a.scale, o.b.mantissa, o.b.scale, &m), m,
            AddScale(o.a.scale, o.b.scale));
}

Result MultiplyOf(const Operands& o) {
  Int128 m = 0;
  return At(Multiply(o.a.mantissa, o.a.scale, o.b.mantissa, o.b.scale, &m), m,
            MulScale(o.a.scale, o.b.scale));
}

Result Quotient(const Operands& o, int scale, RoundingMode mode) {
  if (o.b.mantissa == 0) return std::nullopt;
  Int128 m = 0;
  return At(MultiplyDivide(o.a.mantissa, o.a.scale, 1, 0, o.b.mantissa, o.b.scale, scale, mode, &m), m,
            scale);
}

Result DivideOf(const Operands& o) {
  return Quotient(o, o.expect.scale, o.mode);
}
Result IntegerQuotient(const Operands& o) {
  return Quotient(o, 0, RoundingMode::TowardZero);
}

Result RemainderOf(const Operands& o) {
  const Result whole = IntegerQuotient(o);
  Int128 product = 0;
  if (!whole || !Multiply(whole->mantissa, 0, o.b.mantissa, o.b.scale, &product)) return std::nullopt;
  Int128 m = 0;
  return At(Subtract(o.a.mantissa, o.a.scale, product, o.b.scale, &m), m, AddScale(o.a.scale, o.b.scale));
}

Result CompareOf(const Operands& o) {
  return ParsedDecimal{Compare(o.a.mantissa, o.a.scale, o.b.mantissa, o.b.scale), 0};
}

// b is the exponent of the last digit kept: digits after the point if negative, a unit if not.
Result QuantizeOf(const Operands& o) {
  const auto exponent = static_cast<int>(o.b.mantissa);
  if (exponent < -kMaxScale || exponent > 37) return std::nullopt;
  Int128 m = 0;
  return exponent <= 0 ? At(RoundToScale(o.a.mantissa, o.a.scale, -exponent, o.mode, &m), m, -exponent)
                       : At(RoundToUnit(o.a.mantissa, o.a.scale, PowerOfTen(exponent), 0, o.mode, &m), m, 0);
}

TEST(DecimalVectorsTest, EveryPublishedCaseHasItsPublishedResult) {
  const std::map<std::string, Operation> operations = {
      {"add", AddOf},         {"subtract", SubtractOf},       {"multiply", MultiplyOf},
      {"divide", DivideOf},   {"divideint", IntegerQuotient}, {"remainder", RemainderOf},
      {"compare", CompareOf}, {"quantize", QuantizeOf},       {"rescale", QuantizeOf}};
  const std::vector<Vector> vectors = ReadVectors();
  std::map<std::string, int> mapped;
  int unmapped = 0;
  for (const Vector& v : vectors) {
    const auto a = ParseDecimal(v.a), b = ParseDecimal(v.b), expect = ParseDecimal(v.expect);
    const Result result =
        a && b && expect ? operations.at(v.op)({*a, *b, *expect, ModeOf(v.rounding)}) : Result();
    if (!result) {
      ++unmapped;
      std::cout << "unmapped: " << v.id << " " << v.op << " " << v.a << " " << v.b << " -> " << v.expect
                << "\n";
      continue;
    }
    ++mapped[v.op];
    EXPECT_EQ(Compare(result->mantissa, result->scale, expect->mantissa, expect->scale), 0)
        << v.id << " " << v.op << " " << v.a << " " << v.b << " " << v.rounding << ": expected " << v.expect
        << ", got " << DecimalToText(result->mantissa, result->scale);
  }
  const std::map<std::string, int> expected = {{"add", 756},       {"compare", 340},  {"divide", 388},
                                               {"divideint", 227}, {"multiply", 323}, {"quantize", 744},
                                               {"remainder", 466}, {"rescale", 181},  {"subtract", 331}};
  EXPECT_EQ(mapped, expected);
  EXPECT_EQ(unmapped, 0);
}

// Division itself truncates at 18 digits: equal to the case's result where that is exact.
TEST(DecimalVectorsTest, TruncatedQuotientsEqualThePublishedExactOnes) {
  int exact = 0;
  for (const Vector& v : ReadVectors()) {
    if (v.op != "divide") continue;
    const auto a = ParseDecimal(v.a), b = ParseDecimal(v.b), expect = ParseDecimal(v.expect);
    Int128 back = 0, quotient = 0;
    ASSERT_TRUE(Multiply(b->mantissa, b->scale, expect->mantissa, expect->scale, &back));
    if (b->scale + expect->scale > kMaxScale ||
        Compare(back, b->scale + expect->scale, a->mantissa, a->scale) != 0 ||
        !Divide(a->mantissa, a->scale, b->mantissa, b->scale, &quotient)) {
      continue;
    }
    ++exact;
    EXPECT_EQ(Compare(quotient, kMaxScale, expect->mantissa, expect->scale), 0) << v.id;
  }
  EXPECT_GE(exact, 385);
}

}  // namespace
}  // namespace incent::value
