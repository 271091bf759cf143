#include <algorithm>
#include <array>

#include "runtime/trace/render.h"

namespace incent::trace {
namespace {

struct Phrase {
  std::string_view code;
  std::string_view english;
  std::string_view chinese;
};

// In ascending order of code. Ops of values first named, then the words of clauses and of the tree itself.
constexpr auto kPhrases = std::to_array<Phrase>({
    {"=", "value", "取值"},
    {"abs", "magnitude", "绝对值"},
    {"absent", "is absent", "无值"},
    {"add", "sum", "和"},
    {"agg.count", "number of rows", "行数"},
    {"agg.first", "earliest", "最早"},
    {"agg.last", "latest", "最新"},
    {"agg.max", "largest", "最高"},
    {"agg.min", "smallest", "最低"},
    {"agg.sum", "total", "合计"},
    {"allot", "allotted", "分配"},
    {"amount", "amount", "金额"},
    {"and", "both hold", "同时成立"},
    {"apply", "apply", "套用"},
    {"at least", "at least", "保底"},
    {"bcast", "value", "取值"},
    {"call", "function", "函数"},
    {"capped at", "capped at", "封顶"},
    {"choose", "value of the row", "所选行的值"},
    {"cmp.eq", "equal", "等于"},
    {"cmp.ge", "at least", "大于或等于"},
    {"cmp.gt", "greater", "大于"},
    {"cmp.le", "at most", "小于或等于"},
    {"cmp.lt", "less", "小于"},
    {"cmp.ne", "not equal", "不等于"},
    {"coalesce", "otherwise", "缺省"},
    {"col", "cell", "单元格"},
    {"const", "constant", "常数"},
    {"date.add", "date moved", "日期推移"},
    {"demand", "row found", "查到的行"},
    {"div", "quotient", "商"},
    {"div?", "quotient", "商"},
    {"entitled", "entitled", "累计应得"},
    {"exception", "exception", "例外"},
    {"field", "attribute", "属性"},
    {"gather", "cell of the referenced row", "引用行的单元格"},
    {"guard", "checked", "已检查"},
    {"hit", "row of the table", "命中的行"},
    {"level", "level", "累计水平"},
    {"line.amount", "line", "业绩行"},
    {"line.date", "credit date", "业绩日期"},
    {"line.share", "share", "份额"},
    {"line.whole", "whole amount of the row", "原始金额"},
    {"load", "value", "取值"},
    {"lookup", "row found", "查到的行"},
    {"max", "larger of two", "较大值"},
    {"min", "smaller of two", "较小值"},
    {"mul", "product", "积"},
    {"multiply by", "multiply by", "乘以"},
    {"name", "value", "取值"},
    {"neg", "negated", "相反数"},
    {"not", "not", "非"},
    {"on", "on", "日期"},
    {"or", "one of them holds", "任一成立"},
    {"outside", "outside of the days that count", "所计日期之外"},
    {"paid", "paid", "已发放"},
    {"param", "parameter", "参数"},
    {"period.end", "last day of the period", "期末日"},
    {"period.of", "period of a date", "日期所在期间"},
    {"period.own", "own period", "本期"},
    {"period.start", "first day of the period", "期初日"},
    {"pick", "exception", "例外"},
    {"present", "is present", "有值"},
    {"probe", "value", "取值"},
    {"prorated by", "prorated by", "折算"},
    {"recover", "recover", "追回"},
    {"rescale", "value", "取值"},
    {"round", "rounded", "舍入"},
    {"round.row", "rounded together with the other parts of the row", "同单各部分一并舍入"},
    {"row", "row", "行"},
    {"row.once", "credit of the group, each row once", "团队业绩（每单只计一次）"},
    {"rowcol", "cell of the row", "原始行的单元格"},
    {"scan.count", "number of rows so far", "至此行数"},
    {"scan.earliest", "earliest so far", "至此最早"},
    {"scan.first", "is the first of the window", "是窗口内第一笔"},
    {"scan.latest", "latest so far", "至此最新"},
    {"scan.max", "largest so far", "至此最高"},
    {"scan.min", "smallest so far", "至此最低"},
    {"scan.sum", "total to date", "累计"},
    {"select", "condition", "条件"},
    {"self", "participant", "本人"},
    {"shift", "earlier value", "先前的值"},
    {"split.group", "part by largest remainder", "按最大余数分得"},
    {"split.part", "part by largest remainder", "按最大余数分得"},
    {"spread over", "spread over", "分期"},
    {"sub", "difference", "差"},
    {"table", "table", "表"},
    {"tier.interp", "interpolated tiers", "线性插值阶梯"},
    {"tier.marginal", "marginal tiers", "超额累进阶梯"},
    {"tier.portion", "part in one tier", "落在该档的部分"},
    {"tier.value", "tier reached", "达到的档"},
    {"to", "to", "归属"},
    {"unwrap", "value", "取值"},
    {"wcount", "number of rows in the window", "窗口内行数"},
    {"wfirst", "earliest in the window", "窗口内最早"},
    {"when", "when", "当"},
    {"wlast", "latest in the window", "窗口内最新"},
    {"wmax", "largest in the window", "窗口内最高"},
    {"wmin", "smallest in the window", "窗口内最低"},
    {"wsum", "total of the window", "窗口内合计"},
});

const Phrase* Find(std::string_view code) {
  const auto found =
      std::lower_bound(kPhrases.begin(), kPhrases.end(), code,
                       [](const Phrase& phrase, std::string_view key) { return phrase.code < key; });
  return found != kPhrases.end() && found->code == code ? &*found : nullptr;
}

}  // namespace

bool HasPhrase(std::string_view code) {
  return Find(code) != nullptr;
}

std::string_view PhraseFor(std::string_view code, Language language) {
  const Phrase* phrase = Find(code);
  if (phrase == nullptr) return code;
  return language == Language::Chinese ? phrase->chinese : phrase->english;
}

}  // namespace incent::trace
