#pragma once

#include <string>
#include <string_view>
#include <vector>

// Plans that grow in one kind of statement at a time, to see what each costs as it grows.
namespace incent::growth {

struct File {
  std::string path;
  std::string text;
};

// The first file is the plan; the others are what it imports. Text only depends on `kind` and `n`.
using Files = std::vector<File>;

struct Kind {
  std::string_view name;
  Files (*make)(int n);
  int largest;            // what the limits of the language allow, or 10,000
  bool is_wrong = false;  // the text has errors on purpose
};

const std::vector<Kind>& Kinds();

// Bytes of all files together.
size_t SizeOf(const Files& files);

}  // namespace incent::growth
