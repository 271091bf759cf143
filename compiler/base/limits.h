#pragma once

#include <cstddef>
#include <cstdint>

// Hard limits of the compiler, each with its unit and its reason. All are far above what plans
// need (the largest example has 140 lines) and far below what would exhaust a stack or a machine.
namespace incent::base {

// Bytes in one file. Twenty times the largest machine-written plan that we know of; spans are
// 32-bit offsets.
inline constexpr size_t kMaxFileBytes = size_t{1024} * 1024;

// Words and signs in one file, without blanks and comments. A file of ordinary text at the byte limit
// has 180,000; the parse tree takes about 650 bytes for each.
inline constexpr size_t kMaxTokens = 250'000;

// Open ( [ { at one place. The parser recurses three frames for each; it was measured to fail
// above 5,000 on an 8 MB stack.
inline constexpr size_t kMaxBracketDepth = 256;

// Prefix operators in a row (`-`, `not`, `if`, `sum of`): each is a recursion of the parser.
inline constexpr size_t kMaxPrefixRun = 64;

// `not` and `if` in one statement: both can nest without brackets.
inline constexpr size_t kMaxNestingWords = 256;

// Operators in one statement. The tree of a chain is as deep as the chain is long, and the stages
// after the parser recurse over it.
inline constexpr size_t kMaxOperators = 1024;

// Code points in a name: more cannot be shown in one line of a message or a ledger.
inline constexpr size_t kMaxNameLength = 128;

// Digits of a number, the suffix k/M/万/亿 applied: what a 128-bit decimal holds.
inline constexpr size_t kMaxNumberDigits = 38;

// Fractional digits of a number: the largest static scale of a value.
inline constexpr size_t kMaxNumberScale = 18;

// Bytes of one string literal.
inline constexpr size_t kMaxStringBytes = size_t{64} * 1024;

// Diagnostics kept for one compilation, and shown to a person. More are counted only.
inline constexpr size_t kMaxStoredDiagnostics = 500;
inline constexpr size_t kMaxShownDiagnostics = 50;

// Files of one compilation: node ids keep the file in 32 bits, people lose track far earlier.
inline constexpr size_t kMaxFiles = 1024;

// Depth of imports: a chain that is longer is a mistake.
inline constexpr size_t kMaxImportDepth = 32;

// Parts of a payout that is `spread over` time: a year of days, and far more months than anybody waits.
inline constexpr int kMaxSpreadParts = 366;

}  // namespace incent::base
