#include "tests/property/sales.h"

#include "runtime/value/decimal.h"

namespace incent::property {
namespace {

using value::Day;

Day Date(std::string_view text) {
  return *value::ParseDate(text);
}

std::string Cell(Day day) {
  return day == kNotWon ? "" : value::DateToText(day);
}

std::string Cents(int64_t cents) {
  return value::DecimalToText(cents, 2);
}

Rep MakeRep(int number, Random& random) {
  Rep rep;
  rep.key = "r" + std::to_string(number);
  rep.team = random.Of<std::string>({"east", "west"});
  rep.role = random.OneIn(6) ? "SE" : "AE";
  if (random.OneIn(5)) rep.left_on = "2026-09-15";
  rep.quota = random.Of<int64_t>({10'000'00, 50'000'00, 33'333'33, 100});
  return rep;
}

// Ties and edges are the rule here, not the exception.
Day MakeDay(Random& random) {
  if (random.OneIn(3)) {
    return Date(random.Of<std::string>({"2025-12-31", "2026-01-01", "2026-01-31", "2026-02-28", "2026-03-31",
                                        "2026-06-30", "2026-12-31", "2027-01-01"}));
  }
  return Date("2026-01-05") + static_cast<Day>(random.Below(30) * 12);
}

int64_t MakeAmount(Random& random) {
  switch (random.Below(6)) {
    case 0:
      return random.Of<int64_t>({0, 1, 3, 50, 99, 33'33});
    case 1:  // with what came before, exactly on a bound of Terms, or a cent beside it
      return random.Of<int64_t>({1'000'00, 5'000'00, 10'000'00}) + random.Below(3) - 1;
    case 2:
      return random.Below(100) * 100'00;
    default:
      return random.Below(8'000'00);
  }
}

Deal MakeDeal(int number, const Sales& sales, Random& random) {
  Deal deal;
  deal.key = "d" + std::to_string(random.Below(20)) + "-" + std::to_string(number);
  deal.rep = random.Of(sales.reps).key;
  if (random.OneIn(3)) deal.helper = random.Of(sales.reps).key;
  deal.product = random.Of<std::string>({"core", "cloud"});
  deal.amount = MakeAmount(random);
  deal.net = random.OneIn(4) ? -deal.amount : deal.amount;
  deal.won_on = random.OneIn(10) ? kNotWon : MakeDay(random);
  deal.cancelled = kNotWon;
  if (deal.won_on != kNotWon && random.OneIn(4))
    deal.cancelled = deal.won_on + random.Of<Day>({1, 30, 89, 90, 91, 200});
  return deal;
}

void Spoil(Sales& sales, Random& random) {
  for (Deal& deal : sales.deals) {
    switch (random.Below(20)) {
      case 0:
        deal.bad_amount = random.Of<std::string>({"1e3", "\"1,234.50\"", "12.345", "#REF!"});
        break;
      case 1:
        deal.rep = "nobody";
        break;
      case 2:
        deal.key = sales.deals.front().key;
        break;
      default:
        break;
    }
  }
}

std::string RepRow(const Rep& rep) {
  return rep.key + "," + rep.key + "," + rep.role + "," + rep.team + ",2025-03-01," + rep.left_on + "," +
         Cents(rep.quota) + "\n";
}

// A number that stays with the deal, wherever its row stands.
size_t NumberOf(const Deal& deal) {
  size_t number = 0;
  for (const char c : deal.key) number = number * 7 + static_cast<unsigned char>(c);
  return number;
}

std::string DealRow(const Deal& deal) {
  const bool is_bad = !deal.bad_amount.empty();
  const std::string signed_on = deal.won_on == kNotWon ? "2026-03-01" : Cell(deal.won_on);
  std::string row = deal.key + "," + deal.rep + "," + deal.helper + "," + deal.product;
  row += "," + (is_bad ? deal.bad_amount : Cents(deal.amount));
  row += "," + (is_bad ? deal.bad_amount : Cents(deal.net));
  row += "," + Cell(deal.won_on) + "," + Cell(deal.cancelled);
  row += ",c" + std::to_string(NumberOf(deal) % 3) + "," + deal.rep + "," + deal.helper;
  row += (deal.product == "cloud" ? ",true," : ",false,") + signed_on + "," + Cell(deal.cancelled);
  return row + "\n";
}

// Part of a deal is paid at once, the rest later, on dates that do not go with the deals' order.
void AddPayments(const Deal& deal, Sheet& sheet) {
  const Day first = deal.won_on == kNotWon ? Date("2026-05-01") : deal.won_on;
  for (const int part : {1, 2}) {
    const std::string key = "p" + std::to_string(part) + "-" + deal.key;
    const Day day = first + static_cast<Day>(NumberOf(deal) % 4) * 30 * part;
    sheet.rows.push_back(key + "," + deal.key + "," + Cents(deal.amount / part) + "," + Cell(day) + "\n");
  }
}

}  // namespace

Sales MakeSales(uint64_t seed, const SalesOptions& options) {
  Random random(seed);
  Sales sales;
  for (int i = 0; i < options.num_reps; ++i) sales.reps.push_back(MakeRep(i, random));
  for (int i = 0; i < options.num_deals; ++i) sales.deals.push_back(MakeDeal(i, sales, random));
  if (options.dirty) Spoil(sales, random);
  return sales;
}

std::string Sheet::Text() const {
  std::string text = header;
  for (const std::string& row : rows) text += row;
  return text;
}

Sheets SheetsOf(const Sales& sales) {
  Sheets sheets;
  sheets["Rep"].header = "id,name,role,team,hired_on,left_on,annual_quota\n";
  sheets["Deal"].header =
      "id,rep,helper,product,amount,net,won_on,cancelled_on,customer,owner,engineer,is_new,signed_on,"
      "churned_on\n";
  sheets["Customer"] = {"id,region\n", {"c0,CN\n", "c1,APAC\n", "c2,EMEA\n"}};
  sheets["Payment"].header = "id,deal,amount,received_on\n";
  for (const Rep& rep : sales.reps) sheets["Rep"].rows.push_back(RepRow(rep));
  for (const Deal& deal : sales.deals) {
    sheets["Deal"].rows.push_back(DealRow(deal));
    AddPayments(deal, sheets["Payment"]);
  }
  return sheets;
}

}  // namespace incent::property
