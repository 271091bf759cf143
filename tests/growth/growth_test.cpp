// The work of compiling grows with the text, whatever grows in it. Work is what can be counted and is the
// same in every run: memory asked for, in pieces and in bytes. growth_bench measures time.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <ostream>

#include "compiler/pipeline/compile.h"
#include "tests/growth/plans.h"
#include "tests/support/memory_loader.h"

namespace {

struct Work {
  int64_t pieces = 0;
  int64_t bytes = 0;
};
thread_local Work work;

void* Allocate(size_t size) {
  ++work.pieces;
  work.bytes += static_cast<int64_t>(size);
  return std::malloc(size == 0 ? 1 : size);
}

}  // namespace

void* operator new(size_t size) {
  void* const memory = Allocate(size);
  if (memory == nullptr) std::abort();
  return memory;
}
void* operator new(size_t size, const std::nothrow_t&) noexcept {
  return Allocate(size);
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, size_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept {
  std::free(memory);
}

namespace incent::growth {

// How a test's parameter is printed.
void PrintTo(const Kind& kind, std::ostream* out) {
  *out << kind.name;
}

namespace {

struct Compiled {
  Work work;
  size_t text = 0;
  bool good = false;
};

Compiled CompileFiles(const Files& files) {
  golden::MemoryLoader loader;
  for (const File& file : files) loader.Add(file.path, file.text);
  const Work before = work;
  const pipeline::Compilation compilation =
      pipeline::Compile(loader, files[0].path, {.compile_tests = false});
  return {{work.pieces - before.pieces, work.bytes - before.bytes},
          SizeOf(files),
          !compilation.diagnostics.has_errors()};
}

class GrowthTest : public testing::TestWithParam<Kind> {};

// From `small` to `large`, how many times more the work is than the text; what an empty plan takes left out.
double MoreThanText(int64_t Work::* what, const Compiled& empty, const Compiled& small,
                    const Compiled& large) {
  const auto of = [&](const Compiled& c) { return static_cast<double>(c.work.*what - empty.work.*what); };
  const auto text = [&](const Compiled& c) { return static_cast<double>(c.text - empty.text); };
  return of(large) / of(small) / (text(large) / text(small));
}

TEST_P(GrowthTest, WorkGrowsWithTheText) {
  const Kind& kind = GetParam();
  // What is made once in a process, such as the parser's tables, is made before anything is counted.
  CompileFiles(kind.make(100));
  const Compiled empty = CompileFiles(Kinds()[0].make(1));
  const Compiled small = CompileFiles(kind.make(100));
  const Compiled large = CompileFiles(kind.make(std::min(1000, kind.largest)));
  EXPECT_EQ(small.good, !kind.is_wrong);
  EXPECT_EQ(large.good, !kind.is_wrong);
  EXPECT_LT(MoreThanText(&Work::pieces, empty, small, large), 2);
  EXPECT_LT(MoreThanText(&Work::bytes, empty, small, large), 2);
}

std::string NameOf(const testing::TestParamInfo<Kind>& info) {
  std::string name;
  bool word = true;
  for (const char c : info.param.name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter) name += word && c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
    word = !letter;
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(Statements, GrowthTest, testing::ValuesIn(Kinds()), NameOf);

}  // namespace
}  // namespace incent::growth
