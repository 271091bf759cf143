#include "compiler/pipeline/version.h"

namespace incent::pipeline {

// INCENT_VERSION comes from project(VERSION) of the build.
std::string_view Version() {
  return INCENT_VERSION;
}

}  // namespace incent::pipeline
