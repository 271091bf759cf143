#include "compiler/ast/printer.h"

// Credits, payments and what is built on them.
namespace incent::ast {

void Printer::Print(const Credit& credit) {
  PutHead(Word::CREDIT, credit);
  Say("", Word::FROM, "");
  PutPath(credit.source);
  if (!credit.alias.empty()) {
    Say("", Word::AS, "");
    PutName(credit.alias);
  }
  Open();
  PutClause(Word::WHEN, credit.when);
  for (const CreditTo& to : credit.recipients) {
    Line();
    Print(to);
  }
  PutClause(Word::SHARES_TOTAL, credit.shares_total);
  if (credit.shares_total_per != nullptr) {
    Say("", Word::PER, "");
    Print(*credit.shares_total_per, Tightness::Primary);
  }
  PutClause(Word::ON, credit.on);
  PutClause(Word::AMOUNT, credit.amount);
  Close();
}

void Printer::Print(const CreditTo& to) {
  Say(Word::TO, "");
  Print(*to.recipient);
  if (to.share_kind == ShareKind::Rest) Say("", Word::SHARE, Word::REST);
  PutOptional(to.share_kind == ShareKind::Weight ? Word::WEIGHT : Word::SHARE, to.share);
  PutOptional(Word::IF, to.condition);
}

void Printer::Print(const Pay& pay) {
  PutHead(Word::PAY, pay);
  Space();
  Print(pay.grain);
  const bool plain = pay.clauses.size() == 1 && pay.clauses.front().kind == PayClauseKind::Amount;
  if (!plain) return PutClauses(pay.clauses);
  Put(" = ");
  Print(*pay.clauses.front().value);
}

void Printer::Print(const Badge& badge) {
  PutHead(Word::BADGE, badge);
  Space();
  Print(badge.grain);
  PutOptional(Word::WHEN, badge.when);
}

void Printer::Print(const Exception& exception) {
  PutHead(Word::EXCEPTION, exception);
  Say("", Word::OVERRIDES, "");
  PutName(exception.overrides);
  if (!exception.before.empty()) {
    Say("", Word::BEFORE, "");
    PutNames(exception.before);
  }
  Open();
  if (exception.from != nullptr) Line();
  PutDates(exception.from, exception.until);
  PutClause(Word::WHEN, exception.when);
  PutClause(Word::SET, exception.value);
  if (exception.because) {
    Line();
    Say(Word::BECAUSE, SpellString(*exception.because));
  }
  Close();
}

void Printer::Print(const Clawback& clawback) {
  PutHead(Word::CLAWBACK, clawback);
  Say("", Word::OF, "");
  PutNames(clawback.of);
  Open();
  PutClause(Word::WHEN, clawback.when);
  PutClause(Word::ON, clawback.on);
  PutClause(Word::RECOVER, clawback.recover);
  if (clawback.recompute) {
    Line();
    Put(Word::RECOMPUTE);
  }
  Close();
}

void Printer::Print(const Draw& draw) {
  PutHead(Word::DRAW, draw);
  Space();
  Print(draw.grain);
  Open();
  PutClause(Word::AMOUNT, draw.amount);
  PutClause(Word::PRORATED_BY, draw.prorated_by);
  PutClause(Word::WHEN, draw.when);
  if (!draw.recover_from.empty()) {
    Line();
    Say(Word::RECOVER, "");
    if (draw.recover_rate != nullptr) {
      Print(*draw.recover_rate);
      Space();
    }
    Say(Word::FROM, "");
    PutNames(draw.recover_from);
  }
  PutClause(Word::UNTIL, draw.until);
  Close();
}

void Printer::Print(const Contest& contest) {
  static constexpr Word kTies[] = {Word::POOLED, Word::SKIPPING, Word::DENSE, Word::FORBIDDEN};
  PutHead(Word::CONTEST, contest);
  Say("", Word::OVER, "");
  Print(contest.window);
  if (contest.frozen) Say("", Word::FROZEN);
  Open();
  if (!contest.among.empty()) {
    Line();
    Say(Word::AMONG, "");
    PutPath(contest.among);
    PutOptional(Word::WHERE, contest.among_where);
  }
  PutClause(Word::WHEN, contest.when);
  for (size_t i = 0; i < contest.rank_by.size(); ++i) {
    if (i == 0) {
      Line();
      Say(Word::RANK_BY, "");
    } else {
      Put(", ");
    }
    Print(*contest.rank_by[i].value);
    Say("", contest.rank_by[i].descending ? Word::DESC : Word::ASC);
  }
  if (contest.ties) {
    Line();
    Say(Word::TIES, kTies[static_cast<size_t>(*contest.ties)]);
  }
  for (const Prize& prize : contest.prizes) {
    Line();
    Say(Word::PRIZE, std::to_string(prize.first));
    if (prize.last != prize.first) Say("", "..", std::to_string(prize.last));
    Put(" : ");
    Print(*prize.value);
  }
  Close();
}

void Printer::Print(const Scorecard& scorecard) {
  PutHead(Word::SCORECARD, scorecard);
  Space();
  Print(scorecard.grain);
  Open();
  if (scorecard.missing_redistributed) {
    Line();
    Put(Word::MISSING_REDISTRIBUTED);
  }
  for (const Metric& metric : scorecard.metrics) {
    Line();
    Print(metric);
  }
  Close();
}

void Printer::Print(const Metric& metric) {
  Say(Word::METRIC, "");
  PutName(metric.name);
  if (metric.label) Say("", SpellString(*metric.label));
  PutOptional(Word::SCORE, metric.score);
  if (metric.weight != nullptr) return PutOptional(Word::WEIGHT, metric.weight);
  Say("", Word::WEIGHT);
  for (size_t i = 0; i < metric.quarter_weights.size(); ++i) {
    const QuarterWeight& weight = metric.quarter_weights[i];
    if (i > 0) Put(",");
    Say("", "Q" + std::to_string(weight.quarter), "");
    Print(*weight.weight);
  }
}

}  // namespace incent::ast
