#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"

namespace incent::check {

diag::Bilingual RefusedText(Refused feature) {
  switch (feature) {
#define INCENT_REFUSED(name, english, chinese) \
  case Refused::name:                          \
    return {english, chinese};
#include "compiler/check/refused.def"
#undef INCENT_REFUSED
  }
  return {};
}

void Refuse(Session& s, source::Span span, Refused feature) {
  s.diags.Report(span, kNotYet, RefusedText(feature));
}

}  // namespace incent::check
