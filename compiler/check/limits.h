#pragma once

namespace incent::check {

// Levels of nested expressions that one value is worked out through, those of the definitions that it uses
// included. Later stages recurse over them.
inline constexpr int kMaxValueDepth = 2000;

}  // namespace incent::check
