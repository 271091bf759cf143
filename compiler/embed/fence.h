#pragma once

#include <algorithm>
#include <cstring>
#include <new>
#include <optional>
#include <string_view>
#include <type_traits>

#include "compiler/embed/handles.h"

// What all functions of incent.h have in common.
namespace incent::embed {

// Hands a fault out, where somebody asked, and gives its status.
inline incent_status Give(const std::optional<Fault>& fault, incent_error** error) {
  if (!fault) return INCENT_OK;
  if (error != nullptr) *error = new incent_error{*fault};
  return fault->status;
}

// Calls `call`, which gives an optional fault. Nothing may be thrown into C, and the standard library throws
// where memory is short; then there is none for an error either.
template <typename Call>
incent_status Fenced(incent_error** error, Call call) noexcept {
  if (error != nullptr) *error = nullptr;
  try {
    return Give(call(), error);
  } catch (const std::bad_alloc&) {
    return INCENT_OUT_OF_MEMORY;
  } catch (...) {
    return INCENT_INTERNAL_ERROR;
  }
}

inline Fault InvalidArgument(std::string_view english, std::string_view chinese) {
  return {INCENT_INVALID_ARGUMENT, {english, chinese}};
}

// The structures of incent.h begin with the size that the caller knows them by: an older caller has a shorter
// one, a newer caller a longer one.

// Writes what the caller knows of `value`. False: the size cannot be right.
template <typename T>
[[nodiscard]] bool WriteKnown(const T& value, T* out) {
  if (out == nullptr || out->struct_size < sizeof(size_t) + sizeof(void*)) return false;
  const size_t known = std::min(out->struct_size, sizeof(T));
  std::memcpy(reinterpret_cast<char*>(out) + sizeof(size_t),
              reinterpret_cast<const char*>(&value) + sizeof(size_t), known - sizeof(size_t));
  return true;
}

// What the caller gave, and zeros for the rest. nullopt: the size cannot be right.
template <typename T>
std::optional<T> ReadKnown(const T& given) {
  if (given.struct_size < sizeof(size_t) + sizeof(void*)) return std::nullopt;
  T known{};
  std::memcpy(&known, &given, std::min(given.struct_size, sizeof(T)));
  return known;
}

}  // namespace incent::embed
