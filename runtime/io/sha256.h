#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// SHA-256 (FIPS 180-4) of inputs and outputs. It names files in ledgers and reports; nothing is
// kept secret with it.
namespace incent::io {

class Sha256 {
 public:
  using Digest = std::array<uint8_t, 32>;

  // Any split of the bytes over calls gives the same digest.
  void Update(std::string_view bytes);
  // Ends the message. The object must not be updated afterwards.
  Digest Finish();
  // The same as 64 lower-case hex digits.
  std::string FinishHex();

 private:
  static constexpr size_t kBlockBytes = 64;

  std::array<uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<uint8_t, kBlockBytes> pending_{};
  size_t num_pending_ = 0;
  uint64_t num_bytes_ = 0;
};

std::string Sha256Hex(std::string_view bytes);

// The compression function over whole blocks of 64 bytes: the portable one, and the one on the
// processor's SHA instructions. They agree bit for bit; `Sha256` takes the second where it can.
void CompressPortable(uint32_t* state, const uint8_t* blocks, size_t num_blocks);
bool HasShaInstructions();
void CompressShaInstructions(uint32_t* state, const uint8_t* blocks, size_t num_blocks);
extern const std::array<uint32_t, 64> kSha256Rounds;

}  // namespace incent::io
