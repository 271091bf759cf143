#include "compiler/ast/print.h"

#include "compiler/ast/printer.h"

namespace incent::ast {

std::string Print(const File& file, Words words) {
  Printer printer(words);
  printer.Print(file);
  return printer.Take();
}

std::string Print(const Item& item, Words words) {
  Printer printer(words);
  printer.Print(item);
  return printer.Take();
}

std::string Print(const Expr& expr, Words words) {
  Printer printer(words);
  printer.Print(expr);
  return printer.Take();
}

}  // namespace incent::ast
