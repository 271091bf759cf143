#include "runtime/io/sha256.h"

#include <fmt/format.h>

// OpenSSL would rather be asked by way of its providers, which bring megabytes of other algorithms into a
// program that is linked statically. These functions are the algorithm alone, with the processor's
// instructions for it.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include <array>

namespace incent::io {

void Sha256::Free::operator()(SHA256state_st* context) const {
  delete context;
}

Sha256::Sha256() : context_(new SHA256_CTX) {
  SHA256_Init(context_.get());
}

void Sha256::Update(std::string_view bytes) {
  SHA256_Update(context_.get(), bytes.data(), bytes.size());
}

std::string Sha256::FinishHex() {
  std::array<unsigned char, 32> digest{};
  SHA256_Final(digest.data(), context_.get());
  return fmt::format("{:02x}", fmt::join(digest, ""));
}

std::string Sha256Hex(std::string_view bytes) {
  Sha256 sha;
  sha.Update(bytes);
  return sha.FinishHex();
}

}  // namespace incent::io
