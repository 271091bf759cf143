#pragma once

#include <string_view>

// What must hold for any bytes that are read as a file of rows.
namespace incent::fuzz {

// Reads `bytes` as the file `name` ("Row.csv", "Row.jsonl") of a dataset with a field of every kind,
// in small and in large pieces. Aborts if the pieces show in the result, or if a row is neither in
// the table nor counted as left out.
void CheckReading(std::string_view name, std::string_view bytes);

}  // namespace incent::fuzz
