#include "compiler/base/limits.h"
#include "compiler/syntax/builder.h"
#include "compiler/syntax/literals.h"

// Imports, datasets, calendars and the declarations of the library.
namespace incent::syntax {

ast::Use Builder::Build(P::UseDeclContext& ctx) {
  auto use = Part<ast::Use>(ctx);
  if (ctx.path() != nullptr) use.module = Build(*ctx.path());
  if (ctx.STRING() != nullptr) use.file = BuildString(*ctx.STRING());
  if (ctx.name() != nullptr) use.alias = Build(*ctx.name());
  return use;
}

const ast::Item* Builder::Build(P::DataDeclContext& ctx) {
  P::DataHeadContext& head = *ctx.dataHead();
  auto* data = NewNamed<ast::Data>(ctx, head);
  if (head.STRING() != nullptr) data->source = BuildString(*head.STRING());
  for (P::FieldContext* field : ctx.field()) data->fields.push_back(Build(*field));
  return data;
}

ast::Field Builder::Build(P::FieldContext& ctx) {
  auto field = Part<ast::Field>(ctx);
  field.is_key = ctx.KEY() != nullptr;
  field.name = Build(*ctx.member());
  field.label = Build(ctx.label());
  field.type = Build(*ctx.typeRef());
  for (P::FieldModifierContext* modifier : ctx.fieldModifier()) BuildModifier(*modifier, field);
  return field;
}

void Builder::BuildModifier(P::FieldModifierContext& ctx, ast::Field& field) {
  bool repeated = false;
  const auto set = [&](bool& flag) {
    repeated = flag;
    flag = true;
  };
  if (ctx.OPTIONAL() != nullptr) set(field.is_optional);
  if (ctx.DATED() != nullptr) set(field.is_dated);
  if (ctx.HIERARCHY() != nullptr) set(field.is_hierarchy);
  if (ctx.DIGITS() != nullptr) {
    repeated = field.digits.has_value();
    const std::string_view text = Text(*ctx.NUMBER());
    const std::optional<uint32_t> digits = text == "0" ? std::optional<uint32_t>(0) : ReadCount(text);
    if (!digits || *digits > base::kMaxNumberScale) {
      diags_.Report(SpanOf(*ctx.NUMBER()), kDigitsRange, base::kMaxNumberScale);
    } else {
      field.digits = digits;
    }
  }
  if (ctx.LPAREN() != nullptr) {
    repeated = field.lowest != nullptr;
    field.lowest = Build(*ctx.expr(0));
    field.highest = Build(*ctx.expr(1));
  }
  if (repeated) ReportRepeated(ctx, field.name.span, {"this modifier", "该修饰词"});
}

const ast::Item* Builder::Build(P::CalendarDeclContext& ctx) {
  auto* calendar = New<ast::Calendar>(ctx);
  calendar->doc = DocBefore(ctx);
  if (P::NameContext* name = ctx.calendarHead()->name()) calendar->name = Build(*name);
  for (P::CalendarEntryContext* row : ctx.calendarEntry()) {
    auto entry = Part<ast::CalendarEntry>(*row);
    entry.name = Build(*row->name());
    entry.value = Build(*row->expr(0));
    entry.until = Build(row->expr(1));
    calendar->entries.push_back(std::move(entry));
  }
  return calendar;
}

const ast::Item* Builder::Build(P::FnDeclContext& ctx) {
  auto* fn = New<ast::Fn>(ctx);
  fn->doc = DocBefore(ctx);
  fn->is_extern = ctx.EXTERN() != nullptr;
  fn->name = Build(*ctx.name(0));
  if (ctx.ALIAS() != nullptr) fn->alias = Build(*ctx.name(1));
  for (P::FnParamContext* row : ctx.fnParam()) {
    auto param = Part<ast::FnParam>(*row);
    param.name = Build(*row->name());
    param.type = Build(*row->fnType());
    fn->params.push_back(std::move(param));
  }
  fn->result = Build(*ctx.fnType());
  fn->body = Build(ctx.expr());
  if (fn->is_extern == (fn->body != nullptr)) {
    const Bilingual needs = fn->is_extern ? Bilingual("no body", "去掉函数体")
                                          : Bilingual("`= value`, or `extern`", "“= 值”或“外部”");
    diags_.Report(fn->span, kMissingClause, Bilingual("this function", "该函数"), needs);
  }
  return fn;
}

const ast::Item* Builder::Build(P::TypeDeclContext& ctx) {
  auto* type = New<ast::ExternType>(ctx);
  type->doc = DocBefore(ctx);
  type->name = Build(*ctx.name(0));
  if (ctx.ALIAS() != nullptr) type->alias = Build(*ctx.name(1));
  return type;
}

}  // namespace incent::syntax
