#pragma once

#include <memory>
#include <string>
#include <string_view>

struct SHA256state_st;  // OpenSSL's SHA256_CTX

// SHA-256 (FIPS 180-4) of inputs and outputs, by OpenSSL. It names files in ledgers and reports;
// nothing is kept secret with it.
namespace incent::io {

class Sha256 {
 public:
  Sha256();

  // Any split of the bytes over calls gives the same digest.
  void Update(std::string_view bytes);
  // Ends the message: 64 lower-case hex digits. The object must not be used afterwards.
  std::string FinishHex();

 private:
  struct Free {
    void operator()(SHA256state_st* context) const;
  };
  std::unique_ptr<SHA256state_st, Free> context_;
};

std::string Sha256Hex(std::string_view bytes);

}  // namespace incent::io
