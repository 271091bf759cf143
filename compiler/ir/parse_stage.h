#pragma once

#include <string>
#include <unordered_map>

#include "compiler/ir/line_reader.h"

namespace incent::ir {

// "cells month", "rows Deal", ...
Domain ReadDomain(LineReader& line, const Module& module);

// Reads the lines of stages into a module. Its header (datasets, definitions, outputs, ...) comes before.
class StageReader {
 public:
  explicit StageReader(Module& module) : module_(module) {}

  // False if the line is none of a stage; then nothing was read.
  bool TryRead(LineReader& line);

 private:
  void ReadStage(LineReader& line);
  void ReadInst(LineReader& line);
  void ReadEmit(LineReader& line);
  void ReadOut(LineReader& line);
  void ReadLedger(LineReader& line);
  void ReadCheck(LineReader& line);
  void ReadStep(LineReader& line);
  void ReadName(LineReader& line);
  void ReadTail(LineReader& line, Instruction& inst);

  InstId ReadOperand(LineReader& line);
  InstId ReadOperandKey(LineReader& line, std::string_view key);
  Stage& stage() { return module_.stages.back(); }

  Module& module_;
  std::unordered_map<std::string, InstId> insts_;  // of the last stage, by name
};

}  // namespace incent::ir
