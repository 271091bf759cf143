#include <functional>
#include <limits>

#include "tests/unit/embed/embedding.h"

// Batches that break the rules of the interface are refused, and nothing of them is read.
namespace incent::embed {
namespace {

using Spoil = std::function<void(std::vector<GivenColumn>&)>;

class BadBatchTest : public Embedding {
 protected:
  void SetUp() override { Compile(); }

  // Column 0: id, utf8. 1: rep, dictionary. 2: amount, decimal128. 3: won_on, date32.
  static std::vector<GivenColumn> Deals() {
    std::vector<GivenColumn> columns = SomeDeals();
    columns[1] = Coded<int32_t>("rep", "i", {{0}, {1}, {0}}, Texts("", {"r1", "r2"}));
    return columns;
  }

  incent_status PushSpoilt(const Spoil& spoil, Slice slice = {}) {
    std::vector<GivenColumn> columns = Deals();
    spoil(columns);
    EXPECT_EQ(Open(), INCENT_OK);
    const Releases before = releases_;
    const incent_status status = Push("Deal", columns, slice);
    EXPECT_EQ(releases_.arrays, before.arrays + 1);
    EXPECT_EQ(releases_.schemas, before.schemas + 1);
    EXPECT_EQ(releases_.children, before.children + static_cast<int>(columns.size()));
    return status;
  }
};

template <typename T>
void Put(std::vector<char>& buffer, size_t at, T value) {
  std::memcpy(buffer.data() + at * sizeof(T), &value, sizeof(T));
}

TEST_F(BadBatchTest, WhatIsNotSpoiltIsTaken) {
  EXPECT_EQ(PushSpoilt([](auto&) {}), INCENT_OK) << Message();
}

TEST_F(BadBatchTest, OffsetsOfTextsMustNotDescendOrBeNegative) {
  EXPECT_EQ(PushSpoilt([](auto& c) { Put<int32_t>(c[0].buffers[1], 2, 1); }), INCENT_BAD_BATCH);
  EXPECT_NE(Message().find("column `id` of a batch of `Deal`"), std::string::npos) << Message();
  EXPECT_EQ(PushSpoilt([](auto& c) { Put<int32_t>(c[0].buffers[1], 0, -4); }), INCENT_BAD_BATCH);
  EXPECT_EQ(PushSpoilt([](auto& c) { Put<int32_t>(c[1].dictionary->buffers[1], 1, -1); }), INCENT_BAD_BATCH);
}

TEST_F(BadBatchTest, ViewsMustLieInTheirBuffers) {
  const std::string text = "longer than twelve bytes";  // 24 bytes, twice, and a null
  const auto push = [&](const Spoil& spoil) {
    return PushSpoilt([&](auto& c) {
      c[0] = Views("id", {text, text + "!", std::nullopt});
      spoil(c);
    });
  };
  // buffers: validity, views, texts, sizes. A view: length, prefix, buffer, offset.
  EXPECT_EQ(push([](auto&) {}), INCENT_OK) << Message();
  EXPECT_EQ(push([](auto& c) { Put<int32_t>(c[0].buffers[1], 0, -1); }), INCENT_BAD_BATCH);
  EXPECT_EQ(push([](auto& c) { Put<int32_t>(c[0].buffers[1], 0, 50); }), INCENT_BAD_BATCH);
  EXPECT_EQ(push([](auto& c) { Put<int32_t>(c[0].buffers[1], 0, std::numeric_limits<int32_t>::max()); }),
            INCENT_BAD_BATCH);
  EXPECT_EQ(push([](auto& c) { Put<int32_t>(c[0].buffers[1], 2, 1); }), INCENT_BAD_BATCH);
  EXPECT_EQ(push([](auto& c) { Put<int32_t>(c[0].buffers[1], 2, -1); }), INCENT_BAD_BATCH);
  EXPECT_EQ(push([](auto& c) { Put<int32_t>(c[0].buffers[1], 3, 26); }), INCENT_BAD_BATCH);
  EXPECT_EQ(push([](auto& c) { Put<int32_t>(c[0].buffers[1], 3, -1); }), INCENT_BAD_BATCH);
  EXPECT_EQ(push([](auto& c) { Put<int64_t>(c[0].buffers[3], 0, -1); }), INCENT_BAD_BATCH);
  EXPECT_EQ(push([](auto& c) { Put<int64_t>(c[0].buffers[3], 0, 23); }), INCENT_BAD_BATCH);
  EXPECT_EQ(push([](auto& c) { c[0].buffers[3].clear(); }), INCENT_BAD_BATCH);
  EXPECT_EQ(push([](auto& c) { c[0].buffers[2].clear(); }), INCENT_BAD_BATCH);
  EXPECT_EQ(push([](auto& c) { c[0].buffers[1].clear(); }), INCENT_BAD_BATCH);
  EXPECT_EQ(push([](auto& c) { c[0].buffers.resize(2); }), INCENT_BAD_BATCH);
  // What a null's view says means nothing, and texts that fit their views need no buffer.
  EXPECT_EQ(push([](auto& c) { Put<int32_t>(c[0].buffers[1], 8, 99); }), INCENT_OK) << Message();
  EXPECT_EQ(push([](auto& c) { c[0] = Views("id", {"a", "b", "twelve_bytes"}); }), INCENT_OK) << Message();
  // In a dictionary too.
  EXPECT_EQ(PushSpoilt([&](auto& c) {
              c[1] = Coded<int32_t>("rep", "i", {{0}, {0}, {0}}, Views("", {text}));
              Put<int32_t>(c[1].dictionary->buffers[1], 3, 1);
            }),
            INCENT_BAD_BATCH);
}

TEST_F(BadBatchTest, IndicesMustLieInTheDictionary) {
  EXPECT_EQ(PushSpoilt([](auto& c) { Put<int32_t>(c[1].buffers[1], 0, 2); }), INCENT_BAD_BATCH);
  EXPECT_EQ(PushSpoilt([](auto& c) { Put<int32_t>(c[1].buffers[1], 2, -1); }), INCENT_BAD_BATCH);
  EXPECT_EQ(PushSpoilt([](auto& c) {
              c[1] = Coded<uint64_t>("rep", "L", {{0}, {std::numeric_limits<uint64_t>::max()}, {0}},
                                     Texts("", {"r1"}));
            }),
            INCENT_BAD_BATCH);
}

TEST_F(BadBatchTest, AnIndexOfANullRowMeansNothing) {
  EXPECT_EQ(PushSpoilt([](auto& c) {
              c[1] = Coded<int32_t>("rep", "i", {{0}, std::nullopt, {0}}, Texts("", {"r1"}));
              Put<int32_t>(c[1].buffers[1], 1, 77);
            }),
            INCENT_OK)
      << Message();
}

TEST_F(BadBatchTest, LengthsAndOffsetsMustBePossible) {
  for (const int64_t bad :
       {int64_t{-1}, std::numeric_limits<int64_t>::max(), std::numeric_limits<int64_t>::min()}) {
    EXPECT_EQ(PushSpoilt([&](auto& c) { c[2].length = bad; }), INCENT_BAD_BATCH) << bad;
    EXPECT_EQ(PushSpoilt([&](auto& c) { c[2].offset = bad; }), INCENT_BAD_BATCH) << bad;
    EXPECT_EQ(PushSpoilt([&](auto& c) { c[1].dictionary->length = bad; }), INCENT_BAD_BATCH) << bad;
    EXPECT_EQ(PushSpoilt([](auto&) {}, {.offset = bad, .length = 3}), INCENT_BAD_BATCH) << bad;
  }
  EXPECT_EQ(PushSpoilt([](auto&) {}, {.length = std::numeric_limits<int64_t>::max()}), INCENT_BAD_BATCH);
}

TEST_F(BadBatchTest, NoColumnMayBeShorterThanTheBatch) {
  EXPECT_EQ(PushSpoilt([](auto& c) { c[2].length = 2; }), INCENT_BAD_BATCH);
  EXPECT_EQ(PushSpoilt([](auto&) {}, {.offset = 1, .length = 3}), INCENT_BAD_BATCH);
  EXPECT_EQ(PushSpoilt([](auto&) {}, {.offset = 0, .length = 4}), INCENT_BAD_BATCH);
}

TEST_F(BadBatchTest, BuffersMustBeThere) {
  EXPECT_EQ(PushSpoilt([](auto& c) { c[0].buffers.pop_back(); }), INCENT_BAD_BATCH);
  EXPECT_EQ(PushSpoilt([](auto& c) { c[0].buffers[2].clear(); }), INCENT_BAD_BATCH);
  EXPECT_EQ(PushSpoilt([](auto& c) { c[2].buffers[1].clear(); }), INCENT_BAD_BATCH);
  EXPECT_EQ(PushSpoilt([](auto& c) { c[2].buffers.emplace_back(); }), INCENT_BAD_BATCH);
  EXPECT_EQ(PushSpoilt([](auto& c) { c[1].dictionary->buffers[1].clear(); }), INCENT_BAD_BATCH);
}

TEST_F(BadBatchTest, NullCountsMustBePossible) {
  EXPECT_EQ(PushSpoilt([](auto& c) { c[2].null_count = 1; }), INCENT_BAD_BATCH);
  EXPECT_EQ(PushSpoilt([](auto& c) { c[2].null_count = 4; }), INCENT_BAD_BATCH);
  EXPECT_EQ(PushSpoilt([](auto& c) { c[2].null_count = -2; }), INCENT_BAD_BATCH);
}

TEST_F(BadBatchTest, TheDictionaryMustBeThere) {
  std::vector<GivenColumn> without = Deals();
  without[1].dictionary = nullptr;
  ArrowSchema schema{};
  ArrowArray array{};
  GiveSchema(Deals(), &releases_, &schema);
  GiveArray(without, &releases_, &array);
  ASSERT_EQ(Open(), INCENT_OK);
  EXPECT_EQ(incent_session_push(session_, "Deal", &schema, &array, Error()), INCENT_BAD_BATCH);
}

TEST_F(BadBatchTest, ABatchIsAStructOfItsSchema) {
  ArrowSchema schema{};
  ArrowArray array{};
  std::vector<GivenColumn> fewer = Deals();
  fewer.pop_back();
  GiveSchema(Deals(), &releases_, &schema);
  GiveArray(fewer, &releases_, &array);
  ASSERT_EQ(Open(), INCENT_OK);
  EXPECT_EQ(incent_session_push(session_, "Deal", &schema, &array, Error()), INCENT_BAD_BATCH);

  GiveSchema(Deals(), &releases_, &schema);
  GiveArray(Deals(), &releases_, &array);
  schema.format = "+l";
  ASSERT_EQ(Open(), INCENT_OK);
  EXPECT_EQ(incent_session_push(session_, "Deal", &schema, &array, Error()), INCENT_BAD_SCHEMA);
  EXPECT_EQ(releases_.schemas, 2);
  EXPECT_EQ(releases_.arrays, 2);
}

TEST_F(BadBatchTest, ARowOfABatchIsNotNull) {
  const uint8_t some = 0b101;
  const void* buffers[] = {&some};
  ArrowSchema schema{};
  ArrowArray array{};
  GiveSchema(Deals(), &releases_, &schema);
  GiveArray(Deals(), &releases_, &array);
  array.buffers = buffers;
  array.null_count = 1;
  ASSERT_EQ(Open(), INCENT_OK);
  EXPECT_EQ(incent_session_push(session_, "Deal", &schema, &array, Error()), INCENT_BAD_BATCH);
  EXPECT_NE(Message().find("null"), std::string::npos);
}

TEST_F(BadBatchTest, BatchesOfOneDatasetHaveOneSchema) {
  ASSERT_EQ(Open(), INCENT_OK);
  ASSERT_EQ(Push("Deal", SomeDeals()), INCENT_OK);
  EXPECT_EQ(Push("Deal", Deals()), INCENT_BAD_SCHEMA);
}

TEST_F(BadBatchTest, AfterAFailureTheSessionTakesNothingMore) {
  EXPECT_EQ(PushSpoilt([](auto& c) { c[2].length = 2; }), INCENT_BAD_BATCH);
  EXPECT_EQ(Push("Deal", SomeDeals()), INCENT_WRONG_STATE);
  EXPECT_EQ(Run(), INCENT_WRONG_STATE);
}

// --- streams ---

TEST_F(BadBatchTest, AStreamIsReadToItsEndAndReleased) {
  ASSERT_EQ(Open(), INCENT_OK);
  ASSERT_EQ(Push("Rep", SomeReps()), INCENT_OK);
  std::vector<GivenColumn> more = SomeDeals();
  more[0] = Texts("id", {"d4", "d5", "d6"});
  ArrowArrayStream stream{};
  GiveStream({.batches = {SomeDeals(), more}}, &releases_, &stream);
  ASSERT_EQ(incent_session_push_stream(session_, "Deal", &stream, Error()), INCENT_OK) << Message();
  EXPECT_EQ(stream.release, nullptr);
  EXPECT_EQ(releases_.streams, 1);
  EXPECT_EQ(releases_.arrays, 3);
  EXPECT_EQ(releases_.schemas, 2);
  ASSERT_EQ(Run(), INCENT_OK);
  EXPECT_EQ(Counts().num_paid, 6);
}

TEST_F(BadBatchTest, AStreamThatFailsSaysWhy) {
  ASSERT_EQ(Open(), INCENT_OK);
  ArrowArrayStream stream{};
  GiveStream({.batches = {SomeDeals(), SomeDeals()}, .fails_at = 1}, &releases_, &stream);
  EXPECT_EQ(incent_session_push_stream(session_, "Deal", &stream, Error()), INCENT_STREAM_FAILED);
  EXPECT_EQ(Message(), "the stream failed with 5: the disk is on fire");
  EXPECT_EQ(releases_.streams, 1);
  EXPECT_EQ(releases_.arrays, 1);
}

TEST_F(BadBatchTest, WhatWasReleasedAlreadyIsNothing) {
  ASSERT_EQ(Open(), INCENT_OK);
  ArrowArrayStream stream{};
  EXPECT_EQ(incent_session_push_stream(session_, "Deal", &stream, Error()), INCENT_INVALID_ARGUMENT);
  ASSERT_EQ(Open(), INCENT_OK);
  ArrowSchema schema{};
  ArrowArray array{};
  GiveArray(SomeDeals(), &releases_, &array);
  EXPECT_EQ(incent_session_push(session_, "Deal", &schema, &array, Error()), INCENT_INVALID_ARGUMENT);
  EXPECT_EQ(releases_.arrays, 1);
  EXPECT_EQ(incent_session_push(nullptr, "Deal", &schema, &array, Error()), INCENT_INVALID_ARGUMENT);
  EXPECT_EQ(incent_session_push(session_, "Deal", nullptr, nullptr, nullptr), INCENT_INVALID_ARGUMENT);
}

}  // namespace
}  // namespace incent::embed
