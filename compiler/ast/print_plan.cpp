#include "compiler/ast/printer.h"

// Plans, their settings and checks.
namespace incent::ast {

void Printer::Print(const Plan& plan) {
  PutHead(Word::PLAN, plan);
  Say("", Word::FOR, "");
  PutPath(plan.dataset);
  if (!plan.alias.empty()) {
    Say("", Word::AS, "");
    PutName(plan.alias);
  }
  PutOptional(Word::WHERE, plan.where);
  Open();
  PutItems(plan.items);
  Close();
}

void Printer::Print(const Effective& effective) {
  Say(Word::EFFECTIVE, effective.from->text);
  if (effective.until != nullptr) Say("", Word::UNTIL, effective.until->text);
}

void Printer::Print(const Version& version) {
  Say(Word::VERSION, SpellString(version.version));
  if (version.replaces) Say("", Word::REPLACES, SpellString(*version.replaces));
}

void Printer::Print(const Currency& currency) {
  Say(Word::CURRENCY, "");
  Print(*currency.value, Tightness::Primary);
}

void Printer::Print(const Pays& pays) {
  Say(Word::PAYS, "");
  Print(pays.grain);
}

void Printer::Print(const Round& round) {
  Print(round.spec);
}

void Printer::Print(const Amendment& amendment) {
  PutHead(amendment.word == AmendmentKind::Overlay ? Word::OVERLAY : Word::AMENDMENT, amendment);
  if (amendment.from != nullptr) Space();
  PutDates(amendment.from, amendment.until);
  PutOptional(Word::WHERE, amendment.where);
  Open();
  PutItems(amendment.items);
  Close();
}

void Printer::Print(const Assert& check) {
  PutHead(check.word == AssertKind::Guardrail ? Word::GUARDRAIL : Word::ASSERT, check);
  Put(" : ");
  Print(*check.condition);
}

void Printer::Print(const Property& property) {
  PutHead(Word::PROPERTY, property);
  Put(" : ");
  switch (property.law) {
    case PropertyKind::Holds:
      return Print(*property.value);
    case PropertyKind::NeverLowers:
    case PropertyKind::NeverRaises:
      Say(Word::RAISING, "");
      Print(*property.raised);
      return PutOptional(property.law == PropertyKind::NeverLowers ? Word::NEVER_LOWERS : Word::NEVER_RAISES,
                         property.value);
    case PropertyKind::NeverChanges:
      Say(Word::SHUFFLING, "");
      PutName(property.shuffled);
      return PutOptional(Word::NEVER_CHANGES, property.value);
  }
}

// What was written is not in the tree; only a comment can stand for it.
void Printer::Print(const Broken& broken) {
  Say("#", "broken", broken.name.text);
}

}  // namespace incent::ast
