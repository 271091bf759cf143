#pragma once

#include <string>
#include <string_view>

namespace incent::value {

// `text` with control, bidi and invisible characters and bytes that are not UTF-8 made visible: \u{1b},
// \x{ff}. Tabs stay. Nothing in a plan or in data may steer a terminal.
std::string EscapeControls(std::string_view text);

// A JSON document, whose strings may hold such characters, with them as \u001b: the same document.
std::string EscapeJson(std::string_view json);

}  // namespace incent::value
