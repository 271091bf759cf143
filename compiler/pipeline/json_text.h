#pragma once

#include <string>
#include <string_view>

namespace incent::pipeline {

// `text`, which must be UTF-8, as a JSON string with its quotes. Only what must be escaped is.
std::string JsonText(std::string_view text);
void AppendJsonText(std::string_view text, std::string& json);

}  // namespace incent::pipeline
