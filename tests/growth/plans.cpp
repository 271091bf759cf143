#include "tests/growth/plans.h"

#include <functional>

namespace incent::growth {
namespace {

std::string Str(int n) {
  return std::to_string(n);
}

// The texts that `one` gives for 0 .. n-1, one after the other.
std::string Times(int n, const std::function<std::string(int)>& one, const std::string& between = "\n") {
  std::string text;
  for (int i = 0; i < n; ++i) text += (i > 0 ? between : "") + one(i);
  return text;
}

// `total` things in groups of at most `size`, where the language allows so many in one statement.
std::string InGroups(int total, int size, const std::function<std::string(int group, int count)>& one) {
  std::string text;
  for (int group = 0; group * size < total; ++group)
    text += one(group, std::min(size, total - group * size)) + "\n";
  return text;
}

constexpr const char* kData = R"(incent 1.0
data Rep  { key id : text  boss : Rep optional  region : text  quota : money CNY (1 .. 100M) }
data Deal {
  key id : text  rep : Rep  amount : money CNY (0 .. 100M)  won_on : date  paid_on : date optional
  product : one of "core", "cloud"
}
)";

constexpr const char* kSettings = R"(
  effective 2026-01-01 until 2026-12-31
  currency CNY
  pays monthly
  round 0.01 CNY half up
)";

constexpr const char* kCredit = "credit b from Deal { to Deal.rep  on Deal.won_on  amount Deal.amount }\n";

Files Plain(const std::string& text) {
  return {{"plan.incent", text}};
}

// A plan of `statements` with a credit `b`, and `outside` of it before.
Files InPlan(const std::string& statements, const std::string& outside = "", const std::string& after = "") {
  return Plain(kData + outside + "plan p for Rep {" + kSettings + kCredit + statements + "\n}\n" + after);
}

const std::string kPay = "\npay q per b = b * 1%";

// ---- schema

Files Fields(int n) {
  return InPlan(kPay, "data Wide { key id : text\n" + Times(n, [](int i) {
                        return "f" + Str(i) + " : money CNY (0 .. 100M)";
                      }) + "\n}\n");
}

Files FieldsRead(int n) {
  const auto field = [](int i) { return "f" + Str(i) + " : money CNY (0 .. 100M)"; };
  const auto let = [](int i) {
    return "credit c" + Str(i) + " from Wide { to Wide.rep on Wide.day amount Wide.f" + Str(i) + " }";
  };
  return InPlan(Times(n, let),
                "data Wide { key id : text  rep : Rep  day : date\n" + Times(n, field) + "\n}\n");
}

Files Labels(int n) {
  return InPlan(kPay, "data Wide { key id : text  kind : one of " +
                          Times(n, [](int i) { return "\"k" + Str(i) + "\""; }, ",\n") + " }\n");
}

Files LabelsRead(int n) {
  const auto label = [](int i) { return "\"k" + Str(i) + "\""; };
  const auto list = [&](int group, int count) {
    return "credit c" + Str(group) + " from Wide { when Wide.kind in [" +
           Times(
               count, [&](int i) { return label(group * 500 + i); }, ",") +
           "] to Wide.rep on Wide.day amount Wide.amount }";
  };
  return InPlan(
      InGroups(n, 500, list),
      "data Wide { key id : text  rep : Rep  day : date  amount : money CNY (0 .. 1M)\n  kind : one of " +
          Times(n, label, ",\n") + " }\n");
}

Files Datasets(int n) {
  return InPlan(kPay, Times(n, [](int i) {
                        return "data D" + Str(i) +
                               " { key id : text  next : " + (i > 0 ? "D" + Str(i - 1) : std::string("Rep")) +
                               " optional }";
                      }) + "\n");
}

Files References(int n) {
  return InPlan(kPay, "data Wide { key id : text\n" +
                          Times(n, [](int i) { return "f" + Str(i) + " : Rep optional"; }) + "\n}\n");
}

// ---- credits

Files Credits(int n) {
  return InPlan(Times(n, [](int i) {
    return "credit c" + Str(i) + " from Deal { when Deal.amount > " + Str(i) +
           " CNY to Deal.rep on Deal.won_on amount Deal.amount }";
  }));
}

Files CreditsPaid(int n) {
  return InPlan(Times(n, [](int i) {
    return "credit c" + Str(i) + " from Deal { when Deal.amount > " + Str(i) +
           " CNY to Deal.rep on Deal.won_on amount Deal.amount }\npay q" + Str(i) + " per c" + Str(i) +
           " = c" + Str(i) + " * 1%";
  }));
}

std::string Recipients(int count, const std::string& tail) {
  return Times(count, [&](int i) { return "to Deal.rep " + tail + " if Deal.amount > " + Str(i) + " CNY"; });
}

Files CreditRecipients(int n) {
  const auto one = [](int group, int count) {
    return "credit c" + Str(group) + " from Deal { on Deal.won_on amount Deal.amount\n" +
           Recipients(count, "share 0.1%") + " }";
  };
  return InPlan(InGroups(n, 200, one));
}

Files WeightedRecipients(int n) {
  const auto one = [](int group, int count) {
    return "credit c" + Str(group) + " from Deal { on Deal.won_on amount Deal.amount\n" +
           Recipients(count, "weight 1") + " }";
  };
  return InPlan(InGroups(n, 200, one));
}

Files Payees(int n) {
  const auto one = [](int group, int count) {
    return "pay q" + Str(group) + " per b { amount b * 1%\n" +
           Times(count, [](int i) { return "to Deal.rep share 0." + Str(1000 + i) + "%"; }) + " }";
  };
  return InPlan(InGroups(n, 200, one));
}

// ---- definitions

Files Lets(int n) {
  return InPlan(Times(n, [](int i) { return "let l" + Str(i) + " per b = b * " + Str(i % 90 + 1) + "%"; }));
}

Files LetChain(int n) {
  return InPlan(InGroups(n, 300, [](int group, int count) {
    return Times(count, [group](int i) {
      const std::string own = "l" + Str(group) + "_" + Str(i);
      return "let " + own + " per b = " + (i > 0 ? "l" + Str(group) + "_" + Str(i - 1) : std::string("b")) +
             " + " + Str(i) + " CNY";
    });
  }));
}

Files ConstantChain(int n) {
  return InPlan(InGroups(n, 300,
                         [](int group, int count) {
                           return Times(count, [group](int i) {
                             const std::string own = "l" + Str(group) + "_" + Str(i);
                             return "let " + own + " = " +
                                    (i > 0 ? "l" + Str(group) + "_" + Str(i - 1) : std::string("1 CNY")) +
                                    " + " + Str(i) + " CNY";
                           });
                         }) +
                "pay q per b = l0_9");
}

// Each reads the two before it, without a grain: the paths double with every step.
Files Doubling(int n) {
  return InPlan(InGroups(n, 300,
                         [](int group, int count) {
                           return Times(count, [group](int i) {
                             const auto name = [group](int k) { return "l" + Str(group) + "_" + Str(k); };
                             return "let " + name(i) + " = " +
                                    (i > 1 ? name(i - 1) + " + " + name(i - 2) : std::string("1 CNY"));
                           });
                         }) +
                "pay q per b = l0_9");
}

Files Parameters(int n) {
  return InPlan(Times(n, [](int i) {
    return "param r" + Str(i) + " : rate { from 2026-01-01 : 1%  from 2026-07-01 : 2% }\npay q" + Str(i) +
           " per b = b * r" + Str(i);
  }));
}

std::string DayText(int i) {
  const auto two = [](int x) { return (x < 10 ? "0" : "") + Str(x); };
  return Str(1990 + i / 336) + "-" + two(i % 336 / 28 + 1) + "-" + two(i % 28 + 1);
}

Files ParameterDates(int n) {
  return InPlan(
      "param r : rate {\n" +
      Times(n, [](int i) { return "from " + DayText(i) + " : " + Str(i % 90) + "." + Str(i) + "%"; }) +
      " }\npay q per b = b * r");
}

// All read at one date and by one pay.
Files ParametersTogether(int n) {
  return InPlan(InGroups(n, 400, [](int group, int count) {
    const auto name = [group](int i) { return "r" + Str(group) + "_" + Str(i); };
    return Times(count,
                 [&](int i) {
                   return "param " + name(i) + " : rate { from 2026-01-01 : 1%  from 2026-07-01 : 2% }";
                 }) +
           "\nlet all" + Str(group) + " = " + Times(count, name, " + ") + "\npay q" + Str(group) +
           " monthly = 1 CNY * all" + Str(group);
  }));
}

Files Gates(int n) {
  return InPlan(Times(
      n, [](int i) { return "gate g" + Str(i) + " monthly = b over year to date > " + Str(i) + " CNY"; }));
}

Files Measures(int n) {
  return InPlan(Times(n, [](int i) {
    return "measure m" + Str(i) + " monthly = b over year to date / Rep.quota * " + Str(i + 1);
  }));
}

Files Asserts(int n) {
  return InPlan(kPay + "\n" +
                Times(n, [](int i) { return "assert a" + Str(i) + " : q < " + Str(i + 10000000) + " CNY"; }));
}

Files Blocks(int n) {
  return InPlan(Times(
      n, [](int i) { return "let l" + Str(i) + " per b { amount b  capped at " + Str(i + 1) + " CNY }"; }));
}

// ---- payments

Files Pays(int n) {
  return InPlan(Times(
      n, [](int i) { return "pay q" + Str(i) + " monthly = b over month * " + Str(i % 90 + 1) + "%"; }));
}

Files PaysOfLines(int n) {
  return InPlan(Times(n, [](int i) { return "pay q" + Str(i) + " per b = b * " + Str(i % 90 + 1) + "%"; }));
}

Files Clauses(int n) {
  return InPlan("pay q per b { amount b\n" +
                Times(n,
                      [](int i) {
                        return i % 2 == 0 ? "when Deal.amount > " + Str(i) + " CNY"
                                          : "capped at " + Str(20000000 - i) + " CNY";
                      }) +
                " }");
}

Files ClausesPerWindow(int n) {
  return InPlan(InGroups(n, 100, [](int group, int count) {
    return "pay q" + Str(group) + " per b { amount b\n" +
           Times(count, [](int i) { return "capped at " + Str(20000000 - i) + " CNY per year"; }) + " }";
  }));
}

Files Badges(int n) {
  return InPlan(
      Times(n, [](int i) { return "badge g" + Str(i) + " monthly when b over month > " + Str(i) + " CNY"; }));
}

Files Exceptions(int n) {
  return InPlan("let r per b = 5%\n" +
                Times(n,
                      [](int i) {
                        return "exception e" + Str(i) + " overrides r { when Deal.amount >= " + Str(i) +
                               " CNY set " + Str(i % 100) + "% because \"x\" }";
                      }) +
                "\npay q per b = b * r");
}

// A ladder: each comes before the one that was written before it.
Files OrderedExceptions(int n) {
  return InPlan("let r per b = 5%\n" +
                Times(n,
                      [](int i) {
                        return "exception e" + Str(i) + " overrides r " +
                               (i > 0 ? "before e" + Str(i - 1) : std::string()) +
                               " { when Deal.amount >= " + Str(i) + " CNY set " + Str(i % 100) +
                               "% because \"x\" }";
                      }) +
                "\npay q per b = b * r");
}

Files ExceptionsApart(int n) {
  return InPlan(Times(n, [](int i) {
    return "let r" + Str(i) + " per b = 5%\nexception e" + Str(i) + " overrides r" + Str(i) +
           " { from 2026-03-01 until 2026-05-31 when Deal.amount >= 5 CNY set 1% because \"x\" }";
  }));
}

// As many as one pay may have, of many pays.
Files Clawbacks(int n) {
  return InPlan(InGroups(n, 16, [](int group, int count) {
    const std::string pay = "q" + Str(group);
    return "pay " + pay + " per b = b * 1%\n" + Times(count, [&](int i) {
             return "clawback c" + Str(group) + "_" + Str(i) + " of " + pay + " { when b > " + Str(i) +
                    " CNY on Deal.won_on recover 100% }";
           });
  }));
}

Files ClawbacksApart(int n) {
  return InPlan(Times(n, [](int i) {
    return "pay q" + Str(i) + " per b = b * 1%\nclawback c" + Str(i) + " of q" + Str(i) + " { when b > " +
           Str(i) + " CNY on Deal.won_on recover 100% }";
  }));
}

Files ClawbackOfMany(int n) {
  return InPlan(
      Times(n, [](int i) { return "pay q" + Str(i) + " per b = b * " + Str(i % 90 + 1) + "%"; }) +
      "\nclawback c of " +
      Times(n, [](int i) { return "q" + Str(i); }, ", ") + " { when b > 1 CNY on Deal.won_on recover 100% }");
}

// ---- tables

Files TierRows(int n) {
  return InPlan("tiers t marginal {\n" +
                Times(n, [](int i) { return "from " + Str(i) + " CNY : " + Str(i % 90) + "%"; }) +
                " }\npay q per b { apply t(b over year to date) }");
}

Files TierRowsComputed(int n) {
  return InPlan("tiers t retroactive relative to Rep.quota {\n" +
                Times(n, [](int i) { return "from " + Str(i) + "% : " + Str(i % 90) + "%"; }) +
                " }\npay q per b { apply t(b over year to date) }");
}

Files TierTables(int n) {
  return InPlan(Times(n, [](int i) {
    return "tiers t" + Str(i) + " interpolated { from 0 CNY : 1%  from 100 CNY : " + Str(i % 90) +
           "% }\npay q" + Str(i) + " per b = b * t" + Str(i) + "(b over year to date)";
  }));
}

Files TableRows(int n) {
  return InPlan(
      "table t first {\n| Deal.product | Deal.amount || bonus |\n" +
      Times(n,
            [](int i) { return "| \"cloud\" | >= " + Str(20000000 - i) + " CNY || " + Str(i) + " CNY |"; }) +
      "\n| any | any || 0 CNY |\n}\npay q per b = t");
}

Files UniqueTableRows(int n) {
  return InPlan(
      "table t unique {\n| Deal.amount || bonus |\n" +
      Times(n,
            [](int i) { return "| " + Str(i) + " CNY .. " + Str(i) + ".99 CNY || " + Str(i) + " CNY |"; }) +
      "\n| >= " + Str(n) + " CNY || 0 CNY |\n}\npay q per b = t");
}

Files AnyTableRows(int n) {
  return InPlan("table t any {\n| Deal.amount || bonus |\n" +
                Times(n, [](int i) { return "| >= " + Str(i) + " CNY || 1 CNY |"; }) +
                "\n}\npay q per b = t");
}

Files SumTableRows(int n) {
  return InPlan("table t collect sum {\n| Deal.amount || bonus |\n" +
                Times(n, [](int i) { return "| >= " + Str(i) + " CNY || 1 CNY |"; }) +
                "\n}\npay q per b = t");
}

Files TableColumns(int n) {
  return InPlan("table t first {\n|" +
                Times(
                    n, [](int i) { return "Deal.amount + " + Str(i) + " CNY"; }, "|") +
                "|| bonus |\n|" +
                Times(
                    n, [](int i) { return ">= " + Str(i) + " CNY"; }, "|") +
                "|| 1 CNY |\n|" +
                Times(n, [](int) { return "any"; }, "|") + "|| 2 CNY |\n}\npay q per b = t");
}

Files TableResults(int n) {
  const auto values = [n](int value) {
    return Times(n, [value](int i) { return Str(i + value) + " CNY"; }, "|");
  };
  return InPlan("table t first {\n| Deal.amount ||" +
                Times(
                    n, [](int i) { return "r" + Str(i); }, "|") +
                "|\n| >= 5 CNY ||" + values(1) + "|\n| any ||" + values(2) + "|\n}\n" +
                Times(n, [](int i) { return "pay q" + Str(i) + " per b = t.r" + Str(i); }));
}

Files CellValues(int n) {
  return InPlan("table t first {\n| Rep.region || bonus |\n| " +
                Times(
                    n, [](int i) { return "\"r" + Str(i) + "\""; }, ", ") +
                " || 1 CNY |\n| any || 0 CNY |\n}\npay q per b = t");
}

// ---- tests

Files Tests(int n) {
  return InPlan(kPay, "",
                Times(n, [](int i) {
                  return "test \"t" + Str(i) +
                         "\" for p {\n  given Rep | id | quota | region |\n    | \"r1\" | 100 CNY | \"n\" |\n"
                         "  expect q(\"r1\", 2026-01) == 0 CNY\n}";
                }) + "\n");
}

// As many statements as tests: each test has the plan to read.
Files TestsOfLongPlan(int n) {
  return InPlan(Times(n, [](int i) { return "pay q" + Str(i) + " per b = b * " + Str(i % 90 + 1) + "%"; }),
                "",
                Times(n, [](int i) {
                  return "test \"t" + Str(i) +
                         "\" for p {\n  given Rep | id | quota | region |\n    | \"r1\" | 100 CNY | \"n\" |\n"
                         "  expect q" +
                         Str(i) + "(\"r1\", 2026-01) == 0 CNY\n}";
                }) + "\n");
}

Files Expectations(int n) {
  return InPlan(
      kPay, "",
      "test \"t\" for p {\n  given Rep | id | quota | region |\n    | \"r1\" | 100 CNY | \"n\" |\n" +
          Times(n, [](int i) { return "  expect q(\"r1\", 2026-01) < " + Str(i + 1) + " CNY"; }) + "\n}\n");
}

Files GivenRows(int n) {
  return InPlan(kPay, "", "test \"t\" for p {\n  given Rep | id | quota | region |\n" + Times(n, [](int i) {
                            return "    | \"r" + Str(i) + "\" | 100 CNY | \"n\" |";
                          }) + "\n  expect q(\"r1\", 2026-01) == 0 CNY\n}\n");
}

Files GivenRowsAskedFor(int n) {
  return InPlan(kPay, "",
                "test \"t\" for p {\n  given Rep | id | quota | region |\n" +
                    Times(n, [](int i) { return "    | \"r" + Str(i) + "\" | 100 CNY | \"n\" |"; }) + "\n" +
                    Times(n, [](int i) { return "  expect q(\"r" + Str(i) + "\", 2026-01) == 0 CNY"; }) +
                    "\n}\n");
}

// ---- files

Files Plans(int n) {
  return Plain(kData +
               Times(n,
                     [](int i) {
                       return "plan p" + Str(i) +
                              " for Rep { effective 2026-01-01 currency CNY pays monthly "
                              "round 0.01 CNY half up pay q monthly = 1 CNY }";
                     }) +
               "\n");
}

// What stands outside of plans belongs to each of them.
Files PlansWithShared(int n) {
  return Plain(kData + Times(n, [](int i) { return "let s" + Str(i) + " = " + Str(i) + " CNY"; }) + "\n" +
               Times(n,
                     [](int i) {
                       return "plan p" + Str(i) +
                              " for Rep { effective 2026-01-01 currency CNY pays monthly "
                              "round 0.01 CNY half up pay q monthly = s" +
                              Str(i) + " }";
                     }) +
               "\n");
}

Files Imports(int n) {
  Files files = InPlan(kPay);
  std::string uses;
  for (int i = 0; i < n; ++i) {
    uses += "use \"lib" + Str(i) + ".incent\"\n";
    files.push_back({"lib" + Str(i) + ".incent", "incent 1.0\nlet s" + Str(i) + " = " + Str(i) + " CNY\n"});
  }
  std::string& text = files[0].text;
  text.insert(text.find('\n') + 1, uses);
  return files;
}

// ---- expressions

// Pays whose expression is as deep, or as long, as a statement may be.
Files Expression(int n, int size, const std::function<std::string(int count)>& value) {
  return InPlan(InGroups(
      n, size, [&](int group, int count) { return "pay q" + Str(group) + " per b = " + value(count); }));
}

Files Parentheses(int n) {
  return Expression(n, 200, [](int count) {
    return std::string(static_cast<size_t>(count), '(') + "b" + std::string(static_cast<size_t>(count), ')');
  });
}

Files Negations(int n) {
  return Expression(n, 50, [](int count) { return Times(count, [](int) { return "-"; }, " ") + " b"; });
}

Files Sums(int n) {
  return Expression(n, 400, [](int count) {
    return Times(count, [](int i) { return "b * " + Str(i % 90 + 1) + "%"; }, " + ");
  });
}

Files Conditions(int n, const std::string& word) {
  return Expression(n, 250, [&](int count) {
    return "if " +
           Times(
               count, [](int i) { return "Deal.amount > " + Str(i) + " CNY"; }, word) +
           " then b else 0 CNY";
  });
}
Files Ands(int n) {
  return Conditions(n, " and ");
}
Files Ors(int n) {
  return Conditions(n, " or ");
}

Files Choices(int n) {
  return Expression(n, 200, [](int count) {
    return Times(
               count,
               [](int i) {
                 return "if Deal.amount > " + Str(i) + " CNY then b * " + Str(i % 90 + 1) + "% else ";
               },
               "") +
           "b";
  });
}

// Each step is absent unless the one before it is present.
Files Presences(int n) {
  return Expression(n, 100, [](int count) {
    return Times(
               count,
               [](int i) {
                 return "if Deal.paid_on is present and Deal.paid_on > " + DayText(i) + " then b * " +
                        Str(i % 90 + 1) + "% else ";
               },
               "") +
           "b";
  });
}

Files Fallbacks(int n) {
  return Expression(n, 200, [](int count) {
    return "1% * b * (" +
           Times(
               count, [](int i) { return "b / (Deal.amount - " + Str(i) + " CNY)"; }, " otherwise ") +
           " otherwise 0)";
  });
}

Files Folds(int n) {
  return InPlan(Times(n, [](int i) {
    return "pay q" + Str(i) + " monthly = b[Deal.amount > " + Str(i) + " CNY] over month * 1%";
  }));
}

Files FoldsInOne(int n) {
  return InPlan(InGroups(n, 100, [](int group, int count) {
    return "pay q" + Str(group) + " monthly = " +
           Times(
               count,
               [group](int i) {
                 return "b[Deal.amount > " + Str(group * 100 + i) + " CNY] over year to date * 1%";
               },
               " + ");
  }));
}

Files Aggregates(int n) {
  return InPlan(Times(n, [](int i) {
    return "measure m" + Str(i) + " monthly = average of b[Deal.amount > " + Str(i) +
           " CNY] over last 3 months";
  }));
}

Files Across(int n) {
  return InPlan(Times(n, [](int i) {
    return "let l" + Str(i) + " monthly = b[Deal.amount > " + Str(i) + " CNY] across everyone() over month";
  }));
}

Files ListItems(int n) {
  return InPlan(InGroups(n, 500, [](int group, int count) {
    return "pay q" + Str(group) + " per b = if Rep.region in [" +
           Times(count, [](int i) { return "\"r" + Str(i) + "\""; }, ", ") + "] then b else 0 CNY";
  }));
}

Files Arguments(int n) {
  return InPlan(InGroups(n, 30, [](int group, int count) {
    return "pay q" + Str(group) + " per b = min(b, " +
           Times(count, [](int i) { return Str(i + 1) + " CNY"; }, ", ") + ")";
  }));
}

Files Windows(int n) {
  return InPlan(Times(n, [](int i) {
    return "pay q" + Str(i) + " monthly = b over last " + Str(i % 24 + 1) + " months * " + Str(i % 90 + 1) +
           "%";
  }));
}

Files Comments(int n) {
  return InPlan(Times(n, [](int i) { return "# comment " + Str(i); }) + kPay);
}

// ---- faults: a text that is wrong in n places

Files UnknownNames(int n) {
  return InPlan(Times(n, [](int i) { return "let l" + Str(i) + " = unknown" + Str(i) + " + 1"; }));
}

Files UnknownTypes(int n) {
  return InPlan(kPay, Times(n, [](int i) {
                        return "data D" + Str(i) + " { key id : text  x : Unknown" + Str(i) + " }";
                      }) + "\n");
}

Files UnknownFields(int n) {
  return InPlan(Times(n, [](int i) { return "let l" + Str(i) + " per b = Deal.unknown" + Str(i) + " + 1"; }));
}

Files NamesTwice(int n) {
  return InPlan(Times(n, [](int) { return "let l = 1"; }));
}

Files BrokenStatements(int n) {
  return InPlan(Times(n, [](int i) { return "pay q" + Str(i) + " monthly = = 5%"; }));
}

Files UnclosedBraces(int n) {
  return Plain(kData + Times(n, [](int i) { return "plan p" + Str(i) + " for Rep {"; }));
}

Files Cycle(int n) {
  return InPlan(Times(n, [n](int i) { return "let l" + Str(i) + " = l" + Str((i + 1) % n) + " + 1"; }));
}

}  // namespace

const std::vector<Kind>& Kinds() {
  constexpr int kAll = 10'000;
  static const std::vector<Kind> kinds = {
      {"fields of a dataset", Fields, kAll},
      {"fields, each credited", FieldsRead, 5000},
      {"labels of a one-of", Labels, kAll},
      {"labels, each asked for", LabelsRead, kAll},
      {"datasets", Datasets, kAll},
      {"references", References, kAll},
      {"credits", Credits, 6000},
      {"credits, each paid", CreditsPaid, 5000},
      {"recipients with shares", CreditRecipients, kAll},
      {"recipients with weights", WeightedRecipients, kAll},
      {"payees", Payees, kAll},
      {"lets", Lets, kAll},
      {"chains of lets", LetChain, kAll},
      {"chains of constants", ConstantChain, kAll},
      {"lets that read two", Doubling, kAll},
      {"params", Parameters, kAll},
      {"dates of a param", ParameterDates, kAll},
      {"params of one let", ParametersTogether, kAll},
      {"gates", Gates, kAll},
      {"measures", Measures, kAll},
      {"asserts", Asserts, 10000},
      {"lets with clauses", Blocks, kAll},
      {"pays per month", Pays, kAll},
      {"pays per line", PaysOfLines, kAll},
      {"clauses of a pay", Clauses, kAll},
      {"clauses over windows", ClausesPerWindow, kAll},
      {"badges", Badges, kAll},
      {"exceptions of a let", Exceptions, kAll},
      {"exceptions in an order", OrderedExceptions, kAll},
      {"exceptions, each of a let", ExceptionsApart, 5000},
      {"clawbacks of a pay", Clawbacks, 8000},
      {"clawbacks, each of a pay", ClawbacksApart, 5000},
      {"pays of a clawback", ClawbackOfMany, kAll},
      {"rows of tiers", TierRows, kAll},
      {"rows of tiers, relative", TierRowsComputed, kAll},
      {"tiers", TierTables, 5000},
      {"rows of a table", TableRows, kAll},
      {"rows of a unique table", UniqueTableRows, kAll},
      {"rows of an any table", AnyTableRows, kAll},
      {"rows of a summing table", SumTableRows, kAll},
      {"columns of a table", TableColumns, kAll},
      {"results of a table", TableResults, kAll},
      {"values of a cell", CellValues, kAll},
      {"tests", Tests, 5000},
      {"tests of as many pays", TestsOfLongPlan, 3000},
      {"expects", Expectations, kAll},
      {"given rows", GivenRows, kAll},
      {"given rows, asked for", GivenRowsAskedFor, 6000},
      {"plans", Plans, 6000},
      {"plans with as many lets", PlansWithShared, 5000},
      {"imports", Imports, 1000},
      {"brackets", Parentheses, kAll},
      {"negations", Negations, kAll},
      {"sums", Sums, kAll},
      {"and", Ands, kAll},
      {"or", Ors, kAll},
      {"if ... else", Choices, kAll},
      {"is present", Presences, kAll},
      {"otherwise", Fallbacks, kAll},
      {"folds", Folds, kAll},
      {"folds of one pay", FoldsInOne, kAll},
      {"averages", Aggregates, kAll},
      {"sums across people", Across, kAll},
      {"items of lists", ListItems, kAll},
      {"arguments", Arguments, kAll},
      {"windows", Windows, kAll},
      {"comments", Comments, kAll},
      {"unknown names", UnknownNames, kAll, true},
      {"unknown types", UnknownTypes, kAll, true},
      {"unknown fields", UnknownFields, kAll, true},
      {"one name many times", NamesTwice, kAll, true},
      {"broken statements", BrokenStatements, kAll, true},
      {"braces never closed", UnclosedBraces, kAll, true},
      {"a cycle", Cycle, kAll, true},
  };
  return kinds;
}

size_t SizeOf(const Files& files) {
  size_t size = 0;
  for (const File& file : files) size += file.text.size();
  return size;
}

}  // namespace incent::growth
