#include "compiler/interp/column_ops.h"
#include "compiler/interp/element_ops.h"
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

}  // namespace
}  // namespace incent::interp
