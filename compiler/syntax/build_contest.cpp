#include "compiler/syntax/builder.h"

// Contests and scorecards.
namespace incent::syntax {

const ast::Item* Builder::Build(P::ContestStmtContext& ctx) {
  P::ContestHeadContext& head = *ctx.contestHead();
  auto* contest = NewNamed<ast::Contest>(ctx, head);
  contest->window = Build(*head.window());
  contest->frozen = head.FROZEN() != nullptr;
  for (P::ContestItemContext* item : ctx.contestItem()) BuildContestItem(*item, *contest);
  return contest;
}

void Builder::BuildContestItem(P::ContestItemContext& ctx, ast::Contest& contest) {
  if (auto* among = As<P::ContestAmongContext>(ctx)) {
    if (!contest.among.empty()) ReportRepeated(ctx, contest.among.front().span, {"`among`", "“参赛”"});
    contest.among = Build(*among->path());
    contest.among_where = Build(among->expr());
  } else if (auto* when = As<P::ContestWhenContext>(ctx)) {
    SetOnce(contest.when, ctx, when->expr(), {"`when`", "“当”"});
  } else if (auto* rank = As<P::ContestRankByContext>(ctx)) {
    if (!contest.rank_by.empty())
      ReportRepeated(ctx, contest.rank_by.front().span, {"`rank by`", "“排名依据”"});
    for (P::RankKeyContext* line : rank->rankKey()) {
      auto key = Part<ast::RankKey>(*line);
      key.value = Build(*line->expr());
      key.descending = line->DESC() != nullptr;
      contest.rank_by.push_back(key);
    }
  } else if (auto* ties = As<P::ContestTiesContext>(ctx)) {
    if (contest.ties) ReportRepeated(ctx, contest.name.span, {"`ties`", "“并列”"});
    contest.ties = ast::Ties::Pooled;
    if (ties->SKIPPING() != nullptr) contest.ties = ast::Ties::Skipping;
    if (ties->DENSE() != nullptr) contest.ties = ast::Ties::Dense;
    if (ties->FORBIDDEN() != nullptr) contest.ties = ast::Ties::Forbidden;
  } else if (auto* line = As<P::ContestPrizeContext>(ctx)) {
    auto prize = Part<ast::Prize>(ctx);
    prize.first = BuildCount(*line->NUMBER(0));
    prize.last = line->RANGE() != nullptr ? BuildCount(*line->NUMBER(1)) : prize.first;
    prize.value = Build(*line->expr());
    contest.prizes.push_back(prize);
  }
}

const ast::Item* Builder::Build(P::ScorecardStmtContext& ctx) {
  P::ScorecardHeadContext& head = *ctx.scorecardHead();
  auto* scorecard = NewNamed<ast::Scorecard>(ctx, head);
  scorecard->grain = Build(*head.grain());
  for (P::ScorecardItemContext* item : ctx.scorecardItem()) {
    if (auto* metric = As<P::ScorecardMetricContext>(*item)) {
      scorecard->metrics.push_back(Build(*metric));
    } else {
      if (scorecard->missing_redistributed) {
        ReportRepeated(*item, scorecard->name.span, {"`missing redistributed`", "“缺项重分”"});
      }
      scorecard->missing_redistributed = true;
    }
  }
  if (scorecard->metrics.empty()) diags_.Report(scorecard->span, kEmptyBlock);
  return scorecard;
}

ast::Metric Builder::Build(P::ScorecardMetricContext& ctx) {
  auto metric = Part<ast::Metric>(ctx);
  metric.name = Build(*ctx.name());
  metric.label = Build(ctx.label());
  metric.score = Build(*ctx.expr());
  P::MetricWeightContext& weights = *ctx.metricWeight();
  metric.weight = Build(weights.expr());
  for (P::QuarterWeightContext* line : weights.quarterWeight()) {
    auto weight = Part<ast::QuarterWeight>(*line);
    weight.quarter = Text(*line->QUARTER_NAME()).back() - '0';
    weight.weight = Build(*line->expr());
    for (const ast::QuarterWeight& other : metric.quarter_weights) {
      if (other.quarter == weight.quarter) ReportRepeated(*line, other.span, {"this quarter", "该季度"});
    }
    metric.quarter_weights.push_back(weight);
  }
  return metric;
}

}  // namespace incent::syntax
