#include "compiler/ir/partition.h"

#include <algorithm>
#include <optional>

#include "compiler/ir/rules.h"

namespace incent::ir {
namespace {

// What is known of values that only the lines of the run's own participants are there for sure.
class Cut {
 public:
  explicit Cut(const Module& module) : module_(module), complete_outputs_(module.outputs.size(), true) {}

  std::vector<CutObstacle> Obstacles() {
    CheckPeriods();
    for (const Stage& stage : module_.stages) Walk(stage);
    return std::move(obstacles_);
  }

 private:
  void Add(Obstacle what, DefinitionId definition, source::Span span) {
    const bool known = std::any_of(obstacles_.begin(), obstacles_.end(), [&](const CutObstacle& before) {
      return before.what == what && before.definition == definition;
    });
    if (!known) obstacles_.push_back({what, definition, span});
  }

  // Cells and periods exist up to the latest line of all where the plan has no end.
  void CheckPeriods() {
    if (!module_.history.open_before && !module_.history.open_after && module_.history.until) return;
    for (const Stage& stage : module_.stages) {
      for (const DomainKind kind : {stage.domain.kind, stage.target.kind}) {
        if (kind == DomainKind::Cells || kind == DomainKind::Periods)
          return Add(Obstacle::Periods, stage.definition, SpanOf(stage.definition));
      }
    }
  }
  source::Span SpanOf(DefinitionId definition) const {
    return definition == kNone ? source::Span{} : module_.definitions[static_cast<size_t>(definition)].span;
  }

  void Walk(const Stage& stage) {
    complete_.clear();
    for (const Instruction& inst : stage.insts) complete_.push_back(IsComplete(stage, inst));
    for (const auto& [output, inst] : stage.outputs)
      complete_outputs_[static_cast<size_t>(output)] = complete_[inst];
  }

  // Whether the value is right for participants of other runs too; notes what reads values that are not.
  bool IsComplete(const Stage& stage, const Instruction& inst) {
    const bool operands =
        std::all_of(inst.operands.begin(), inst.operands.end(), [this](InstId id) { return complete_[id]; });
    switch (ReadsOf(inst.op)) {
      case Reads::Nothing:
      case Reads::Dataset:
        return operands;
      case Reads::Output:
        return complete_outputs_[static_cast<size_t>(inst.attributes.output)];
      case Reads::Past:
        return operands && stage.domain.kind == DomainKind::Cells;
      case Reads::Group:
        return ReadsGroup(stage, inst, operands);
      case Reads::SourceRow:
        // The row is there with all of its lines.
        if (!operands) Add(Obstacle::SourceRow, inst.definition, inst.span);
        return operands;
      case Reads::Everything:
        Add(Obstacle::Everybody, inst.definition, inst.span);
        return false;
    }
    return false;
  }

  bool ReadsGroup(const Stage& stage, const Instruction& inst, bool operands) {
    const Group& group = inst.attributes.group;
    const bool window = inst.attributes.output != kNone;
    const DomainKind source =
        window ? module_.outputs[static_cast<size_t>(inst.attributes.output)].domain.kind : stage.domain.kind;
    const bool values = operands &&
                        (!window || complete_outputs_[static_cast<size_t>(inst.attributes.output)]) &&
                        (group.key == kNone || complete_outputs_[static_cast<size_t>(group.key)]);
    // All lines of a source row are there, but not all lines of a participant.
    const bool all_there = source != DomainKind::Lines || inst.op == Op::RowOnce;
    const bool complete = values && all_there;
    const bool merges_all =
        stage.stage_class == StageClass::Merge && !HasParticipant(stage.target.kind) && !window;
    if (complete) return true;
    if (merges_all || group.kind == GroupKind::Everyone) {
      Add(Obstacle::Everybody, inst.definition, inst.span);
    } else if (group.kind == GroupKind::SameKey) {
      Add(Obstacle::Group, inst.definition, inst.span);
    }
    return false;
  }

  const Module& module_;
  std::vector<bool> complete_outputs_;
  std::vector<bool> complete_;  // of the stage's instructions
  std::vector<CutObstacle> obstacles_;
};

// Where the recipients of a row stand, as far as that is a way of fields.
class Recipients {
 public:
  Recipients(const Module& module, const Stage& stage) : module_(module), stage_(stage) {}

  // False if one is found in another way.
  bool Collect(InstId id, std::vector<std::string>& out) const {
    const Instruction& inst = stage_.insts[id];
    switch (inst.op) {
      case Op::Select:
        return Collect(inst.operands[1], out) && Collect(inst.operands[2], out);
      case Op::Coalesce:
        return Collect(inst.operands[0], out) && Collect(inst.operands[1], out);
      case Op::Guard:
        return Collect(inst.operands[1], out);
      case Op::Unwrap:
        return Collect(inst.operands[0], out);
      case Op::Const:
        return inst.attributes.literal.is_null;
      default:
        break;
    }
    const auto path = PathOf(id);
    if (path && std::find(out.begin(), out.end(), *path) == out.end()) out.push_back(*path);
    return path.has_value();
  }

 private:
  std::optional<std::string> PathOf(InstId id) const {
    const Instruction& inst = stage_.insts[id];
    if (inst.op == Op::Unwrap) return PathOf(inst.operands[0]);
    if (inst.op != Op::Col && inst.op != Op::Gather) return std::nullopt;
    const std::string& field = module_.datasets[static_cast<size_t>(inst.attributes.dataset)]
                                   .fields[static_cast<size_t>(inst.attributes.field)]
                                   .name;
    if (inst.op == Op::Col) return field;
    const auto base = PathOf(inst.operands[0]);
    return base ? std::optional(*base + "." + field) : std::nullopt;
  }

  const Module& module_;
  const Stage& stage_;
};

class Travels {
 public:
  explicit Travels(const Module& module) : module_(module), found_(module.datasets.size()) {}

  std::vector<DatasetTravel> Find() {
    for (const Stage& stage : module_.stages) {
      if (!stage.emits.empty()) CollectRecipients(stage);
    }
    // A row that is named must be there, or what names it is rejected.
    for (const column::DatasetSchema& dataset : module_.datasets) {
      if (!dataset.in_use) continue;
      for (const column::FieldSchema& field : dataset.fields) {
        if (field.in_use && field.kind == column::FieldKind::Reference) SetWhole(field.target);
      }
    }
    for (const Stage& stage : module_.stages) {
      for (const Instruction& inst : stage.insts) {
        if (ReadsOf(inst.op) == Reads::Dataset) SetWhole(inst.attributes.dataset);
      }
    }
    SetWhole(module_.participants);
    for (size_t i = 0; i < found_.size(); ++i) {
      if (module_.datasets[i].in_use && found_[i].travel == Travel::Unread) SetWhole(static_cast<int>(i));
    }
    return std::move(found_);
  }

 private:
  void SetWhole(int dataset) {
    if (dataset >= 0) found_[static_cast<size_t>(dataset)] = {Travel::Whole, {}};
  }

  void CollectRecipients(const Stage& stage) {
    DatasetTravel& found = found_[static_cast<size_t>(stage.domain.index)];
    if (found.travel == Travel::Whole) return;
    found.travel = Travel::ByRecipient;
    const Recipients recipients(module_, stage);
    const bool all = std::all_of(stage.emits.begin(), stage.emits.end(), [&](const Emit& emit) {
      return recipients.Collect(emit.who, found.recipients);
    });
    if (!all) SetWhole(stage.domain.index);
  }

  const Module& module_;
  std::vector<DatasetTravel> found_;
};

}  // namespace

Partition PartitionOf(const Module& module) {
  return {Cut(module).Obstacles(), Travels(module).Find()};
}

}  // namespace incent::ir
