#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "tests/unit/embed/embedding.h"

// Plans, sessions and results from outside.
namespace incent::embed {
namespace {

class SessionTest : public Embedding {
 protected:
  void PushAll() {
    ASSERT_EQ(Push("Rep", SomeReps()), INCENT_OK) << Message();
    ASSERT_EQ(Push("Deal", SomeDeals()), INCENT_OK) << Message();
  }
  // `count` deals, one a minute of work for nobody.
  static std::vector<GivenColumn> ManyDeals(int count, int first = 0) {
    Cells<std::string> ids;
    Cells<int32_t> reps;
    Cells<int64_t> amounts;
    Cells<int32_t> days;
    for (int i = first; i < first + count; ++i) {
      ids.emplace_back("d" + std::to_string(i));
      reps.emplace_back(i % 2);
      amounts.emplace_back(i % 1000);
      days.emplace_back(20454 + i % 365);
    }
    return {Texts("id", ids), Coded<int32_t>("rep", "i", reps, Texts("", {"r1", "r2"})),
            Fixed<int64_t>("amount", "l", amounts), Fixed<int32_t>("won_on", "tdD", days)};
  }
};

// --- compiling ---

TEST_F(SessionTest, ErrorsOfAPlanAreData) {
  const std::string text = "incent 1.0\ndata Rep { key id : text }\nplan p for Rep {\n  pay x = 提成\n}\n";
  const incent_source source{"folder/plan.incent", text.data(), text.size()};
  EXPECT_EQ(incent_compile(&source, 1, &plan_, &diagnostics_, Error()), INCENT_PLAN_HAS_ERRORS);
  EXPECT_EQ(plan_, nullptr);
  ASSERT_GT(incent_diagnostics_count(diagnostics_), 0U);
  bool has_place = false;
  for (size_t i = 0; i < incent_diagnostics_count(diagnostics_); ++i) {
    incent_diagnostic one{};
    one.struct_size = sizeof(one);
    ASSERT_EQ(incent_diagnostics_get(diagnostics_, i, &one), INCENT_OK);
    EXPECT_EQ(std::string(one.code).size(), 5U);
    EXPECT_NE(std::string(one.message), "");
    EXPECT_NE(std::string(one.message_zh), one.message);
    if (one.has_range == 0 || one.line != 4) continue;
    has_place = true;
    EXPECT_STREQ(one.file, "folder/plan.incent");
    EXPECT_GE(one.end, one.begin);
    EXPECT_EQ(text.substr(0, one.begin).find_last_of('\n') + one.column, one.begin);
  }
  EXPECT_TRUE(has_place) << DiagnosticsText();
  char* const json = incent_diagnostics_json(diagnostics_, INCENT_CHINESE);
  EXPECT_EQ(std::string(json).substr(0, 1), "{");
  incent_text_free(json);
  incent_diagnostic past{};
  past.struct_size = sizeof(past);
  EXPECT_EQ(incent_diagnostics_get(diagnostics_, 999, &past), INCENT_INVALID_ARGUMENT);
}

TEST_F(SessionTest, SourcesInMemoryImportEachOther) {
  const std::string plan =
      std::string(kTenthPlan).replace(0, 11, "incent 1.0\nuse \"../lib/rates.incent\"\n");
  const std::string rates = "incent 1.0\nuse \"more.incent\"\n";
  const std::string more = "incent 1.0\n";
  const incent_source sources[] = {{"plans/plan.incent", plan.data(), plan.size()},
                                   {"lib/rates.incent", rates.data(), rates.size()},
                                   {"lib/./more.incent", more.data(), more.size()}};
  EXPECT_EQ(incent_compile(sources, 3, &plan_, &diagnostics_, Error()), INCENT_OK) << DiagnosticsText();
  incent_plan_free(plan_);
  incent_diagnostics_free(diagnostics_);
  EXPECT_EQ(incent_compile(sources, 2, &plan_, &diagnostics_, Error()), INCENT_PLAN_HAS_ERRORS);
  EXPECT_NE(DiagnosticsText().find("E0521"), std::string::npos);
}

TEST_F(SessionTest, PathsOfSourcesAreRelativeAndDistinct) {
  const incent_source twice[] = {{"a.incent", "", 0}, {"./a.incent", "", 0}};
  EXPECT_EQ(incent_compile(twice, 2, &plan_, nullptr, Error()), INCENT_INVALID_ARGUMENT);
  for (const char* path : {"/a.incent", "../a.incent", "", "."}) {
    const incent_source outside{path, "", 0};
    EXPECT_EQ(incent_compile(&outside, 1, &plan_, nullptr, Error()), INCENT_INVALID_ARGUMENT) << path;
  }
  EXPECT_EQ(incent_compile(nullptr, 0, &plan_, nullptr, nullptr), INCENT_INVALID_ARGUMENT);
  EXPECT_EQ(plan_, nullptr);
}

TEST_F(SessionTest, AFileThatCannotBeReadIsNoErrorOfThePlan) {
  EXPECT_EQ(incent_compile_file("/nowhere/plan.incent", &plan_, &diagnostics_, Error()), INCENT_CANNOT_READ);
  EXPECT_NE(Message().find("/nowhere/plan.incent"), std::string::npos);
  EXPECT_EQ(incent_diagnostics_count(diagnostics_), 1U);
}

// --- people in several sessions ---

class PartTest : public SessionTest {
 protected:
  // The ledger of a session with these participants, without its header.
  std::string LedgerOf(const std::vector<const char*>& participants) {
    incent_session_options options{};
    const char* const nobody = nullptr;
    options.participants = participants.empty() ? &nobody : participants.data();
    options.num_participants = participants.size();
    EXPECT_EQ(Open(options), INCENT_OK) << Message();
    PushAll();
    EXPECT_EQ(Run(), INCENT_OK) << Message();
    const std::string ledger = Ledger();
    return ledger.substr(ledger.find('\n') + 1);
  }
};

TEST_F(PartTest, SessionsPayTheirOwnParticipants) {
  Compile();
  int32_t may_be_cut = 0;
  incent_diagnostics* obstacles = nullptr;
  ASSERT_EQ(incent_plan_partition(plan_, 0, &may_be_cut, &obstacles, Error()), INCENT_OK);
  EXPECT_EQ(may_be_cut, 1);
  EXPECT_EQ(incent_diagnostics_count(obstacles), 0U);
  incent_diagnostics_free(obstacles);
  EXPECT_EQ(incent_plan_travel(plan_, 0, 0), INCENT_TRAVEL_WHOLE);
  EXPECT_EQ(incent_plan_travel(plan_, 0, 1), INCENT_TRAVEL_BY_RECIPIENT);
  EXPECT_STREQ(incent_plan_recipient(plan_, 0, 1, 0), "rep");
  EXPECT_EQ(incent_plan_recipient(plan_, 0, 1, 1), nullptr);
  EXPECT_EQ(incent_plan_travel(plan_, 0, 2), INCENT_TRAVEL_UNREAD);
  const std::string first = LedgerOf({"r1"});
  EXPECT_EQ(Counts().num_paid, 2);
  const std::string second = LedgerOf({"r2"});
  EXPECT_EQ(Counts().num_paid, 1);
  EXPECT_NE(first.find(",r1,"), std::string::npos);
  EXPECT_EQ(first.find(",r2,"), std::string::npos);
  ASSERT_EQ(Open(), INCENT_OK);
  PushAll();
  ASSERT_EQ(Run(), INCENT_OK);
  const std::string whole = Ledger();
  EXPECT_EQ(whole.substr(whole.find('\n') + 1), first + second);
  EXPECT_EQ(LedgerOf({}), "");
}

TEST_F(PartTest, APlanThatMayNotBeCutIsRefusedWithThePlace) {
  std::string text = kTenthPlan;
  text.insert(text.rfind('}'), "  pay pool monthly = allot(100 CNY, bookings over month, everyone())\n");
  Compile(text);
  int32_t may_be_cut = 1;
  incent_diagnostics* obstacles = nullptr;
  ASSERT_EQ(incent_plan_partition(plan_, 0, &may_be_cut, &obstacles, Error()), INCENT_OK);
  EXPECT_EQ(may_be_cut, 0);
  incent_diagnostic obstacle{};
  obstacle.struct_size = sizeof(obstacle);
  ASSERT_EQ(incent_diagnostics_get(obstacles, 0, &obstacle), INCENT_OK);
  EXPECT_STREQ(obstacle.code, "E0937");
  EXPECT_EQ(obstacle.line, 21U);
  incent_diagnostics_free(obstacles);
  const char* own[] = {"r1"};
  incent_session_options options{};
  options.participants = own;
  options.num_participants = 1;
  EXPECT_EQ(Open(options), INCENT_MAY_NOT_BE_CUT);
  EXPECT_EQ(session_, nullptr);
  EXPECT_NE(Message().find("`pool`"), std::string::npos) << Message();
  EXPECT_NE(Message().find("plan.incent:21:"), std::string::npos) << Message();
  EXPECT_EQ(Open(), INCENT_OK);
  EXPECT_EQ(incent_plan_partition(plan_, 1, &may_be_cut, nullptr, Error()), INCENT_INVALID_ARGUMENT);
}

TEST_F(PartTest, AParticipantWhoIsNotInTheDataIsAnError) {
  Compile();
  const char* own[] = {"r1", "r1 "};
  incent_session_options options{};
  options.participants = own;
  options.num_participants = 2;
  ASSERT_EQ(Open(options), INCENT_OK);
  PushAll();
  EXPECT_EQ(Run(), INCENT_INVALID_ARGUMENT);
  EXPECT_NE(Message().find("`r1 `"), std::string::npos) << Message();
  own[1] = nullptr;
  EXPECT_EQ(Open(options), INCENT_INVALID_ARGUMENT);
}

// --- the schema ---

TEST_F(SessionTest, ThePlanTellsWhatInputItNeeds) {
  Compile();
  ASSERT_EQ(incent_plan_count(plan_), 1U);
  EXPECT_STREQ(incent_plan_name(plan_, 0), "tenth");
  EXPECT_EQ(incent_plan_name(plan_, 1), nullptr);
  EXPECT_EQ(std::string(incent_plan_hash(plan_)).size(), 64U);
  ASSERT_EQ(incent_plan_num_datasets(plan_), 2U);
  incent_dataset dataset{};
  dataset.struct_size = sizeof(dataset);
  ASSERT_EQ(incent_plan_dataset(plan_, 1, &dataset), INCENT_OK);
  EXPECT_STREQ(dataset.name, "Deal");
  EXPECT_EQ(dataset.num_fields, 7U);
  EXPECT_EQ(dataset.in_use, 1);
  incent_field field{};
  field.struct_size = sizeof(field);
  ASSERT_EQ(incent_plan_field(plan_, 1, 2, &field), INCENT_OK);
  EXPECT_STREQ(field.name, "amount");
  EXPECT_EQ(field.kind, INCENT_NUMBER);
  EXPECT_EQ(field.scale, 2);
  EXPECT_STREQ(field.unit, "CNY");
  EXPECT_EQ(field.in_use, 1);
  ASSERT_EQ(incent_plan_field(plan_, 1, 1, &field), INCENT_OK);
  EXPECT_STREQ(field.target, "Rep");
  ASSERT_EQ(incent_plan_field(plan_, 0, 1, &field), INCENT_OK);
  EXPECT_EQ(field.num_labels, 2U);
  EXPECT_EQ(field.in_use, 0);
  EXPECT_STREQ(incent_plan_label(plan_, 0, 1, 1), "senior");
  EXPECT_EQ(incent_plan_label(plan_, 0, 1, 2), nullptr);
  EXPECT_EQ(incent_plan_field(plan_, 1, 7, &field), INCENT_INVALID_ARGUMENT);
  EXPECT_EQ(incent_plan_dataset(plan_, 2, &dataset), INCENT_INVALID_ARGUMENT);
}

TEST_F(SessionTest, TheSchemaOfADatasetIsOneThatItTakes) {
  Compile();
  ArrowSchema schema{};
  ASSERT_EQ(incent_plan_schema(plan_, "Deal", &schema, Error()), INCENT_OK);
  std::string text;
  for (int64_t i = 0; i < schema.n_children; ++i)
    text += std::string(schema.children[i]->name) + " " + schema.children[i]->format + "\n";
  EXPECT_EQ(text, "id u\nrep u\namount d:38,2\nwon_on tdD\n");
  schema.release(&schema);
  EXPECT_EQ(incent_plan_schema(plan_, "Nobody", &schema, Error()), INCENT_INVALID_ARGUMENT);
  EXPECT_EQ(schema.release, nullptr);
}

TEST_F(SessionTest, AnOlderCallerGetsWhatItKnowsOfAStructure) {
  Compile();
  incent_field field;
  std::memset(&field, 0x5a, sizeof(field));
  field.struct_size = offsetof(incent_field, scale);
  ASSERT_EQ(incent_plan_field(plan_, 1, 2, &field), INCENT_OK);
  EXPECT_STREQ(field.name, "amount");
  EXPECT_EQ(field.kind, INCENT_NUMBER);
  EXPECT_EQ(field.scale, 0x5a5a5a5a);
  field.struct_size = 0;
  EXPECT_EQ(incent_plan_field(plan_, 1, 2, &field), INCENT_INVALID_ARGUMENT);
}

// --- options ---

TEST_F(SessionTest, OptionsAreChecked) {
  Compile();
  EXPECT_EQ(Open({.engine = 7}), INCENT_INVALID_ARGUMENT);
  EXPECT_EQ(Open({.num_threads = 257}), INCENT_INVALID_ARGUMENT);
  EXPECT_EQ(Open({.max_rows = -1}), INCENT_INVALID_ARGUMENT);
  EXPECT_EQ(Open({.plan = "other"}), INCENT_INVALID_ARGUMENT);
  EXPECT_EQ(Open({.plan = "tenth"}), INCENT_OK);
  incent_session_free(session_);
  const incent_session_options unset{};
  EXPECT_EQ(incent_session_new(plan_, &unset, &session_, Error()), INCENT_INVALID_ARGUMENT);
  EXPECT_EQ(incent_session_new(plan_, nullptr, &session_, Error()), INCENT_OK);
  const incent_status jit = incent_has_jit() != 0 ? INCENT_OK : INCENT_UNSUPPORTED;
  EXPECT_EQ(Open({.engine = INCENT_ENGINE_JIT}), jit);
}

TEST_F(SessionTest, ADatasetThatThePlanReadsMustBeGiven) {
  Compile();
  ASSERT_EQ(Open(), INCENT_OK);
  ASSERT_EQ(Push("Rep", SomeReps()), INCENT_OK);
  EXPECT_EQ(Run(), INCENT_MISSING_DATASET);
  EXPECT_NE(Message().find("`Deal`"), std::string::npos);
  ASSERT_EQ(Open(), INCENT_OK);
  EXPECT_EQ(Push("Deals", SomeDeals()), INCENT_INVALID_ARGUMENT);
}

TEST_F(SessionTest, ASessionRunsOnce) {
  Compile();
  ASSERT_EQ(Open(), INCENT_OK);
  PushAll();
  EXPECT_EQ(Run(), INCENT_OK);
  EXPECT_EQ(Run(), INCENT_WRONG_STATE);
  EXPECT_EQ(result_, nullptr);
}

// --- limits ---

TEST_F(SessionTest, RowsAreLimitedOverAllDatasets) {
  Compile();
  ASSERT_EQ(Open({.max_rows = 5}), INCENT_OK);
  PushAll();
  EXPECT_EQ(Run(), INCENT_OK);
  ASSERT_EQ(Open({.max_rows = 4}), INCENT_OK);
  ASSERT_EQ(Push("Rep", SomeReps()), INCENT_OK);
  EXPECT_EQ(Push("Deal", SomeDeals()), INCENT_TOO_MANY_ROWS);
}

TEST_F(SessionTest, MemoryIsLimitedForInputAndRun) {
  Compile();
  ASSERT_EQ(Open({.max_memory_bytes = 100'000}), INCENT_OK);
  ASSERT_EQ(Push("Rep", SomeReps()), INCENT_OK);
  EXPECT_EQ(Push("Deal", ManyDeals(50'000)), INCENT_TOO_MUCH_MEMORY);

  ASSERT_EQ(Open({.max_memory_bytes = 4'000'000}), INCENT_OK);
  ASSERT_EQ(Push("Rep", SomeReps()), INCENT_OK);
  ASSERT_EQ(Push("Deal", ManyDeals(50'000)), INCENT_OK) << Message();
  EXPECT_EQ(Run(), INCENT_TOO_MUCH_MEMORY);

  ASSERT_EQ(Open({.max_memory_bytes = 200'000'000}), INCENT_OK);
  ASSERT_EQ(Push("Rep", SomeReps()), INCENT_OK);
  ASSERT_EQ(Push("Deal", ManyDeals(50'000)), INCENT_OK);
  EXPECT_EQ(Run(), INCENT_OK) << Message();
}

TEST_F(SessionTest, TimeIsLimited) {
  Compile();
  for (const incent_engine engine : {INCENT_ENGINE_INTERPRETER, INCENT_ENGINE_AUTO}) {
    ASSERT_EQ(Open({.engine = engine, .max_run_ms = 1}), INCENT_OK);
    ASSERT_EQ(Push("Rep", SomeReps()), INCENT_OK);
    // Far more than a millisecond's work, on any machine.
    ASSERT_EQ(Push("Deal", ManyDeals(300'000)), INCENT_OK);
    EXPECT_EQ(Run(), INCENT_OUT_OF_TIME);
    EXPECT_EQ(result_, nullptr);
  }
  ASSERT_EQ(Open({.max_run_ms = std::numeric_limits<int64_t>::max()}), INCENT_OK);
  PushAll();
  EXPECT_EQ(Run(), INCENT_OK);
}

TEST_F(SessionTest, RejectsAreCountedBeyondThoseThatAreKept) {
  Compile();
  ASSERT_EQ(Open({.max_kept_rejects = 2}), INCENT_OK);
  std::vector<GivenColumn> deals = SomeDeals();
  deals[2] = Texts("amount", {"x", "y", "z"});
  ASSERT_EQ(Push("Rep", SomeReps()), INCENT_OK);
  ASSERT_EQ(Push("Deal", deals), INCENT_OK);
  ASSERT_EQ(Run(), INCENT_OK);
  EXPECT_EQ(Counts().num_rejects, 3);
  EXPECT_EQ(Counts().num_withheld, 3);
  EXPECT_EQ(Errors().size(), 2U);
  EXPECT_GT(incent_diagnostics_count(incent_result_diagnostics(result_)), 2U);
}

// --- cancelling ---

TEST_F(SessionTest, ACancelledSessionStops) {
  Compile();
  ASSERT_EQ(Open(), INCENT_OK);
  PushAll();
  incent_session_cancel(session_);
  EXPECT_EQ(Run(), INCENT_CANCELLED);
  ASSERT_EQ(Open(), INCENT_OK);
  incent_session_cancel(session_);
  EXPECT_EQ(Push("Rep", SomeReps()), INCENT_CANCELLED);
}

TEST_F(SessionTest, AnotherThreadCancelsWhatRuns) {
  Compile();
  ASSERT_EQ(Open({.engine = INCENT_ENGINE_INTERPRETER}), INCENT_OK);
  ASSERT_EQ(Push("Rep", SomeReps()), INCENT_OK);
  // Batches go on for ever; only cancelling ends that.
  std::atomic<int> num_batches = 0;
  std::thread canceller([&] {
    while (num_batches < 3) std::this_thread::yield();
    incent_session_cancel(session_);
  });
  incent_status status = INCENT_OK;
  while (status == INCENT_OK) {
    status = Push("Deal", ManyDeals(1000, num_batches * 1000));
    ++num_batches;
  }
  canceller.join();
  EXPECT_EQ(status, INCENT_CANCELLED);
}

// --- threads and processes ---

std::string LedgerOf(incent_plan* plan, incent_engine engine, int num_threads,
                     const std::vector<GivenColumn>& deals) {
  Releases releases;
  incent_session_options options{
      .struct_size = sizeof(options), .engine = engine, .num_threads = num_threads};
  incent_session* session = nullptr;
  incent_result* result = nullptr;
  std::string text;
  bool is_good = incent_session_new(plan, &options, &session, nullptr) == INCENT_OK;
  for (const auto& [name, columns] : {std::pair("Rep", SomeReps()), std::pair("Deal", deals)}) {
    ArrowSchema schema{};
    ArrowArray array{};
    GiveSchema(columns, &releases, &schema);
    GiveArray(columns, &releases, &array);
    is_good = is_good && incent_session_push(session, name, &schema, &array, nullptr) == INCENT_OK;
  }
  is_good = is_good && incent_session_run(session, &result, nullptr) == INCENT_OK;
  const auto write = [](void* context, const char* bytes, size_t size) {
    static_cast<std::string*>(context)->append(bytes, size);
    return 0;
  };
  is_good =
      is_good && incent_result_write_ledger(result, INCENT_LEDGER_CSV, write, &text, nullptr) == INCENT_OK;
  incent_session_free(session);
  incent_result_free(result);
  return is_good ? text : "failed";
}

TEST_F(SessionTest, ThreadsShareAPlan) {
  Compile();
  const std::vector<GivenColumn> deals = ManyDeals(30'000);
  const std::string expected = LedgerOf(plan_, INCENT_ENGINE_INTERPRETER, 1, deals);
  ASSERT_GT(expected.size(), 1'000'000U);
  std::vector<std::string> got(4);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < got.size(); ++i) {
    threads.emplace_back([&, i, own = incent_plan_share(plan_)] {
      const incent_engine engine = incent_has_jit() != 0 && i != 0 ? INCENT_ENGINE_JIT : INCENT_ENGINE_AUTO;
      got[i] = LedgerOf(own, engine, static_cast<int>(i), deals);
      incent_plan_free(own);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& ledger : got) EXPECT_EQ(ledger == expected, true);
}

TEST_F(SessionTest, APlanMayBeRunInAForkedProcess) {
  Compile();
  const std::vector<GivenColumn> deals = ManyDeals(30'000);
  int pipe_ends[2];
  ASSERT_EQ(pipe(pipe_ends), 0);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  const std::string ledger = LedgerOf(plan_, INCENT_ENGINE_AUTO, 1, deals);
  const size_t hash = std::hash<std::string>{}(ledger);
  if (child == 0) {
    const bool is_written = write(pipe_ends[1], &hash, sizeof(hash)) == sizeof(hash);
    _exit(is_written && ledger != "failed" ? 0 : 1);
  }
  size_t of_child = 0;
  int ended = 0;
  ASSERT_EQ(read(pipe_ends[0], &of_child, sizeof(of_child)), static_cast<ssize_t>(sizeof(of_child)));
  ASSERT_EQ(waitpid(child, &ended, 0), child);
  EXPECT_EQ(ended, 0);
  EXPECT_EQ(of_child, hash);
  EXPECT_NE(ledger, "failed");
  close(pipe_ends[0]);
  close(pipe_ends[1]);
}

// --- results ---

TEST_F(SessionTest, ALedgerOutlivesItsResult) {
  Compile();
  ASSERT_EQ(Open(), INCENT_OK);
  PushAll();
  ASSERT_EQ(Run(), INCENT_OK);
  ArrowArrayStream first{};
  ArrowArrayStream second{};
  ASSERT_EQ(incent_result_ledger(result_, &first, Error()), INCENT_OK);
  ASSERT_EQ(incent_result_ledger(result_, &second, Error()), INCENT_OK);
  incent_result_free(result_);
  incent_session_free(session_);
  incent_plan_free(plan_);
  result_ = nullptr;
  session_ = nullptr;
  plan_ = nullptr;
  EXPECT_EQ(ReadStream(first).size(), 3U);
  EXPECT_EQ(ReadStream(second).size(), 3U);
}

TEST_F(SessionTest, ColumnsMayBeTakenOutOfABatch) {
  Compile();
  ASSERT_EQ(Open(), INCENT_OK);
  PushAll();
  ASSERT_EQ(Run(), INCENT_OK);
  ArrowArrayStream stream{};
  ArrowArray batch{};
  ASSERT_EQ(incent_result_ledger(result_, &stream, Error()), INCENT_OK);
  ASSERT_EQ(stream.get_next(&stream, &batch), 0);
  ArrowArray taken = *batch.children[14];
  batch.children[14]->release = nullptr;
  batch.release(&batch);
  stream.release(&stream);
  EXPECT_EQ(batch.release, nullptr);
  EXPECT_EQ(std::string(static_cast<const char*>(taken.buffers[2]), 6), "d1d3d2");
  taken.release(&taken);
  EXPECT_EQ(taken.release, nullptr);
}

TEST_F(SessionTest, ALargeLedgerComesInSeveralBatches) {
  Compile();
  ASSERT_EQ(Open(), INCENT_OK);
  ASSERT_EQ(Push("Rep", SomeReps()), INCENT_OK);
  ASSERT_EQ(Push("Deal", ManyDeals(100'000)), INCENT_OK);
  ASSERT_EQ(Run(), INCENT_OK);
  ArrowArrayStream stream{};
  ASSERT_EQ(incent_result_ledger(result_, &stream, Error()), INCENT_OK);
  std::vector<int64_t> lengths;
  for (ArrowArray batch{};; batch.release(&batch)) {
    ASSERT_EQ(stream.get_next(&stream, &batch), 0);
    if (batch.release == nullptr) break;
    lengths.push_back(batch.length);
  }
  stream.release(&stream);
  ASSERT_EQ(lengths.size(), 2U);
  EXPECT_EQ(lengths[0] + lengths[1], Counts().num_paid);
  EXPECT_EQ(LedgerOfBatches() == Ledger(), true);
}

TEST_F(SessionTest, AWriterThatFailsEndsTheWriting) {
  Compile();
  ASSERT_EQ(Open(), INCENT_OK);
  PushAll();
  ASSERT_EQ(Run(), INCENT_OK);
  const auto refuse = [](void*, const char*, size_t) { return 1; };
  EXPECT_EQ(incent_result_write_ledger(result_, INCENT_LEDGER_CSV, refuse, nullptr, Error()),
            INCENT_WRITE_FAILED);
  EXPECT_EQ(incent_result_write_ledger(result_, 9, refuse, nullptr, Error()), INCENT_INVALID_ARGUMENT);
}

TEST_F(SessionTest, RejectsAndErrorsOfValuesAreSaidAsByTheProgram) {
  Compile();
  ASSERT_EQ(Open(), INCENT_OK);
  std::vector<GivenColumn> deals = SomeDeals();
  deals[2] = Texts("amount", {"1,000", "5", "6"});
  ASSERT_EQ(Push("Rep", SomeReps()), INCENT_OK);
  ASSERT_EQ(Push("Deal", deals), INCENT_OK);
  ASSERT_EQ(Run(), INCENT_OK);
  const incent_diagnostics* const said = incent_result_diagnostics(result_);
  ASSERT_EQ(incent_diagnostics_count(said), 2U);
  std::vector<std::string> codes;
  for (size_t i = 0; i < 2; ++i) {
    incent_diagnostic one{};
    one.struct_size = sizeof(one);
    ASSERT_EQ(incent_diagnostics_get(said, i, &one), INCENT_OK);
    codes.emplace_back(one.code);
    if (one.row == 0) continue;
    EXPECT_STREQ(one.file, "Deal");
    EXPECT_EQ(one.row, 1);
    EXPECT_EQ(one.has_range, 0);
  }
  EXPECT_EQ(codes, (std::vector<std::string>{"E0603", "E0702"}));
  EXPECT_EQ(Errors()[0][8].find("`Deal.amount` of row `d1`"), 0U) << Errors()[0][8];
}

// --- versions ---

TEST_F(SessionTest, VersionsAreToldAndCompared) {
  EXPECT_EQ(incent_abi_version(), uint32_t{INCENT_ABI_VERSION});
  EXPECT_EQ(incent_check_abi(INCENT_ABI_VERSION), INCENT_OK);
  EXPECT_EQ(incent_check_abi(INCENT_ABI_VERSION + 1), INCENT_ABI_MISMATCH);
  EXPECT_NE(std::string(incent_version()), "");
  EXPECT_STREQ(incent_status_name(INCENT_BAD_BATCH), "bad_batch");
  EXPECT_STREQ(incent_status_name(INCENT_WRITE_FAILED), "write_failed");
  EXPECT_STREQ(incent_status_name(INCENT_MAY_NOT_BE_CUT), "may_not_be_cut");
  EXPECT_EQ(incent_status_name(INCENT_MAY_NOT_BE_CUT + 1), nullptr);
  EXPECT_EQ(incent_status_name(-1), nullptr);
}

TEST_F(SessionTest, NoHandleIsNothing) {
  incent_error_free(nullptr);
  incent_plan_free(nullptr);
  incent_session_cancel(nullptr);
  EXPECT_EQ(incent_error_status(nullptr), INCENT_OK);
  EXPECT_EQ(incent_plan_share(nullptr), nullptr);
  EXPECT_EQ(incent_plan_count(nullptr), 0U);
  EXPECT_EQ(incent_diagnostics_text(nullptr, INCENT_ENGLISH), nullptr);
  EXPECT_EQ(incent_session_run(nullptr, nullptr, Error()), INCENT_INVALID_ARGUMENT);
  EXPECT_EQ(incent_session_new(nullptr, nullptr, &session_, nullptr), INCENT_INVALID_ARGUMENT);
  EXPECT_EQ(incent_result_ledger(nullptr, nullptr, nullptr), INCENT_INVALID_ARGUMENT);
}

}  // namespace
}  // namespace incent::embed
