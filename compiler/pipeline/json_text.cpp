#include "compiler/pipeline/json_text.h"

#include <fmt/format.h>

namespace incent::pipeline {

void AppendJsonText(std::string_view text, std::string& json) {
  json += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      json += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    } else {
      json += c;
    }
  }
  json += '"';
}

std::string JsonText(std::string_view text) {
  std::string json;
  AppendJsonText(text, json);
  return json;
}

}  // namespace incent::pipeline
