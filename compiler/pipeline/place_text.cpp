#include "compiler/pipeline/place_text.h"

#include <fmt/format.h>

namespace incent::pipeline {
namespace {

using Kind = eval::Place::Kind;

std::string RowText(const eval::Place& place, const PlaceNames& names) {
  const std::string key = KeyText(eval::RowKey(names.input, place.dataset, place.row));
  return key.empty() ? "?" : key;
}

std::string_view DatasetText(const eval::Place& place, const PlaceNames& names) {
  const auto index = static_cast<size_t>(place.dataset);
  return place.dataset >= 0 && index < names.datasets.size() ? std::string_view(names.datasets[index].name)
                                                             : std::string_view("?");
}

std::string PersonText(const eval::Place& place, const PlaceNames& names) {
  const auto index = static_cast<size_t>(place.person);
  return place.person >= 0 && index < names.participants.size() ? KeyText(names.participants[index]) : "?";
}

std::string PeriodText(const eval::Place& place) {
  return value::PeriodToText(place.granule, place.period);
}

}  // namespace

diag::Bilingual PlaceWords(const eval::Place& place, const PlaceNames& names) {
  switch (place.kind) {
    case Kind::Run:
      return {"the run as a whole", "整次运行"};
    case Kind::Period:
      return {PeriodText(place), fmt::format("“{}”", PeriodText(place))};
    case Kind::Person:
      return {fmt::format("`{}`", PersonText(place, names)), fmt::format("“{}”", PersonText(place, names))};
    case Kind::Cell:
      return {fmt::format("`{}` in {}", PersonText(place, names), PeriodText(place)),
              fmt::format("“{}”的“{}”", PersonText(place, names), PeriodText(place))};
    case Kind::Row:
      return {fmt::format("row `{}` of `{}`", RowText(place, names), DatasetText(place, names)),
              fmt::format("“{}”的行“{}”", DatasetText(place, names), RowText(place, names))};
    case Kind::Line:
      return {fmt::format("row `{}` of `{}`, credited to `{}`", RowText(place, names),
                          DatasetText(place, names), PersonText(place, names)),
              fmt::format("“{}”的行“{}”（归属“{}”）", DatasetText(place, names), RowText(place, names),
                          PersonText(place, names))};
  }
  return {};
}

std::string PlaceKey(const eval::Place& place, const PlaceNames& names) {
  switch (place.kind) {
    case Kind::Run:
      return {};
    case Kind::Period:
      return PeriodText(place);
    case Kind::Person:
      return PersonText(place, names);
    case Kind::Cell:
      return fmt::format("{} {}", PersonText(place, names), PeriodText(place));
    case Kind::Row:
      return fmt::format("{} {}", DatasetText(place, names), RowText(place, names));
    case Kind::Line:
      return fmt::format("{} {} {}", DatasetText(place, names), RowText(place, names),
                         PersonText(place, names));
  }
  return {};
}

diag::DataPlace PlaceInData(const eval::Place& place, const column::InputData& input) {
  if (place.dataset < 0 || place.row < 0 || static_cast<size_t>(place.dataset) >= input.tables.size())
    return {};
  const column::Table& table = input.tables[static_cast<size_t>(place.dataset)];
  const auto row = static_cast<size_t>(place.row);
  if (row >= table.lines.size() || table.file_names.empty()) return {};
  const size_t file = row < table.files.size() ? table.files[row] : 0;
  return {table.file_names[file], table.lines[row], 0};
}

}  // namespace incent::pipeline
