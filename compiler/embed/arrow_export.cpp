#include "compiler/embed/arrow_export.h"

#include <cerrno>
#include <cstring>
#include <new>
#include <utility>

namespace incent::embed {
namespace {

using Bytes = std::vector<char>;

// What a schema or an array that was given away holds.
struct SchemaHolder {
  std::string format;
  std::string name;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> child_pointers;
  ArrowSchema dictionary{};
};

struct ArrayHolder {
  std::vector<Bytes> buffers;
  std::vector<const void*> buffer_pointers;
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> child_pointers;
  ArrowArray dictionary{};
};

// What was moved out of its parent is released already in the parent's eyes.
template <typename T, typename Holder>
void Release(T* held) {
  std::unique_ptr<Holder> holder(static_cast<Holder*>(held->private_data));
  for (T& child : holder->children) {
    if (child.release != nullptr) child.release(&child);
  }
  if (holder->dictionary.release != nullptr) holder->dictionary.release(&holder->dictionary);
  held->release = nullptr;
}

void GiveAway(std::unique_ptr<SchemaHolder> holder, int64_t flags, ArrowSchema* out) {
  for (ArrowSchema& child : holder->children) holder->child_pointers.push_back(&child);
  *out = {.format = holder->format.c_str(),
          .name = holder->name.c_str(),
          .metadata = nullptr,
          .flags = flags,
          .n_children = static_cast<int64_t>(holder->children.size()),
          .children = holder->child_pointers.data(),
          .dictionary = holder->dictionary.release == nullptr ? nullptr : &holder->dictionary,
          .release = Release<ArrowSchema, SchemaHolder>,
          .private_data = nullptr};
  out->private_data = holder.release();
}

void GiveAway(std::unique_ptr<ArrayHolder> holder, int64_t length, int64_t num_nulls, ArrowArray* out) {
  // A buffer that is empty is none; what has rows always has bytes.
  for (const Bytes& buffer : holder->buffers)
    holder->buffer_pointers.push_back(buffer.empty() ? nullptr : buffer.data());
  for (ArrowArray& child : holder->children) holder->child_pointers.push_back(&child);
  *out = {.length = length,
          .null_count = num_nulls,
          .offset = 0,
          .n_buffers = static_cast<int64_t>(holder->buffers.size()),
          .n_children = static_cast<int64_t>(holder->children.size()),
          .buffers = holder->buffer_pointers.data(),
          .children = holder->child_pointers.data(),
          .dictionary = holder->dictionary.release == nullptr ? nullptr : &holder->dictionary,
          .release = Release<ArrowArray, ArrayHolder>,
          .private_data = nullptr};
  out->private_data = holder.release();
}

template <typename T>
Bytes ToBytes(const std::vector<T>& values) {
  Bytes bytes(values.size() * sizeof(T));
  if (!values.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

void ExportField(const SchemaField& field, ArrowSchema* out) {
  auto holder = std::make_unique<SchemaHolder>();
  holder->name = field.name;
  holder->format = field.format;
  if (field.is_dictionary) {
    auto values = std::make_unique<SchemaHolder>();
    values->format = field.format;
    GiveAway(std::move(values), ARROW_FLAG_NULLABLE, &holder->dictionary);
    holder->format = "i";
  }
  GiveAway(std::move(holder), field.is_nullable ? ARROW_FLAG_NULLABLE : 0, out);
}

template <typename T>
void ExportFixed(Validity validity, const std::vector<T>& values, ArrowArray* out) {
  auto holder = std::make_unique<ArrayHolder>();
  holder->buffers.push_back(validity.TakeBitmap());
  holder->buffers.push_back(ToBytes(values));
  GiveAway(std::move(holder), validity.size(), validity.num_nulls(), out);
}

}  // namespace

void ExportSchema(const std::vector<SchemaField>& fields, ArrowSchema* out) {
  auto holder = std::make_unique<SchemaHolder>();
  holder->format = "+s";
  holder->children.resize(fields.size());
  for (size_t i = 0; i < fields.size(); ++i) ExportField(fields[i], &holder->children[i]);
  GiveAway(std::move(holder), 0, out);
}

void Validity::Append(bool is_valid) {
  const auto bit = static_cast<unsigned>(size_ % 8);
  if (bit == 0) bits_.push_back(0);
  if (is_valid) {
    bits_.back() = static_cast<char>(static_cast<unsigned char>(bits_.back()) | (1U << bit));
  } else {
    ++num_nulls_;
  }
  is_last_valid_ = is_valid;
  ++size_;
}

std::vector<char> Validity::TakeBitmap() {
  return num_nulls_ == 0 ? Bytes() : std::move(bits_);
}

// --- columns ---

void TextExport::Append(std::string_view text) {
  bytes_.insert(bytes_.end(), text.begin(), text.end());
  ends_.push_back(static_cast<int32_t>(bytes_.size()));
  validity_.Append(true);
}

void TextExport::AppendNull() {
  ends_.push_back(static_cast<int32_t>(bytes_.size()));
  validity_.Append(false);
}

void TextExport::Finish(ArrowArray* out) {
  auto holder = std::make_unique<ArrayHolder>();
  holder->buffers.push_back(validity_.TakeBitmap());
  holder->buffers.push_back(ToBytes(ends_));
  // Consumers like a buffer that is there, also for no bytes.
  bytes_.reserve(1);
  const size_t num_bytes = bytes_.size();
  if (num_bytes == 0) bytes_.push_back(0);
  holder->buffers.push_back(std::move(bytes_));
  GiveAway(std::move(holder), validity_.size(), validity_.num_nulls(), out);
  *this = TextExport();
}

void DictionaryExport::Append(std::string_view text) {
  codes_.push_back(texts_.Intern(text));
  validity_.Append(true);
}

void DictionaryExport::AppendNull() {
  codes_.push_back(0);
  validity_.Append(false);
}

void DictionaryExport::Repeat() {
  codes_.push_back(codes_.back());
  validity_.Append(validity_.last());
}

void DictionaryExport::Finish(ArrowArray* out) {
  TextExport texts;
  for (int32_t code = 0; code < texts_.size(); ++code) texts.Append(texts_.Text(code));
  auto holder = std::make_unique<ArrayHolder>();
  texts.Finish(&holder->dictionary);
  holder->buffers.push_back(validity_.TakeBitmap());
  holder->buffers.push_back(ToBytes(codes_));
  GiveAway(std::move(holder), validity_.size(), validity_.num_nulls(), out);
  *this = DictionaryExport();
}

template <typename T>
void FixedExport<T>::Append(T value) {
  values_.push_back(value);
  validity_.Append(true);
}

template <typename T>
void FixedExport<T>::AppendNull() {
  values_.push_back(T{});
  validity_.Append(false);
}

template <typename T>
void FixedExport<T>::Finish(ArrowArray* out) {
  ExportFixed(std::move(validity_), values_, out);
  *this = FixedExport();
}

template class FixedExport<value::Day>;
template class FixedExport<int64_t>;
template class FixedExport<value::Int128>;

void ExportBatch(int64_t num_rows, std::vector<ArrowArray> columns, ArrowArray* out) {
  auto holder = std::make_unique<ArrayHolder>();
  holder->buffers.emplace_back();
  holder->children = std::move(columns);
  GiveAway(std::move(holder), num_rows, 0, out);
}

// --- streams ---

namespace {

BatchSource& SourceOf(ArrowArrayStream* stream) {
  return *static_cast<BatchSource*>(stream->private_data);
}

// The interface is C: nothing may be thrown through it.
template <typename Call>
int Fenced(ArrowArrayStream* stream, Call call) noexcept {
  try {
    return call(SourceOf(stream));
  } catch (const std::bad_alloc&) {
    return ENOMEM;
  }
}

int GetSchema(ArrowArrayStream* stream, ArrowSchema* out) {
  return Fenced(stream, [&](BatchSource& source) {
    source.Schema(out);
    return 0;
  });
}

int GetNext(ArrowArrayStream* stream, ArrowArray* out) {
  *out = {};
  return Fenced(stream, [&](BatchSource& source) { return source.Next(out); });
}

const char* GetLastError(ArrowArrayStream* stream) {
  const BatchSource& source = SourceOf(stream);
  return source.error().empty() ? nullptr : source.error().c_str();
}

void ReleaseStream(ArrowArrayStream* stream) {
  delete &SourceOf(stream);
  stream->release = nullptr;
}

}  // namespace

void ExportStream(std::unique_ptr<BatchSource> source, ArrowArrayStream* out) {
  *out = {.get_schema = GetSchema,
          .get_next = GetNext,
          .get_last_error = GetLastError,
          .release = ReleaseStream,
          .private_data = source.release()};
}

}  // namespace incent::embed
