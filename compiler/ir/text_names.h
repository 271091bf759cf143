#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/ir/module.h"

namespace incent::ir {

// One list of named things, referred to by name where the name is unique, else by "#index".
class NameList {
 public:
  void Add(std::string_view name);
  // "none" for kNone.
  std::string Reference(int index) const;

 private:
  std::vector<std::string> names_;
  std::unordered_map<std::string, int> count_;
};

// How a module's things are referred to in its text.
class Names {
 public:
  explicit Names(const Module& module);

  std::string Dataset(int index) const { return datasets_.Reference(index); }
  std::string Field(int dataset, int field) const;
  std::string Definition(int index) const { return definitions_.Reference(index); }
  std::string Lines(int index) const { return lines_.Reference(index); }
  std::string Component(int index) const { return components_.Reference(index); }
  std::string Output(int index) const { return outputs_.Reference(index); }
  std::string Domain(const ir::Domain& domain) const;

 private:
  NameList datasets_;
  std::vector<NameList> fields_;
  NameList definitions_;
  NameList lines_;
  NameList components_;
  NameList outputs_;
};

}  // namespace incent::ir
