#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace incent::codegen {

// Keeps compiled code for those who will want the same again, perhaps in another process. It is only asked to
// spare work: whoever finds nothing compiles. Safe for use by several threads at a time.
class ObjectStore {
 public:
  virtual ~ObjectStore() = default;

  // The object that was kept under `key`, bytes of any length that say everything that decides the code.
  // Nothing if there is none, or if there is doubt that it is what was kept: it will be executed.
  virtual std::optional<std::string> Find(std::string_view key) = 0;
  // Keeps it if it can.
  virtual void Keep(std::string_view key, std::string_view object) = 0;
};

}  // namespace incent::codegen
