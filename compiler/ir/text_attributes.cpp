#include "compiler/ir/text_attributes.h"

#include <array>

namespace incent::ir {
namespace {

using types::Type;

struct Reading {
  LineReader& line;
  const Module& module;
  const Type& type;
};

// One attribute: `text` gives "" at the default, else what stands behind "@name="; `read` reads that.
struct Form {
  std::string_view name;
  std::string (*text)(const Names&, const Attributes&, const Type&);
  void (*read)(const Reading&, Attributes&);
};

// "{a, b}", or "" for an empty list.
template <typename List, typename ItemText>
std::string ListText(const List& list, ItemText item_text) {
  if (list.empty()) return {};
  std::string text;
  for (const auto& item : list) text += (text.empty() ? "{" : ", ") + item_text(item);
  return text + "}";
}

std::string CountText(int count) {
  return count != 0 ? std::to_string(count) : "";
}
std::string TextText(const std::string& text) {
  return text.empty() ? "" : Quoted(text);
}

std::string GroupText(const Names& names, const Group& group) {
  if (group == Group{}) return {};
  const std::string kind(WordOf(group.kind));
  return group.key == kNone ? kind : kind + "(" + names.Output(group.key) + ")";
}

Group ReadGroup(const Reading& in) {
  Group group{in.line.OneOf<GroupKind>()};
  if (in.line.TryMark('(')) {
    group.key = ReadReference(in.line, in.module.outputs);
    in.line.Expect(')');
  }
  return group;
}

std::string StepText(const ParamStep& step, const Type& type) {
  return value::DateToText(step.from) + " " + LiteralText(step.value, type.Present()).value_or("invalid");
}

std::string PeriodText(const value::ParsedPeriod& period) {
  return std::string(WordOf(period.granule)) + " " + std::to_string(period.period);
}

void ReadUnit(const Reading& in, Attributes& attributes) {
  const auto unit = value::ParseDecimal(in.line.Word());
  if (!unit) return in.line.Fail("a unit is missing");
  attributes.unit = unit->mantissa;
  attributes.unit_scale = unit->scale;
}

std::string UnitText(const Attributes& attributes) {
  if (attributes.unit == 0 && attributes.unit_scale == 0) return {};
  const bool good = attributes.unit_scale >= 0 && attributes.unit_scale <= value::kMaxScale;
  return good ? value::DecimalToText(attributes.unit, attributes.unit_scale) : "invalid";
}

int ReadField(const Reading& in, int dataset) {
  const bool known = dataset >= 0 && static_cast<size_t>(dataset) < in.module.datasets.size();
  if (!known) return ReadReference(in.line, std::vector<column::FieldSchema>{});
  return ReadReference(in.line, in.module.datasets[static_cast<size_t>(dataset)].fields);
}

constexpr auto kReferences = std::to_array<Form>({
    {"dataset",
     [](const Names& n, const Attributes& a, const Type&) {
       return a.dataset == kNone ? "" : n.Dataset(a.dataset);
     },
     [](const Reading& in, Attributes& a) { a.dataset = ReadReference(in.line, in.module.datasets); }},
    {"field",
     [](const Names& n, const Attributes& a, const Type&) {
       return a.field == kNone ? "" : n.Field(a.dataset, a.field);
     },
     [](const Reading& in, Attributes& a) { a.field = ReadField(in, a.dataset); }},
    {"output",
     [](const Names& n, const Attributes& a, const Type&) {
       return a.output == kNone ? "" : n.Output(a.output);
     },
     [](const Reading& in, Attributes& a) { a.output = ReadReference(in.line, in.module.outputs); }},
    {"component",
     [](const Names& n, const Attributes& a, const Type&) {
       return a.component == kNone ? "" : n.Component(a.component);
     },
     [](const Reading& in, Attributes& a) { a.component = ReadReference(in.line, in.module.components); }},
    {"group", [](const Names& n, const Attributes& a, const Type&) { return GroupText(n, a.group); },
     [](const Reading& in, Attributes& a) { a.group = ReadGroup(in); }},
    {"choices",
     [](const Names& n, const Attributes& a, const Type&) {
       return ListText(a.choices, [&n](DefinitionId id) { return n.Definition(id); });
     },
     [](const Reading& in, Attributes& a) {
       in.line.List([&] { a.choices.push_back(ReadReference(in.line, in.module.definitions)); });
     }},
    {"subject",
     [](const Names& n, const Attributes& a, const Type&) {
       return a.subject == kNone ? "" : n.Definition(a.subject);
     },
     [](const Reading& in, Attributes& a) { a.subject = ReadReference(in.line, in.module.definitions); }},
});

constexpr auto kScalars = std::to_array<Form>({
    {"granule",
     [](const Names&, const Attributes& a, const Type&) {
       return a.granule ? std::string(WordOf(*a.granule)) : std::string();
     },
     [](const Reading& in, Attributes& a) { a.granule = in.line.OneOf<value::Granule>(); }},
    {"count", [](const Names&, const Attributes& a, const Type&) { return CountText(a.count); },
     [](const Reading& in, Attributes& a) { a.count = in.line.Count(); }},
    {"days", [](const Names&, const Attributes& a, const Type&) { return CountText(a.days); },
     [](const Reading& in, Attributes& a) { a.days = in.line.Count(); }},
    {"unit", [](const Names&, const Attributes& a, const Type&) { return UnitText(a); }, &ReadUnit},
    {"mode",
     [](const Names&, const Attributes& a, const Type&) {
       return a.mode == value::RoundingMode::HalfUp ? std::string() : std::string(WordOf(a.mode));
     },
     [](const Reading& in, Attributes& a) { a.mode = in.line.OneOf<value::RoundingMode>(); }},
    {"code",
     [](const Names&, const Attributes& a, const Type&) {
       return a.code == value::ErrorCode::None ? std::string() : std::string(WordOf(a.code));
     },
     [](const Reading& in, Attributes& a) { a.code = in.line.OneOf<value::ErrorCode>(); }},
    {"hit",
     [](const Names&, const Attributes& a, const Type&) {
       return a.hit == HitMode::First ? std::string() : std::string(WordOf(a.hit));
     },
     [](const Reading& in, Attributes& a) { a.hit = in.line.OneOf<HitMode>(); }},
    {"for",
     [](const Names&, const Attributes& a, const Type&) {
       return a.purpose == Purpose::None ? std::string() : std::string(WordOf(a.purpose));
     },
     [](const Reading& in, Attributes& a) { a.purpose = in.line.OneOf<Purpose>(); }},
    {"first_below",
     [](const Names&, const Attributes& a, const Type&) { return std::string(a.first_below ? "true" : ""); },
     [](const Reading& in, Attributes& a) {
       a.first_below = in.line.TryWord("true");
       if (!a.first_below) in.line.Fail("`true` is missing");
     }},
    {"name",
     [](const Names&, const Attributes& a, const Type&) { return a.name.empty() ? "" : Token(a.name); },
     [](const Reading& in, Attributes& a) { a.name = in.line.Text(); }},
    {"key", [](const Names&, const Attributes& a, const Type&) { return TextText(a.key); },
     [](const Reading& in, Attributes& a) { a.key = in.line.QuotedText(); }},
    {"row_key", [](const Names&, const Attributes& a, const Type&) { return TextText(a.row_key); },
     [](const Reading& in, Attributes& a) { a.row_key = in.line.QuotedText(); }},
    {"period",
     [](const Names&, const Attributes& a, const Type&) {
       return a.period ? PeriodText(*a.period) : std::string();
     },
     [](const Reading& in, Attributes& a) {
       const auto granule = in.line.OneOf<value::Granule>();
       a.period = value::ParsedPeriod{granule, in.line.Count()};
     }},
});

constexpr auto kLists = std::to_array<Form>({
    {"above",
     [](const Names&, const Attributes& a, const Type&) {
       return ListText(a.above, [](uint8_t above) { return std::to_string(above); });
     },
     [](const Reading& in, Attributes& a) {
       in.line.List([&] { a.above.push_back(static_cast<uint8_t>(in.line.Count())); });
     }},
    {"before",
     [](const Names&, const Attributes& a, const Type&) {
       return ListText(a.before, [](const std::pair<int, int>& pair) {
         return std::to_string(pair.first) + " " + std::to_string(pair.second);
       });
     },
     [](const Reading& in, Attributes& a) {
       in.line.List([&] {
         const int winner = in.line.Count();
         a.before.emplace_back(winner, in.line.Count());
       });
     }},
    {"steps",
     [](const Names&, const Attributes& a, const Type& type) {
       return ListText(a.steps, [&type](const ParamStep& step) { return StepText(step, type); });
     },
     [](const Reading& in, Attributes& a) {
       in.line.List([&] {
         const value::Day from = in.line.Date();
         a.steps.push_back({from, ReadLiteral(in.line, in.type.Present())});
       });
     }},
});

template <typename Forms>
void AppendForms(const Forms& forms, const Names& names, const Attributes& attributes, const Type& type,
                 std::string* text) {
  for (const Form& form : forms) {
    const std::string value = form.text(names, attributes, type);
    if (!value.empty()) *text += " @" + std::string(form.name) + "=" + value;
  }
}

template <typename Forms>
const Form* FindForm(const Forms& forms, std::string_view name) {
  for (const Form& form : forms) {
    if (form.name == name) return &form;
  }
  return nullptr;
}

}  // namespace

std::string AttributesText(const Names& names, const Attributes& attributes, const Type& type) {
  std::string text;
  AppendForms(kReferences, names, attributes, type, &text);
  AppendForms(kScalars, names, attributes, type, &text);
  AppendForms(kLists, names, attributes, type, &text);
  return text;
}

Literal ReadLiteral(LineReader& line, const Type& type) {
  const bool label = type.kind == types::Kind::Text || type.kind == types::Kind::OneOf;
  if (label && !line.TryWord("null")) {
    Literal literal;
    literal.text = line.QuotedText();
    return literal;
  }
  const auto literal = label ? LiteralFromWord("null", type) : LiteralFromWord(line.Word(), type);
  if (!literal) line.Fail("a literal of the type is missing");
  return literal.value_or(Literal{});
}

void ReadAttribute(LineReader& line, const Module& module, const Type& type, Attributes* attributes) {
  const std::string name = line.Word();
  line.Expect('=');
  const Form* form = FindForm(kReferences, name);
  if (form == nullptr) form = FindForm(kScalars, name);
  if (form == nullptr) form = FindForm(kLists, name);
  if (form == nullptr) return line.Fail("unknown attribute `" + name + "`");
  form->read({line, module, type}, *attributes);
}

}  // namespace incent::ir
