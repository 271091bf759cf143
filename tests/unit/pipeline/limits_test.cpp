#include <gtest/gtest.h>

#include <string>

#include "compiler/base/limits.h"
#include "compiler/check/limits.h"
#include "compiler/pipeline/compile.h"
#include "tests/support/memory_loader.h"

// At a limit all is well; one beyond it is a message and no crash.
namespace incent::pipeline {
namespace {

// The codes of all errors, each once.
std::string CodesOf(golden::MemoryLoader& loader) {
  const Compilation compilation = Compile(loader, "0.incent", {});
  std::string codes;
  for (const diag::Entry* entry : compilation.diagnostics.Sorted()) {
    if (codes.find(entry->kind->code) == std::string::npos) codes += entry->kind->code;
  }
  return codes;
}

std::string Import(size_t number) {
  return "use \"" + std::to_string(number) + ".incent\"\n";
}

// Each file imports the next.
std::string CodesOfChain(size_t num_files) {
  golden::MemoryLoader loader;
  for (size_t i = 0; i < num_files; ++i) {
    loader.Add(std::to_string(i) + ".incent", "incent 1.0\n" + (i + 1 < num_files ? Import(i + 1) : ""));
  }
  return CodesOf(loader);
}

// The first file imports all others.
std::string CodesOfStar(size_t num_files) {
  golden::MemoryLoader loader;
  std::string imports = "incent 1.0\n";
  for (size_t i = 1; i < num_files; ++i) {
    imports += Import(i);
    loader.Add(std::to_string(i) + ".incent", "incent 1.0\n");
  }
  loader.Add("0.incent", imports);
  return CodesOf(loader);
}

// Definitions, each worked out from the one before: two levels each, and an operator at the end for an odd
// one.
std::string CodesOfLevels(int num_levels) {
  golden::MemoryLoader loader;
  std::string text = "incent 1.0\nlet a0 = 1\n";
  const int count = num_levels / 2;
  for (int i = 1; i < count; ++i) {
    const bool odd = i + 1 == count && num_levels % 2 == 1;
    text += "let a" + std::to_string(i) + (odd ? " = -a" : " = a") + std::to_string(i - 1) + "\n";
  }
  loader.Add("0.incent", text);
  return CodesOf(loader);
}

std::string Nines(int count) {
  return std::string(static_cast<size_t>(count), '9');
}

// A plan with one more statement.
std::string CodesOfStatement(const std::string& statement) {
  golden::MemoryLoader loader;
  loader.Add("0.incent",
             "incent 1.0\n"
             "data Rep { key id : text }\n"
             "data Deal { key id : text   rep : Rep   amount : money CNY (0 .. 1M)   won_on : date }\n"
             "plan p for Rep {\n"
             "  effective 2026-01-01  pays monthly  round 0.01 CNY half up\n"
             "  credit bookings from Deal { to Deal.rep  on Deal.won_on  amount Deal.amount }\n" +
                 statement + "\n}\n");
  return CodesOf(loader);
}

std::string CodesOfMin(int num_arguments) {
  std::string arguments = "1";
  for (int i = 1; i < num_arguments; ++i) arguments += ", 1";
  return CodesOfStatement("let a = min(" + arguments + ")");
}

std::string CodesOfDuration(int num_digits) {
  return CodesOfStatement("let a = 2026-01-01 + " + Nines(num_digits) + " days");
}

std::string CodesOfWindow(int count) {
  return CodesOfStatement("let a monthly = bookings over last " + std::to_string(count) + " days");
}

// The value of a parameter has `num_digits` with the six fractional digits of its type.
std::string CodesOfParameter(int num_digits) {
  return CodesOfStatement("param a : number { from 2026-01-01 : " + Nines(num_digits - 6) + " }");
}

std::string CodesOfField(int num_digits) {
  golden::MemoryLoader loader;
  loader.Add("0.incent",
             "incent 1.0\ndata A { key id : text   x : number digits " + std::to_string(num_digits) + " }\n");
  return CodesOf(loader);
}

TEST(LimitTest, Arguments) {
  EXPECT_EQ(CodesOfMin(1), "E0316");
  for (const int count : {2, 31, 32}) EXPECT_EQ(CodesOfMin(count), "") << count;
  EXPECT_EQ(CodesOfMin(33), "E0316");
}

TEST(LimitTest, DigitsOfALengthOfTime) {
  for (const int count : {5, 6}) EXPECT_EQ(CodesOfDuration(count), "") << count;
  EXPECT_EQ(CodesOfDuration(7), "E0490");
}

TEST(LimitTest, UnitsOfAWindow) {
  for (const int count : {999'999, 1'000'000}) EXPECT_EQ(CodesOfWindow(count), "") << count;
  EXPECT_EQ(CodesOfWindow(1'000'001), "E0123");
}

TEST(LimitTest, DigitsOfAParameter) {
  for (const int count : {37, 38}) EXPECT_EQ(CodesOfParameter(count), "") << count;
  EXPECT_EQ(CodesOfParameter(39), "E0333");
}

TEST(LimitTest, FractionalDigitsOfAField) {
  for (const int count : {0, 17, 18}) EXPECT_EQ(CodesOfField(count), "") << count;
  EXPECT_EQ(CodesOfField(19), "E0124");
}

std::string CodesOfClawbacks(int count) {
  std::string text = "pay q per bookings = bookings * 1%\n";
  for (int i = 0; i < count; ++i)
    text += "clawback c" + std::to_string(i) + " of q { when bookings > " + std::to_string(i) +
            " CNY on Deal.won_on recover 50% }\n";
  return CodesOfStatement(text);
}

std::string Repeated(const std::string& text, int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

std::string CodesOfPayees(int count) {
  return CodesOfStatement("pay q per bookings { amount bookings " +
                          Repeated("to Deal.rep share 0.1% ", count) + "}");
}

std::string CodesOfRecipients(int count) {
  return CodesOfStatement("credit c from Deal { on Deal.won_on amount Deal.amount " +
                          Repeated("to Deal.rep weight 1 ", count) + "}");
}

TEST(LimitTest, ClawbacksOfAPay) {
  EXPECT_EQ(CodesOfClawbacks(check::kMaxClawbacks), "");
  EXPECT_EQ(CodesOfClawbacks(check::kMaxClawbacks + 1), "E0511");
}

TEST(LimitTest, Recipients) {
  EXPECT_EQ(CodesOfRecipients(check::kMaxRecipients), "");
  EXPECT_EQ(CodesOfRecipients(check::kMaxRecipients + 1), "E0512");
  EXPECT_EQ(CodesOfPayees(check::kMaxRecipients), "");
  EXPECT_EQ(CodesOfPayees(check::kMaxRecipients + 1), "E0512");
}

TEST(LimitTest, FilesThatImportEachOther) {
  EXPECT_EQ(CodesOfChain(base::kMaxImportDepth - 1), "");
  EXPECT_EQ(CodesOfChain(base::kMaxImportDepth), "");
  EXPECT_EQ(CodesOfChain(base::kMaxImportDepth + 1), "E0523");
}

TEST(LimitTest, Files) {
  EXPECT_EQ(CodesOfStar(base::kMaxFiles - 1), "");
  EXPECT_EQ(CodesOfStar(base::kMaxFiles), "");
  EXPECT_EQ(CodesOfStar(base::kMaxFiles + 1), "E0523");
}

TEST(LimitTest, LevelsOfExpressions) {
  EXPECT_EQ(CodesOfLevels(check::kMaxValueDepth - 1), "");
  EXPECT_EQ(CodesOfLevels(check::kMaxValueDepth), "");
  EXPECT_EQ(CodesOfLevels(check::kMaxValueDepth + 1), "E0510");
}

}  // namespace
}  // namespace incent::pipeline
