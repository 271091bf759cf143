#pragma once

#include <cstddef>

namespace incent::check {

// Levels of nested expressions that one value is worked out through, those of the definitions that it uses
// included. Later stages recurse over them.
inline constexpr int kMaxValueDepth = 2000;

// Clawbacks of one pay. Each looks at all others of its pay, so that what they take in all is at most what
// was paid; without a limit a long plan would be worked out in the square of its length.
inline constexpr int kMaxClawbacks = 16;

// `to` in one credit or pay. Each part of an amount depends on the shares of all others.
inline constexpr int kMaxRecipients = 200;

}  // namespace incent::check
