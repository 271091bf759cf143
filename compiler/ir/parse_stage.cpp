#include "compiler/ir/parse_stage.h"

#include "compiler/ir/text_attributes.h"

namespace incent::ir {
namespace {

bool Key(LineReader& line, std::string_view key) {
  if (!line.TryWord(key)) return false;
  line.Expect('=');
  return true;
}

}  // namespace

bool StageReader::TryRead(LineReader& line) {
  using Read = void (StageReader::*)(LineReader&);
  constexpr std::pair<std::string_view, Read> kParts[] = {
      {"emit", &StageReader::ReadEmit},     {"out", &StageReader::ReadOut},
      {"ledger", &StageReader::ReadLedger}, {"check", &StageReader::ReadCheck},
      {"step", &StageReader::ReadStep},     {"name", &StageReader::ReadName},
  };
  if (line.TryWord("stage")) {
    ReadStage(line);
    return true;
  }
  if (module_.stages.empty()) return false;
  if (line.TryMark('%')) {
    ReadInst(line);
    return true;
  }
  for (const auto& [keyword, read] : kParts) {
    if (!line.TryWord(keyword)) continue;
    (this->*read)(line);
    return true;
  }
  return false;
}

void StageReader::ReadStage(LineReader& line) {
  insts_.clear();
  Stage& stage = module_.stages.emplace_back();
  stage.name = line.Text();
  stage.stage_class = line.OneOf<StageClass>();
  stage.domain = ReadDomain(line, module_);
  if (line.TryWord("->")) stage.target = ReadDomain(line, module_);
  if (Key(line, "def")) stage.definition = ReadReference(line, module_.definitions);
}

// The type stands behind what depends on it, so the tail is read first.
void StageReader::ReadInst(LineReader& line) {
  Instruction inst;
  inst.name = line.Text();
  line.Expect('=');
  const std::string text = line.Word();
  const auto op = OpFromText(text);
  if (!op) return line.Fail("unknown operation `" + text + "`");
  inst.op = *op;
  const size_t middle = line.position();
  const auto colon = line.Find(':');
  if (!colon) return line.Fail("`:` and a type are missing");
  line.Seek(*colon + 1);
  ReadTail(line, inst);
  const size_t end = line.position();
  line.Seek(middle);
  if (inst.op == Op::Const) inst.attributes.literal = ReadLiteral(line, inst.type);
  while (line.TryMark('%')) inst.operands.push_back(ReadOperand(line));
  while (line.TryMark('@')) ReadAttribute(line, module_, inst.type, &inst.attributes);
  line.Expect(':');
  if (!line.ok()) return;
  line.Seek(end);
  insts_.emplace(inst.name, static_cast<InstId>(stage().insts.size()));
  stage().insts.push_back(std::move(inst));
}

void StageReader::ReadTail(LineReader& line, Instruction& inst) {
  inst.type = line.Type();
  inst.range = line.OptionalRange();
  inst.definition = Key(line, "def") ? ReadReference(line, module_.definitions) : stage().definition;
}

// What follows a '%'.
InstId StageReader::ReadOperand(LineReader& line) {
  return static_cast<InstId>(line.Reference([this](std::string_view name) -> std::optional<int> {
    const auto found = insts_.find(std::string(name));
    if (found == insts_.end()) return std::nullopt;
    return static_cast<int>(found->second);
  }));
}

InstId StageReader::ReadOperandKey(LineReader& line, std::string_view key) {
  if (!Key(line, key)) line.Fail("`" + std::string(key) + "=` is missing");
  line.Expect('%');
  return ReadOperand(line);
}

void StageReader::ReadEmit(LineReader& line) {
  Emit emit;
  emit.when = ReadOperandKey(line, "when");
  emit.who = ReadOperandKey(line, "who");
  emit.date = ReadOperandKey(line, "date");
  emit.share = ReadOperandKey(line, "share");
  emit.amount = ReadOperandKey(line, "amount");
  emit.whole = ReadOperandKey(line, "whole");
  stage().emits.push_back(emit);
}

void StageReader::ReadOut(LineReader& line) {
  const OutputId id = ReadReference(line, module_.outputs);
  line.Expect('=');
  line.Expect('%');
  stage().outputs.emplace_back(id, ReadOperand(line));
}

void StageReader::ReadLedger(LineReader& line) {
  LedgerEntry entry;
  entry.component = ReadReference(line, module_.components);
  line.Expect('=');
  line.Expect('%');
  entry.value = ReadOperand(line);
  if (Key(line, "date")) {
    line.Expect('%');
    entry.date = ReadOperand(line);
  }
  if (Key(line, "payee")) {
    line.Expect('%');
    entry.payee = ReadOperand(line);
  }
  stage().ledger.push_back(entry);
}

void StageReader::ReadCheck(LineReader& line) {
  Check check;
  line.Expect('%');
  check.condition = ReadOperand(line);
  if (Key(line, "def")) check.definition = ReadReference(line, module_.definitions);
  if (Key(line, "withholds")) {
    line.List([&] { check.withholds.push_back(ReadReference(line, module_.components)); });
  }
  stage().checks.push_back(check);
}

void StageReader::ReadStep(LineReader& line) {
  Step step;
  step.text = line.QuotedText();
  line.Expect('=');
  line.Expect('%');
  step.result = ReadOperand(line);
  stage().steps.push_back(std::move(step));
}

void StageReader::ReadName(LineReader& line) {
  NamedValue named;
  line.Expect('%');
  named.value = ReadOperand(line);
  if (Key(line, "def")) named.definition = ReadReference(line, module_.definitions);
  stage().names.push_back(named);
}

}  // namespace incent::ir
