#include "compiler/ast/equal.h"

#include <type_traits>

#include "compiler/ast/walk.h"

namespace incent::ast {
namespace {

// Compares two values of one field type: nodes by their fields, all else by ==.
class Comparison {
 public:
  explicit Comparison(EqualOptions options) : options_(options) {}

  bool operator()(const Expr* a, const Expr* b) const { return BothOrNeither(a, b); }
  bool operator()(const Date* a, const Date* b) const { return BothOrNeither(a, b); }
  bool operator()(const Item* a, const Item* b) const { return BothOrNeither(a, b); }

  bool operator()(const Expr& a, const Expr& b) const { return SameKind(a, b); }
  bool operator()(const Ident& a, const Ident& b) const { return a.text == b.text; }

  bool operator()(const Item& a, const Item& b) const {
    if (!(*this)(a.name, b.name)) return false;
    if (!options_.ignore_prose && (a.label != b.label || a.doc != b.doc)) return false;
    return SameKind(a, b);
  }

  template <typename T>
  bool operator()(const std::vector<T>& a, const std::vector<T>& b) const {
    if (a.size() != b.size()) return false;
    for (size_t i = 0; i < a.size(); ++i) {
      if (!(*this)(a[i], b[i])) return false;
    }
    return true;
  }
  template <typename T>
  bool operator()(const std::optional<T>& a, const std::optional<T>& b) const {
    return a.has_value() == b.has_value() && (!a || (*this)(*a, *b));
  }

  // Prose of parts; that of items is in Item.
  bool operator()(const Field& a, const Field& b) const { return Fields(a, b); }
  bool operator()(const Metric& a, const Metric& b) const {
    if (!options_.ignore_prose) return Fields(a, b);
    Metric same_label = b;
    same_label.label = a.label;
    return Fields(a, same_label);
  }
  bool operator()(const Exception& a, const Exception& b) const {
    if (!options_.ignore_prose) return Fields(a, b);
    return Equals(a, b, &Exception::overrides, &Exception::before, &Exception::from, &Exception::until,
                  &Exception::when, &Exception::value);
  }

  template <typename T>
  bool operator()(const T& a, const T& b) const {
    if constexpr (std::is_base_of_v<Node, T>) {
      return Fields(a, b);
    } else {
      return a == b;
    }
  }

 private:
  template <typename T>
  bool BothOrNeither(const T* a, const T* b) const {
    if (a == nullptr || b == nullptr) return a == b;
    return (*this)(static_cast<const std::conditional_t<std::is_base_of_v<Expr, T>, Expr, T>&>(*a),
                   static_cast<const std::conditional_t<std::is_base_of_v<Expr, T>, Expr, T>&>(*b));
  }

  template <typename Base>
  bool SameKind(const Base& a, const Base& b) const {
    if (a.kind != b.kind) return false;
    return Visit(a, [&](const auto& node) {
      using T = std::decay_t<decltype(node)>;
      if constexpr (std::is_same_v<T, Exception>) {
        return (*this)(node, static_cast<const T&>(b));
      } else {
        return Fields(node, static_cast<const T&>(b));
      }
    });
  }

  template <typename T>
  bool Fields(const T& a, const T& b) const {
    return std::apply([&](auto... members) { return Equals(a, b, members...); }, T::kFields);
  }

  template <typename T, typename... Members>
  bool Equals(const T& a, const T& b, Members... members) const {
    return ((*this)(a.*members, b.*members) && ...);
  }

  EqualOptions options_;
};

}  // namespace

bool Equal(const File& a, const File& b, EqualOptions options) {
  const Comparison same(options);
  if (!options.ignore_prose && a.doc != b.doc) return false;
  return a.language_version == b.language_version && same(a.uses, b.uses) && same(a.items, b.items);
}

bool Equal(const Item& a, const Item& b, EqualOptions options) {
  return Comparison(options)(a, b);
}

bool Equal(const Expr& a, const Expr& b, EqualOptions options) {
  return Comparison(options)(a, b);
}

}  // namespace incent::ast
