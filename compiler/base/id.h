#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

// Typed indices: an id of one kind of thing cannot be used for another.
namespace incent::base {

// A dense index, counted from 0. `Tag` is only a name: `using FileId = base::Id<struct FileTag>;`.
// The id of a missing thing does not exist; say std::optional<FileId>.
template <typename Tag>
struct Id {
  uint32_t value = 0;

  constexpr size_t index() const { return value; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

}  // namespace incent::base

template <typename Tag>
struct std::hash<incent::base::Id<Tag>> {
  size_t operator()(incent::base::Id<Tag> id) const noexcept { return id.value; }
};
