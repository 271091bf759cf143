#include "compiler/interp/column_ops.h"
#include "compiler/interp/element_ops.h"
#include "runtime/trace/render.h"
#include "tests/unit/interp/op_world.h"

namespace incent::interp {
namespace {

constexpr Op kAllOps[] = {
#define INCENT_OP(name, text, operands, fail, summary) Op::name,
#include "compiler/ir/ops.def"
#undef INCENT_OP
};

TEST(OpCoverageTest, EveryOpHasATestOfItsOwn) {
  for (const Op op : kAllOps) {
    EXPECT_TRUE(CoveredOps().count(op) != 0) << ir::FactsOf(op).text << " has no OP_TEST";
  }
}

TEST(OpCoverageTest, EveryOpIsEitherOfOneRowOrOfManyRows) {
  for (const Op op : kAllOps) {
    EXPECT_NE(ElementOpOf(op) != nullptr, ColumnOpOf(op) != nullptr) << ir::FactsOf(op).text;
  }
}

TEST(OpCoverageTest, EveryOpHasAWordInBothLanguages) {
  for (const Op op : kAllOps) {
    const std::string_view code = ir::FactsOf(op).text;
    EXPECT_TRUE(trace::HasPhrase(code)) << code;
    EXPECT_NE(trace::PhraseFor(code, trace::Language::English),
              trace::PhraseFor(code, trace::Language::Chinese));
  }
}

}  // namespace
}  // namespace incent::interp
