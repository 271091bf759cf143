#include "tests/unit/embed/given_batch.h"

#include <gtest/gtest.h>

#include <cerrno>

namespace incent::embed {
namespace {

struct SchemaHolder {
  std::string name;
  std::string format;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> pointers;
  ArrowSchema dictionary{};
  int* count = nullptr;
};

struct ArrayHolder {
  GivenColumn column;
  std::vector<const void*> buffers;
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> pointers;
  ArrowArray dictionary{};
  int* count = nullptr;
};

struct StreamHolder {
  GivenStream stream;
  Releases* releases = nullptr;
  size_t next = 0;
};

StreamHolder* HolderOf(ArrowArrayStream* stream) {
  return static_cast<StreamHolder*>(stream->private_data);
}

template <typename T, typename Holder>
void Release(T* held) {
  auto* const holder = static_cast<Holder*>(held->private_data);
  for (T& child : holder->children) {
    if (child.release != nullptr) child.release(&child);
  }
  if (holder->dictionary.release != nullptr) holder->dictionary.release(&holder->dictionary);
  if (holder->count != nullptr) ++*holder->count;
  delete holder;
  held->release = nullptr;
}

void GiveField(const GivenColumn& column, ArrowSchema* out) {
  auto* const holder = new SchemaHolder{.name = column.name, .format = column.format};
  if (column.dictionary) GiveField(*column.dictionary, &holder->dictionary);
  *out = {.format = holder->format.c_str(),
          .name = holder->name.c_str(),
          .flags = ARROW_FLAG_NULLABLE,
          .dictionary = column.dictionary ? &holder->dictionary : nullptr,
          .release = Release<ArrowSchema, SchemaHolder>,
          .private_data = holder};
}

void GiveColumn(const GivenColumn& column, int* count, ArrowArray* out) {
  auto* const holder = new ArrayHolder{.column = column};
  holder->count = count;
  for (const auto& buffer : holder->column.buffers)
    holder->buffers.push_back(buffer.empty() ? nullptr : buffer.data());
  if (column.dictionary) GiveColumn(*column.dictionary, nullptr, &holder->dictionary);
  *out = {.length = column.length,
          .null_count = column.null_count,
          .offset = column.offset,
          .n_buffers = static_cast<int64_t>(holder->buffers.size()),
          .buffers = holder->buffers.data(),
          .dictionary = column.dictionary ? &holder->dictionary : nullptr,
          .release = Release<ArrowArray, ArrayHolder>,
          .private_data = holder};
}

}  // namespace

void GiveSchema(const std::vector<GivenColumn>& columns, Releases* releases, ArrowSchema* out) {
  auto* const holder = new SchemaHolder{.format = "+s", .children = std::vector<ArrowSchema>(columns.size())};
  holder->count = &releases->schemas;
  for (size_t i = 0; i < columns.size(); ++i) {
    GiveField(columns[i], &holder->children[i]);
    holder->pointers.push_back(&holder->children[i]);
  }
  *out = {.format = holder->format.c_str(),
          .name = holder->name.c_str(),
          .n_children = static_cast<int64_t>(columns.size()),
          .children = holder->pointers.data(),
          .release = Release<ArrowSchema, SchemaHolder>,
          .private_data = holder};
}

void GiveArray(const std::vector<GivenColumn>& columns, Releases* releases, ArrowArray* out, Slice slice) {
  auto* const holder =
      new ArrayHolder{.buffers = {nullptr}, .children = std::vector<ArrowArray>(columns.size())};
  holder->count = &releases->arrays;
  for (size_t i = 0; i < columns.size(); ++i) {
    GiveColumn(columns[i], &releases->children, &holder->children[i]);
    holder->pointers.push_back(&holder->children[i]);
  }
  const int64_t length = slice.length >= 0 ? slice.length : columns.empty() ? 0 : columns[0].length;
  *out = {.length = length,
          .offset = slice.offset,
          .n_buffers = 1,
          .n_children = static_cast<int64_t>(columns.size()),
          .buffers = holder->buffers.data(),
          .children = holder->pointers.data(),
          .release = Release<ArrowArray, ArrayHolder>,
          .private_data = holder};
}

void GiveStream(const GivenStream& stream, Releases* releases, ArrowArrayStream* out) {
  *out = {.get_schema =
              [](ArrowArrayStream* s, ArrowSchema* schema) {
                GiveSchema(HolderOf(s)->stream.batches.at(0), HolderOf(s)->releases, schema);
                return 0;
              },
          .get_next =
              [](ArrowArrayStream* s, ArrowArray* array) {
                StreamHolder& holder = *HolderOf(s);
                *array = {};
                if (static_cast<int>(holder.next) == holder.stream.fails_at) return EIO;
                if (holder.next == holder.stream.batches.size()) return 0;
                GiveArray(holder.stream.batches[holder.next++], holder.releases, array);
                return 0;
              },
          .get_last_error = [](ArrowArrayStream*) { return "the disk is on fire"; },
          .release =
              [](ArrowArrayStream* s) {
                ++HolderOf(s)->releases->streams;
                delete HolderOf(s);
                s->release = nullptr;
              },
          .private_data = new StreamHolder{stream, releases}};
}

namespace {

TEST(GivenBatchTest, ReleasingABatchReleasesItsColumnsOnce) {
  Releases releases;
  ArrowArray array{};
  GiveArray({Texts("a", {"x"}), Fixed<int32_t>("b", "i", {{1}})}, &releases, &array);
  array.release(&array);
  EXPECT_EQ(array.release, nullptr);
  EXPECT_EQ(releases.arrays, 1);
  EXPECT_EQ(releases.children, 2);
}

}  // namespace
}  // namespace incent::embed
