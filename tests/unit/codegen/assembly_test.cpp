#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "compiler/codegen/compiler.h"
#include "compiler/ir/builder.h"

namespace incent::codegen {
namespace {

using ir::InstId;
using ir::Op;
using types::Type;

// One kernel over two columns of numbers and two of dates, from 64-bit cells.
struct Sample {
  Sample() {
    using column::FieldKind;
    column::DatasetSchema rows{"Row", "", {}};
    for (const auto& [name, kind] : {std::pair("a", FieldKind::Number), std::pair("b", FieldKind::Number),
                                     std::pair("c", FieldKind::Date), std::pair("d", FieldKind::Date)}) {
      column::FieldSchema field;
      field.name = field.header = name;
      field.kind = kind;
      field.scale = kind == FieldKind::Number ? 2 : 0;
      rows.fields.push_back(field);
    }
    module.datasets.push_back(rows);
    builder.emplace(module, "stage", ir::StageClass::Map, ir::Domain{ir::DomainKind::Rows, {}, 0});
    for (int k = 0; k < 4; ++k) {
      ir::Attributes attributes;
      attributes.dataset = 0;
      attributes.field = k;
      columns.push_back(builder->AddTyped(Op::Col, {}, attributes, k < 2 ? Type::Number(2) : Type::Date()));
    }
  }

  InstId Number(value::Int128 mantissa, int scale) {
    return builder->ConstNumber(mantissa, Type::Number(scale));
  }

  // The code of everything up to `result`.
  std::string Assembly(InstId result, Machine machine) {
    const std::unique_ptr<Compiler> compiler = MakeCompiler({.machine = machine, .keep_assembly = true});
    const numbers::Source cents{{-1'000'000'000, 1'000'000'000}};
    const numbers::Source days{{-32'768, 32'768}};
    const std::vector<numbers::Value> values = numbers::PlanNumbers(
        module, builder->stage(),
        {{columns[0], cents}, {columns[1], cents}, {columns[2], days}, {columns[3], days}},
        compiler->target());
    KernelSpec spec{.stage = builder->stage(), .values = values};
    for (const InstId column : columns) spec.inputs.push_back({.inst = column});
    for (InstId inst = columns.back() + 1; inst <= result; ++inst) spec.body.push_back(inst);
    spec.outputs.push_back(
        {.inst = result, .has_states = values[result].may_lack, .is_wide = numbers::IsWide(values[result])});
    EXPECT_EQ(compiler->Compile({spec}, Effort::Less).size(), 1U);
    return compiler->Assembly();
  }

  ir::Module module;
  std::optional<ir::StageBuilder> builder;
  std::vector<InstId> columns;
};

InstId Tiers(Sample& s) {
  return s.builder->Add(Op::TierMarginal, {s.columns[0], s.Number(0, 0), s.Number(2, 2), s.Number(250'000, 0),
                                           s.Number(3, 2), s.Number(500'000, 0), s.Number(45, 3)});
}

InstId Rounded(Sample& s) {
  return s.builder->Round(s.builder->Add(Op::Mul, {s.columns[0], s.Number(125, 3)}), 1, 2,
                          value::RoundingMode::HalfEven);
}

InstId Choice(Sample& s) {
  const InstId less = s.builder->Add(Op::CmpLt, {s.columns[0], s.columns[1]});
  return s.builder->Select(less, s.columns[0], s.builder->Add(Op::Min, {s.columns[1], s.Number(7, 0)}));
}

InstId Tenure(Sample& s) {
  ir::Attributes start;
  start.name = "start_of_quarter";
  const InstId quarter = s.builder->AddTyped(Op::Call, {s.columns[3]}, start, Type::Date());
  ir::Attributes months;
  months.name = "months";
  return s.builder->AddTyped(Op::Call, {s.columns[2], quarter}, months, Type::Number(0));
}

// Wide: cents of up to 2^30, and 18 digits behind the point.
InstId Quotient(Sample& s) {
  return s.builder->Add(Op::DivOpt, {s.columns[0], s.columns[1]});
}

// Who is called, each once.
std::set<std::string> CalledIn(const std::string& assembly) {
  const std::regex call("\\n\\s+(?:callq?|jmp)\\s+\\*?([A-Za-z_][A-Za-z0-9_]*)");
  std::set<std::string> called;
  for (std::sregex_iterator at(assembly.begin(), assembly.end(), call), end; at != end; ++at)
    called.insert((*at)[1]);
  return called;
}

bool HasCalls(const std::string& assembly) {
  return std::regex_search(assembly, std::regex("\\n\\s+(call|jmp\\s+[a-z_]+@PLT)"));
}

// Packed arithmetic on a register of that name.
bool HasVectors(const std::string& assembly, const std::string& registers) {
  return std::regex_search(assembly, std::regex("\\n\\s+v[a-z0-9]+(pd|q|d)\\s+.*%" + registers));
}

TEST(AssemblyTest, KernelsAreVectorsWithoutCalls) {
  if (!CanCompile()) GTEST_SKIP() << "built without LLVM";
  InstId (*const kernels[])(Sample&) = {Tiers, Rounded, Choice, Tenure};
  for (const auto kernel : kernels) {
    for (const Machine machine : {Machine::Host, Machine::Avx2, Machine::Baseline}) {
      Sample sample;
      const std::string assembly = sample.Assembly(kernel(sample), machine);
      EXPECT_FALSE(HasCalls(assembly)) << assembly;
      if (machine == Machine::Avx2) {
        EXPECT_TRUE(HasVectors(assembly, "ymm")) << assembly;
      }
      if (machine == Machine::Baseline) {
        EXPECT_NE(assembly.find("xmm"), std::string::npos) << assembly;
      }
    }
  }
}

TEST(AssemblyTest, KernelsOf128BitsCallOneFunctionForTheirQuotients) {
  if (!CanCompile()) GTEST_SKIP() << "built without LLVM";
  for (const Machine machine : {Machine::Host, Machine::Avx2, Machine::Baseline}) {
    Sample sample;
    const std::string assembly = sample.Assembly(Quotient(sample), machine);
    EXPECT_EQ(CalledIn(assembly), std::set<std::string>{"incent_divide_wide"}) << assembly;
  }
}

}  // namespace
}  // namespace incent::codegen
