#include <nlohmann/json.hpp>

#include "runtime/trace/render.h"
#include "runtime/value/escape.h"

namespace incent::trace {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kSchemaVersion = 2;

Json ToJson(const InputRow& row) {
  Json json{{"dataset", row.dataset}, {"key", row.key}};
  if (!row.file.empty()) json["file"] = row.file;
  if (row.line > 0) json["line"] = row.line;
  return json;
}

// Exact text for a value, null for an absent one, {"error": code}.
Json ToJson(const Quantity& quantity) {
  Json json;
  if (quantity.state == Quantity::State::Error) return {{"error", quantity.text}};
  json["value"] = quantity.state == Quantity::State::Value ? Json(quantity.text) : Json(nullptr);
  if (!quantity.unit.empty()) json["unit"] = quantity.unit;
  if (quantity.is_rate) json["rate"] = true;
  return json;
}

void AddQuantity(Json& json, const char* name, const Quantity& quantity) {
  if (quantity.state != Quantity::State::None) json[name] = ToJson(quantity);
}

void AddText(Json& json, const char* name, const std::string& text) {
  if (!text.empty()) json[name] = text;
}

Json ToJson(const Band& band) {
  Json json = Json::object();
  AddQuantity(json, "from", band.from);
  AddQuantity(json, "below", band.below);
  if (band.above) json["above"] = true;
  if (band.up_to) json["up_to"] = true;
  AddQuantity(json, "part", band.part);
  AddQuantity(json, "rate", band.rate);
  AddQuantity(json, "contribution", band.contribution);
  return json;
}

Json ToJson(const Contribution& item) {
  Json json = Json::object();
  AddText(json, "participant", item.participant);
  AddText(json, "period", item.period);
  AddText(json, "date", item.date);
  if (item.row) json["row"] = ToJson(*item.row);
  AddQuantity(json, "amount", item.amount);
  return json;
}

Json ToJson(const Cause& cause) {
  Json json{{"code", cause.code}, {"definition", cause.definition}};
  AddText(json, "place", cause.place);
  if (cause.row) json["row"] = ToJson(*cause.row);
  return json;
}

Json ToJson(const SourceSpan& span, const RenderOptions& options) {
  Json json{{"file", span.file}, {"begin", span.begin}, {"end", span.end}};
  if (!options.quote) return json;
  const SourceQuote quote = options.quote(span);
  if (quote.path.empty()) return json;
  json["path"] = quote.path;
  json["line"] = quote.line;
  return json;
}

template <typename Item>
void AddList(Json& json, const char* name, const std::vector<Item>& items) {
  if (items.empty()) return;
  Json list = Json::array();
  for (const Item& item : items) list.push_back(ToJson(item));
  json[name] = std::move(list);
}

Json ToJson(const Node& node, const RenderOptions& options) {
  Json json{{"kind", NodeKindName(node.kind)}};
  if (node.id > 0) json["id"] = node.id;
  if (node.of > 0) json["of"] = node.of;
  AddText(json, "code", node.code);
  AddText(json, "label", node.label);
  AddQuantity(json, "value", node.value);
  AddQuantity(json, "before", node.before);
  AddQuantity(json, "after", node.after);
  AddQuantity(json, "whole", node.whole);
  AddQuantity(json, "share", node.share);
  AddQuantity(json, "rest", node.rest);
  AddQuantity(json, "blended", node.blended);
  AddText(json, "unit", node.unit);
  AddText(json, "mode", node.mode);
  if (node.number != 0) json["number"] = node.number;
  if (node.days != 0) json["days"] = node.days;
  AddText(json, "chosen", node.chosen);
  AddText(json, "status", node.status);
  AddText(json, "posting", node.posting);
  AddText(json, "earned_by", node.earned_by);
  if (node.kind == NodeKind::Sum || node.kind == NodeKind::Payouts) json["count"] = node.count;
  if (node.span) json["span"] = ToJson(*node.span, options);
  if (node.row) json["row"] = ToJson(*node.row);
  if (node.cause) json["cause"] = ToJson(*node.cause);
  AddList(json, "bands", node.bands);
  AddList(json, "largest", node.largest);
  AddList(json, "parts", node.parts);
  if (!node.children.empty()) {
    Json children = Json::array();
    for (const Node& child : node.children) children.push_back(ToJson(child, options));
    json["children"] = std::move(children);
  }
  return json;
}

}  // namespace

std::string RenderJson(const Trace& trace, const RenderOptions& options) {
  Json json{{"schema", kSchemaVersion}, {"component", trace.component},   {"participant", trace.participant},
            {"found", trace.found},     {"reproduced", trace.reproduced}, {"shortened", trace.shortened}};
  AddText(json, "period", trace.period);
  AddText(json, "row_key", trace.row_key);
  if (trace.found) json["root"] = ToJson(trace.root, options);
  // Data may hold bytes that are no UTF-8; they must not stop an explanation.
  return value::EscapeJson(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace incent::trace
