#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/codegen/compiler.h"
#include "compiler/ir/builder.h"

namespace incent::test {

// One kernel over two columns of numbers and two of dates, from 64-bit cells.
struct SampleKernel {
  SampleKernel() {
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
      columns.push_back(builder->AddTyped(ir::Op::Col, {}, attributes,
                                          k < 2 ? types::Type::Number(2) : types::Type::Date()));
    }
  }

  ir::InstId Number(value::Int128 mantissa, int scale) {
    return builder->ConstNumber(mantissa, types::Type::Number(scale));
  }

  // Of everything up to `result`.
  codegen::CompiledKernel Compile(ir::InstId result, codegen::Compiler& compiler, codegen::Effort effort) {
    const numbers::Source cents{{-1'000'000'000, 1'000'000'000}};
    const numbers::Source days{{-32'768, 32'768}};
    const std::vector<numbers::Value> values = numbers::PlanNumbers(
        module, builder->stage(),
        {{columns[0], cents}, {columns[1], cents}, {columns[2], days}, {columns[3], days}},
        compiler.target());
    codegen::KernelSpec spec{.stage = builder->stage(), .values = values};
    for (const ir::InstId column : columns) spec.inputs.push_back({.inst = column});
    for (ir::InstId inst = columns.back() + 1; inst <= result; ++inst) spec.body.push_back(inst);
    spec.outputs.push_back(
        {.inst = result, .has_states = values[result].may_lack, .is_wide = numbers::IsWide(values[result])});
    return compiler.Compile({spec}, effort).at(0);
  }

  std::string Assembly(ir::InstId result, codegen::Machine machine,
                       codegen::Effort effort = codegen::Effort::Less) {
    const auto compiler = codegen::MakeCompiler({.machine = machine, .keep_assembly = true});
    (void)Compile(result, *compiler, effort);
    return compiler->Assembly();
  }

  ir::Module module;
  std::optional<ir::StageBuilder> builder;
  std::vector<ir::InstId> columns;
};

}  // namespace incent::test
