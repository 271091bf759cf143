#include "tests/diff/generation.h"

// Credits: who gets lines from which rows.
namespace incent::diff {

std::string Generation::Recipients(const Place& row, const std::string& dataset) {
  const std::string owner = dataset + ".rep";
  if (FieldOf(dataset, "rep").optional) {
    const std::string known = " if " + owner + " is present";
    if (e_.OneIn(3)) return "    to " + owner + " share 60%" + known + "\n";
    return "    to " + owner + known + "\n";
  }
  const std::string helper = dataset + ".helper";
  if (dataset != "Deal" || e_.OneIn(3)) return "    to " + owner + "\n";
  switch (e_.Below(5)) {
    case 0: {
      const std::string part = e_.Of<std::string>({"66.67%", "50%", "99.99%", "33.333333%"});
      return "    to " + owner + " share " + part + "\n    to " + helper + " share 100% - " + part + " if " +
             helper + " is present\n    to " + owner + " share 100% - " + part + " if " + helper +
             " is absent\n    shares total 100%\n";
    }
    case 1: {
      const std::string weight = e_.Of<std::string>({"1", "2", "Deal.part"});
      return "    to " + owner + " weight " + weight + "\n    to " + helper + " weight 1 if " + helper +
             " is present\n    to " + owner + " weight 0.5 if " + Condition(row, 0).text + "\n";
    }
    case 2:
      return "    to " + owner + "\n    to " + helper + " share 30% if " + helper + " is present\n";
    case 3:
      return "    to " + owner + " share Deal.part\n    to " + helper + " share 100% - Deal.part if " +
             helper + " is present\n    shares total 100%\n";
    default:
      return "    to (" + helper + " otherwise " + owner + ") share Deal.part\n    to " + owner +
             " share 50% if " + Condition(row, 0).text + "\n";
  }
}

void Generation::AddCredit(const std::string& name, const std::string& dataset) {
  Place row;
  row.kind = PlaceKind::Row;
  row.dataset = dataset;
  row.has_date = true;
  std::string text = "  credit " + name + " from " + dataset + " {\n";
  std::string day = dataset == "Deal" ? (e_.OneIn(3) ? "Deal.due_on" : "Deal.sold_on") : "Note.noted_on";
  if (e_.OneIn(8)) day += e_.Of<std::string>({" + 1 month", " + 30 days", " - 1 day"});
  const bool sold_optional = FieldOf("Deal", "sold_on").optional;
  Place line = row;
  if (day.starts_with("Deal.sold_on") && sold_optional) {
    text += "    when Deal.sold_on is present" + (e_.OneIn(3) ? " and " + Condition(row, 1).text : "") + "\n";
    row.proved.emplace_back("Deal.sold_on");
    line.proved.emplace_back("Deal.sold_on");
  } else if (e_.OneIn(3)) {
    text += "    when " + Condition(row, 1).text + "\n";
  }
  text += Recipients(row, dataset);
  text += "    on " + day + "\n";
  const bool own = e_.OneIn(2);
  const Unit unit = !own && e_.OneIn(4) ? Unit::Plain : Unit::Money;
  const Expr field{dataset + ".amount", Kind::Number, FieldOf(dataset, "amount").optional,
                   Additivity::Level,   kOwn,         false};
  const Expr amount = own ? Present(field, Literal(unit)) : PresentNumber(row, unit, 1);
  Add(text + "    amount " + amount.text + "\n  }");
  line.kind = PlaceKind::Line;
  line.credit = name;
  definitions_.push_back({DefinitionKind::Credit,
                          name,
                          line,
                          unit,
                          {name, Kind::Number, false, Additivity::Flow, kOwn, false},
                          false});
}

}  // namespace incent::diff
