#pragma once

#include "tests/unit/interp/op_world.h"

// Reps, deals and their lines, with stages over any domain.
namespace incent::interp {

class SourceWorld {
 public:
  explicit SourceWorld(OpWorld& op_world) : world(op_world) {
    AddBookings(world.module);
    Rep({"r2", "east", "200.00", "2026-02-10"});
    Rep({"r1", "-", "!", "-"});
    Deal({"d2", "r1", "2026-02-20", "100.00", "cloud", "r2"});
    Deal({"d1", "r1", "2026-01-10", "50.00", "core", "-"});
  }
  // Without rows.
  SourceWorld(OpWorld& op_world, std::nullptr_t) : world(op_world) { AddBookings(world.module); }

  // Cells: key, team, quota, left.
  void Rep(const given::Cells& cells) { given::AddRow(world.module, world.input, kRep, cells); }
  // Cells: key, rep, won, amount, product, helper.
  void Deal(const given::Cells& cells) { given::AddRow(world.module, world.input, kDeal, cells); }
  // A stage over a domain.
  StageBuilder& On(ir::Domain domain, StageClass stage_class = StageClass::Map) {
    builder.emplace(world.module, "s" + std::to_string(world.module.stages.size()), stage_class, domain);
    builder->At(1, {});
    return *builder;
  }
  OutputId Publish(InstId inst) {
    const OutputId output = builder->Publish(inst, "o" + std::to_string(world.module.outputs.size()));
    builder->Finish();
    return output;
  }
  Texts LanesOf(InstId inst) {
    const OutputId output = Publish(inst);
    world.RunModule();
    return world.Lanes(output);
  }

  OpWorld& world;
  std::optional<StageBuilder> builder;
};

}  // namespace incent::interp
