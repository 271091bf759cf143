#pragma once

#include <memory>
#include <string>

#include "compiler/embed/fault.h"
#include "compiler/embed/plan.h"
#include "compiler/embed/result.h"
#include "compiler/embed/session.h"

// What stands behind the handles of incent.h.

struct incent_error {
  incent::embed::Fault fault;
};

struct incent_diagnostics {
  std::shared_ptr<const incent::embed::Report> report;
};

struct incent_plan {
  std::shared_ptr<const incent::embed::Plan> plan;
};

struct incent_session {
  incent::embed::Session session;
};

struct incent_result {
  std::shared_ptr<const incent::embed::Result> result;
  incent_diagnostics diagnostics;
};
