#include "compiler/ir/parse.h"

#include <array>

#include "compiler/ir/parse_stage.h"

namespace incent::ir {
namespace {

// "key=" if it is next.
bool Key(LineReader& line, std::string_view key) {
  if (!line.TryWord(key)) return false;
  line.Expect('=');
  return true;
}

void ReadModule(LineReader& line, Module& module) {
  module.plan = line.Text();
  if (!line.TryWord("ir") || !line.TryWord("1")) line.Fail("`ir 1` is missing");
}

void ReadEffective(LineReader& line, Module& module) {
  module.effective_from = line.Date();
  if (!line.AtEnd()) module.effective_until = line.Date();
}

void ReadHistory(LineReader& line, Module& module) {
  History history;
  history.open_before = line.TryWord("lines");
  history.from = line.Date();
  history.open_after = line.TryWord("lines");
  if (!history.open_after && !line.AtEnd()) {
    history.until = line.Date();
    history.open_after = line.TryWord("lines");
  }
  module.history = history;
}

void ReadDataset(LineReader& line, Module& module) {
  column::DatasetSchema& dataset = module.datasets.emplace_back();
  dataset.name = line.Text();
  if (Key(line, "source")) dataset.source = line.QuotedText();
}

void ReadBounds(LineReader& line, column::FieldSchema& field) {
  if (!line.TryWord("bounds")) return;
  column::Bounds bounds;
  if (Key(line, "low")) bounds.low = line.Integer();
  if (Key(line, "high")) bounds.high = line.Integer();
  field.bounds = bounds;
}

void ReadField(LineReader& line, Module& module) {
  if (module.datasets.empty()) return line.Fail("a field needs a dataset");
  column::FieldSchema& field = module.datasets.back().fields.emplace_back();
  field.name = line.Text();
  field.kind = line.OneOf<column::FieldKind>();
  if (Key(line, "header")) field.header = line.QuotedText();
  if (Key(line, "scale")) field.scale = line.Count();
  if (Key(line, "unit")) field.unit = line.QuotedText();
  field.optional = line.TryWord("optional");
  field.is_key = line.TryWord("key");
  field.in_use = !line.TryWord("unused");
  ReadBounds(line, field);
  if (Key(line, "labels")) {
    line.List([&] { field.labels.push_back(line.QuotedText()); });
  }
  if (Key(line, "target")) field.target = line.Count();
}

void ReadDefinition(LineReader& line, Module& module) {
  Definition& definition = module.definitions.emplace_back();
  definition.name = line.Text();
  if (Key(line, "kind")) definition.kind = line.Text();
  if (Key(line, "label")) definition.label = line.QuotedText();
}

DefinitionId ReadDefinitionKey(LineReader& line, const Module& module) {
  return Key(line, "def") ? ReadReference(line, module.definitions) : kNone;
}

void ReadLines(LineReader& line, Module& module) {
  LineSet& lines = module.line_sets.emplace_back();
  lines.name = line.Text();
  if (Key(line, "dataset")) lines.dataset = ReadReference(line, module.datasets);
  if (Key(line, "share")) lines.share = line.Type();
  if (Key(line, "amount")) lines.amount = line.Type();
  lines.amount_range = line.OptionalRange();
  lines.definition = ReadDefinitionKey(line, module);
}

void ReadComponent(LineReader& line, Module& module) {
  Component& component = module.components.emplace_back();
  component.name = line.Text();
  component.by_line = line.TryWord("by_line");
  if (Key(line, "label")) component.label = line.QuotedText();
  line.Expect(':');
  component.type = line.Type();
  component.definition = ReadDefinitionKey(line, module);
}

void ReadOutput(LineReader& line, Module& module) {
  Output& output = module.outputs.emplace_back();
  output.name = line.Text();
  output.domain = ReadDomain(line, module);
  if (Key(line, "stage")) output.stage = line.Count();
  if (Key(line, "inst")) output.inst = static_cast<InstId>(line.Integer());
  line.Expect(':');
  output.type = line.Type();
  output.range = line.OptionalRange();
  output.definition = ReadDefinitionKey(line, module);
  if (Key(line, "value")) output.value_of = ReadReference(line, module.definitions);
}

struct LineForm {
  std::string_view keyword;
  void (*read)(LineReader&, Module&);
};

constexpr auto kForms = std::to_array<LineForm>({
    {"module", &ReadModule},
    {"label", [](LineReader& line, Module& module) { module.label = line.QuotedText(); }},
    {"version", [](LineReader& line, Module& module) { module.version = line.QuotedText(); }},
    {"currency", [](LineReader& line, Module& module) { module.currency = line.Text(); }},
    {"pays", [](LineReader& line, Module& module) { module.pays = line.OneOf<value::Granule>(); }},
    {"effective", &ReadEffective},
    {"history", &ReadHistory},
    {"dataset", &ReadDataset},
    {"field", &ReadField},
    {"participants",
     [](LineReader& line, Module& module) { module.participants = ReadReference(line, module.datasets); }},
    {"definition", &ReadDefinition},
    {"lines", &ReadLines},
    {"component", &ReadComponent},
    {"output", &ReadOutput},
    {"eligible",
     [](LineReader& line, Module& module) { module.eligible = ReadReference(line, module.outputs); }},
});

void ReadLine(LineReader& line, Module& module, StageReader& stages) {
  if (stages.TryRead(line)) return;
  const std::string keyword = line.Word();
  for (const LineForm& form : kForms) {
    if (form.keyword == keyword) return form.read(line, module);
  }
  line.Fail("unknown line `" + keyword + "`");
}

}  // namespace

Domain ReadDomain(LineReader& line, const Module& module) {
  Domain domain{line.OneOf<DomainKind>()};
  if (domain.kind == DomainKind::Periods || domain.kind == DomainKind::Cells) {
    domain.granule = line.OneOf<value::Granule>();
  }
  if (domain.kind == DomainKind::Rows) domain.index = ReadReference(line, module.datasets);
  if (domain.kind == DomainKind::Lines) domain.index = ReadReference(line, module.line_sets);
  return domain;
}

ParsedModule Parse(std::string_view text) {
  Module module;
  StageReader stages(module);
  int number = 0;
  while (!text.empty()) {
    ++number;
    const size_t end = text.find('\n');
    LineReader line(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.AtEnd() && line.ok()) continue;
    ReadLine(line, module, stages);
    if (line.ok() && !line.AtEnd()) line.Fail("something is left at the end of the line");
    if (!line.ok()) return {std::nullopt, number, line.problem()};
  }
  return {std::move(module), 0, {}};
}

}  // namespace incent::ir
