#pragma once

#include "runtime/value/date.h"

namespace incent::value {

// How long one period of a granule is: whole months, or days. Half months have no fixed length: both are 0.
struct Length {
  int months = 0;
  int days = 0;
};

constexpr Length LengthOf(Granule granule) {
  switch (granule) {
    case Granule::Day:
      return {0, 1};
    case Granule::Week:
      return {0, 7};
    case Granule::HalfMonth:
      return {};
    case Granule::Month:
      return {1, 0};
    case Granule::Quarter:
      return {3, 0};
    case Granule::HalfYear:
      return {6, 0};
    case Granule::Year:
      return {12, 0};
  }
  return {};
}

}  // namespace incent::value
