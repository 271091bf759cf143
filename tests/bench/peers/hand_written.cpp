// The benchmark's task written by hand for its one plan: how fast this machine can be. No row is ever sorted:
// where the deals stand in the order of their days, a running sum per rep is enough; else a sum per rep and
// day.
//
//     hand_written FOLDER [--threads N] [--inexact] [--kernel]
#include <algorithm>
#include <cstring>
#include <functional>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/bench/peers/deal_columns.h"
#include "tests/bench/peers/kernel.h"
#include "tests/bench/peers/worker.h"

namespace incent::bench {
namespace {

// Deals that pass through a core's nearest memory together.
constexpr size_t kChunk = 2048;

struct Span {
  size_t begin = 0;
  size_t end = 0;
};

// Part `part` of `num_parts` of the deals, in whole chunks.
Span PartOf(Span all, size_t part, size_t num_parts) {
  const size_t num_chunks = (all.end - all.begin + kChunk - 1) / kChunk;
  const auto at = [&](size_t p) {
    return std::min(all.end, all.begin + num_chunks * p / num_parts * kChunk);
  };
  return {at(part), at(part + 1)};
}

void OnThreads(size_t num_threads, const std::function<void(size_t)>& work) {
  std::vector<std::thread> others;
  for (size_t t = 1; t < num_threads; ++t) others.emplace_back(work, t);
  work(0);
  for (std::thread& other : others) other.join();
}

template <typename Kernel>
class Task {
 public:
  using Amount = typename Kernel::Amount;

  Task(const DealColumns& deals, size_t num_threads)
      : deals_(deals),
        num_threads_(num_threads),
        num_reps_(static_cast<size_t>(deals.num_reps())),
        amounts_(deals.size()),
        commission_(deals.size()),
        part_sums_(num_threads * num_threads) {
    for (size_t i = 0; i < deals.size(); ++i) amounts_[i] = Kernel::FromCents(deals.amount[i]);
    for (int day = 0; day < kNumDays; ++day)
      month_of_day_[static_cast<size_t>(day)] = static_cast<uint8_t>(MonthOf(day));
    const bool is_sorted = IsSorted();
    for (size_t t = 0; t < num_threads; ++t) {
      months_.emplace_back(num_reps_ * kNumMonths);
      if (is_sorted) {
        running_.emplace_back(num_reps_);
      } else {
        days_.emplace_back(num_reps_ * kNumDays);
      }
    }
    if (is_sorted) {
      for (Buffer<Amount>& sums : part_sums_) sums = Buffer<Amount>(num_reps_);
    }
  }

  void Run() {
    for (Buffer<Amount>& months : months_) Clear(months);
    if (IsSorted()) {
      RunSorted();
    } else {
      RunUnsorted();
    }
    CapMonths();
  }

  // The kernel alone, over numbers that lie in the nearest memory.
  void RunKernel() {
    const Span all{0, std::min(deals_.size(), kKernelDeals)};
    for (size_t done = 0; done < deals_.size(); done += all.end) {
      for (size_t i = 0; i < all.end; i += kLanes) Compute(i, amounts_.data() + i);
      // The compiler must not see that the rounds are the same.
      asm volatile("" : : : "memory");
    }
  }

  Totals Sum() const {
    Totals totals;
    for (size_t i = 0; i < deals_.size(); ++i) totals.AddDeal(i, Kernel::ToCents(commission_[i]));
    for (size_t g = 0; g < months_[0].size(); ++g) totals.AddPayout(Kernel::ToCents(months_[0][g]));
    return totals;
  }

 private:
  static void Clear(Buffer<Amount>& buffer) {
    std::memset(static_cast<void*>(buffer.data()), 0, buffer.size() * sizeof(Amount));
  }

  Span SpanOf(size_t thread) const { return PartOf({0, deals_.size()}, thread, num_threads_); }

  bool IsSorted() const {
    std::vector<uint8_t> found(num_threads_);
    OnThreads(num_threads_, [&](size_t t) { found[t] = IsSorted(SpanOf(t)) ? 1 : 0; });
    return std::all_of(found.begin(), found.end(), [](uint8_t sorted) { return sorted == 1; });
  }
  bool IsSorted(Span span) const {
    constexpr size_t kLook = 65536;
    const size_t last = std::min(span.end, deals_.size() - 1);
    for (size_t begin = span.begin; begin < last; begin += kLook) {
      int descents = 0;
      for (size_t i = begin; i < std::min(last, begin + kLook); ++i)
        descents |= deals_.day[i] > deals_.day[i + 1] ? 1 : 0;
      if (descents != 0) return false;
    }
    return true;
  }

  void Compute(size_t i, const Amount* earlier) {
    kernel_.Compute(earlier, amounts_.data() + i, deals_.product.data() + i, deals_.payment_days.data() + i,
                    commission_.data() + i);
  }

  size_t CellOf(size_t i) const {
    return static_cast<size_t>(deals_.rep[i]) * kNumDays + static_cast<size_t>(deals_.day[i]);
  }

  // `earlier_of(i)` gives what the rep of deal i had before it.
  template <typename EarlierOf>
  void RunSpan(Span span, Buffer<Amount>& months, EarlierOf earlier_of) {
    alignas(64) Amount earlier[kChunk];
    for (size_t begin = span.begin; begin < span.end; begin += kChunk) {
      const size_t num = std::min(kChunk, span.end - begin);
      for (size_t i = 0; i < num; ++i) earlier[i] = earlier_of(begin + i);
      for (size_t i = 0; i < num; i += kLanes) Compute(begin + i, earlier + i);
      for (size_t i = begin; i < begin + num; ++i)
        months[static_cast<size_t>(deals_.rep[i]) * kNumMonths +
               month_of_day_[static_cast<size_t>(deals_.day[i])]] += commission_[i];
    }
  }

  void RunSorted() {
    SumEarlierParts();
    OnThreads(num_threads_, [&](size_t t) {
      Buffer<Amount>& running = running_[t];
      RunSpan(SpanOf(t), months_[t], [&](size_t i) {
        Amount& sum = running[static_cast<size_t>(deals_.rep[i])];
        const Amount earlier = sum;
        sum += amounts_[i];
        return earlier;
      });
    });
  }

  // running_[t]: what each rep has before the deals of thread t. Each part but the last is added up by all
  // threads.
  void SumEarlierParts() {
    for (Buffer<Amount>& running : running_) Clear(running);
    if (num_threads_ == 1) return;
    OnThreads(num_threads_, [&](size_t t) {
      for (size_t part = 0; part + 1 < num_threads_; ++part) {
        Buffer<Amount>& sums = part_sums_[part * num_threads_ + t];
        Clear(sums);
        const Span span = PartOf(SpanOf(part), t, num_threads_);
        for (size_t i = span.begin; i < span.end; ++i)
          sums[static_cast<size_t>(deals_.rep[i])] += amounts_[i];
      }
    });
    for (size_t part = 0; part + 1 < num_threads_; ++part) {
      for (size_t rep = 0; rep < num_reps_; ++rep) {
        Amount sum = running_[part][rep];
        for (size_t t = 0; t < num_threads_; ++t) sum += part_sums_[part * num_threads_ + t][rep];
        running_[part + 1][rep] = sum;
      }
    }
  }

  // First the sum of each rep and day, and what a deal finds there; then sums over earlier days; then both.
  void RunUnsorted() {
    Buffer<Amount>& within_day = commission_;  // which is written last
    OnThreads(num_threads_, [&](size_t t) {
      Buffer<Amount>& days = days_[t];
      Clear(days);
      const Span span = SpanOf(t);
      for (size_t i = span.begin; i < span.end; ++i) {
        Amount& sum = days[CellOf(i)];
        within_day[i] = sum;
        sum += amounts_[i];
      }
    });
    OnThreads(num_threads_, [&](size_t t) {
      for (size_t rep = num_reps_ * t / num_threads_; rep < num_reps_ * (t + 1) / num_threads_; ++rep)
        SumEarlierDays(rep);
    });
    OnThreads(num_threads_, [&](size_t t) {
      const Buffer<Amount>& days = days_[t];
      RunSpan(SpanOf(t), months_[t], [&](size_t i) { return within_day[i] + days[CellOf(i)]; });
    });
  }

  void SumEarlierDays(size_t rep) {
    Amount sum = 0;
    for (size_t cell = rep * kNumDays; cell < (rep + 1) * kNumDays; ++cell) {
      for (size_t t = 0; t < num_threads_; ++t) {
        const Amount own = days_[t][cell];
        days_[t][cell] = sum;
        sum += own;
      }
    }
  }

  void CapMonths() {
    for (size_t g = 0; g < months_[0].size(); ++g) {
      Amount sum = 0;
      for (const Buffer<Amount>& months : months_) sum += months[g];
      months_[0][g] = std::min(sum, kernel_.cap);
    }
  }

  const DealColumns& deals_;
  const size_t num_threads_;
  const size_t num_reps_;
  const Kernel kernel_;
  std::array<uint8_t, kNumDays> month_of_day_{};
  Buffer<Amount> amounts_;
  Buffer<Amount> commission_;
  // Per thread.
  std::vector<Buffer<Amount>> days_;       // by rep and day
  std::vector<Buffer<Amount>> months_;     // by rep and month; the first becomes the payouts
  std::vector<Buffer<Amount>> running_;    // by rep
  std::vector<Buffer<Amount>> part_sums_;  // by part and thread, by rep
};

template <typename Kernel>
void ServeTask(const DealColumns& deals, size_t num_threads, bool is_kernel_only) {
  Task<Kernel> task(deals, num_threads);
  Serve(
      Kernel::kName, [&] { return Nanoseconds([&] { is_kernel_only ? task.RunKernel() : task.Run(); }); },
      [&] { return task.Sum(); });
}

int Run(int argc, char** argv) {
  size_t num_threads = 1;
  bool is_inexact = false;
  bool is_kernel_only = false;
  for (int i = 2; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--threads" && i + 1 < argc)
      num_threads = std::max(1UL, std::strtoul(argv[++i], nullptr, 10));
    if (argument == "--inexact") is_inexact = true;
    if (argument == "--kernel") is_kernel_only = true;
  }
  if (argc < 2) {
    std::fputs("usage: hand_written FOLDER [--threads N] [--inexact] [--kernel]\n", stderr);
    return 3;
  }
  const DealColumns deals = ReadColumns(argv[1]);
  if (is_inexact) {
    ServeTask<InexactKernel>(deals, num_threads, is_kernel_only);
  } else {
    ServeTask<ExactKernel>(deals, num_threads, is_kernel_only);
  }
  return 0;
}

}  // namespace
}  // namespace incent::bench

int main(int argc, char** argv) {
  return incent::bench::Run(argc, argv);
}
