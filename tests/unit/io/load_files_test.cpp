#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <thread>

#include "tests/support/load_dump.h"
#include "tests/unit/io/scratch_folder.h"

namespace incent::io {
namespace {

using column::DatasetSchema;

std::vector<DatasetSchema> OneDataset(const std::string& source = "") {
  return {{.name = "Rep",
           .source = source,
           .fields = {{.name = "id", .header = "id", .is_key = true},
                      {.name = "quota",
                       .header = "quota",
                       .kind = column::FieldKind::Number,
                       .scale = 2,
                       .unit = "CNY"}}}};
}

LoadError OnlyError(const LoadResult& result) {
  EXPECT_EQ(result.errors.size(), 1u);
  return result.errors.empty() ? LoadError{} : result.errors.front();
}

TEST(LoadFilesTest, ADatasetIsFoundByItsNameInTheDataFolder) {
  const ScratchFolder folder;
  folder.Put("Rep.csv", "id,quota\na,1.50\n");
  const LoadResult result = Load(OneDataset(), {.data_dir = folder.path()});
  EXPECT_TRUE(result.errors.empty());
  ASSERT_EQ(result.files.size(), 1u);
  EXPECT_EQ(result.files[0].name, "Rep.csv");
  EXPECT_EQ(result.files[0].path, folder.At("Rep.csv"));
  EXPECT_EQ(result.files[0].num_bytes, 16);
  EXPECT_EQ(result.files[0].num_rows, 1);
  EXPECT_EQ(result.files[0].sha256, Sha256Hex("id,quota\na,1.50\n"));
  EXPECT_TRUE(result.data.tables[0].columns[1].At(0) == 150);
}

TEST(LoadFilesTest, AFileOfAnyFormatIsFound) {
  const ScratchFolder folder;
  folder.Put("Rep.jsonl", "{\"id\":\"a\",\"quota\":1}\n");
  EXPECT_EQ(Load(OneDataset(), {.data_dir = folder.path()}).files.at(0).name, "Rep.jsonl");
  EXPECT_EQ(Load(OneDataset(), {.data_dir = folder.path() + "/"}).files.at(0).name, "Rep.jsonl");
}

TEST(LoadFilesTest, TheSourceNamesTheFile) {
  const ScratchFolder folder;
  folder.Put("people.CSV", "id,quota\na,1\n");
  EXPECT_EQ(Load(OneDataset("people.CSV"), {.data_dir = folder.path()}).data.tables[0].num_rows, 1);
}

TEST(LoadFilesTest, AMissingFileIsNamed) {
  const ScratchFolder folder;
  const LoadError error = OnlyError(Load(OneDataset(), {.data_dir = folder.path()}));
  EXPECT_EQ(error.failure, LoadFailure::NotFound);
  EXPECT_EQ(error.dataset, "Rep");
  EXPECT_EQ(error.path, folder.At("Rep.csv"));
  EXPECT_EQ(error.error_number, ENOENT);
  EXPECT_EQ(error.system_text, "No such file or directory");
  EXPECT_EQ(OnlyError(Load(OneDataset("other.csv"), {.data_dir = folder.path()})).path,
            folder.At("other.csv"));
  EXPECT_EQ(OnlyError(Load(OneDataset(), {.overrides = {{"Rep", {folder.At("no.csv")}}}})).failure,
            LoadFailure::NotFound);
}

TEST(LoadFilesTest, AllMissingFilesAreNamedAtOnce) {
  const ScratchFolder folder;
  std::vector<DatasetSchema> schemas = OneDataset();
  schemas.push_back(schemas[0]);
  schemas[1].name = "Deal";
  EXPECT_EQ(Load(schemas, {.data_dir = folder.path()}).errors.size(), 2u);
}

TEST(LoadFilesTest, ADatasetThatIsNotUsedNeedsNoFile) {
  const ScratchFolder folder;
  std::vector<DatasetSchema> schemas = OneDataset();
  for (column::FieldSchema& field : schemas[0].fields) field.in_use = false;
  const LoadResult result = Load(schemas, {.data_dir = folder.path()});
  EXPECT_TRUE(result.errors.empty());
  ASSERT_EQ(result.notes.size(), 1u);
  EXPECT_EQ(result.notes[0].kind, NoteKind::NoFileNeeded);
  folder.Put("Rep.csv", "id\na\n");
  EXPECT_EQ(Load(schemas, {.data_dir = folder.path()}).data.tables[0].num_rows, 1);
}

TEST(LoadFilesTest, TwoFilesThatCouldBothBeTheDatasetAreAnError) {
  const ScratchFolder folder;
  folder.Put("Rep.csv", "id,quota\na,1\n");
  folder.Put("Rep.ndjson", "{\"id\":\"a\",\"quota\":2}\n");
  const LoadError error = OnlyError(Load(OneDataset(), {.data_dir = folder.path()}));
  EXPECT_EQ(error.failure, LoadFailure::TwoFiles);
  EXPECT_EQ(error.path, folder.At("Rep.csv"));
  EXPECT_EQ(error.other_path, folder.At("Rep.ndjson"));
  // Who says which one is meant gets it.
  EXPECT_TRUE(Load(OneDataset("Rep.ndjson"), {.data_dir = folder.path()}).errors.empty());
  EXPECT_TRUE(Load(OneDataset(), {.overrides = {{"Rep", {folder.At("Rep.csv")}}}}).errors.empty());
}

TEST(LoadFilesTest, ALinkOutOfTheDataFolderIsSaid) {
  const ScratchFolder folder;
  std::filesystem::create_directories(folder.At("data/inside"));
  folder.Put("elsewhere.csv", "id,quota\na,1\n");
  folder.Put("data/inside/reps.csv", "id,quota\nb,1\n");
  std::filesystem::create_symlink("../elsewhere.csv", folder.At("data/Rep.csv"));
  const LoadResult result = Load(OneDataset(), {.data_dir = folder.At("data")});
  EXPECT_EQ(result.data.tables[0].num_rows, 1);
  ASSERT_EQ(result.notes.size(), 1u);
  EXPECT_EQ(result.notes[0].kind, NoteKind::LeadsOutside);
  EXPECT_EQ(result.notes[0].file, folder.At("data/Rep.csv"));
  EXPECT_EQ(result.notes[0].names,
            std::vector<std::string>{std::filesystem::canonical(folder.At("elsewhere.csv"))});
  // A link within it, a folder that is itself a link, and a file that a person names are as they should be.
  std::filesystem::remove(folder.At("data/Rep.csv"));
  std::filesystem::create_symlink("inside/reps.csv", folder.At("data/Rep.csv"));
  std::filesystem::create_symlink("data", folder.At("linked"));
  EXPECT_TRUE(Load(OneDataset(), {.data_dir = folder.At("linked")}).notes.empty());
  EXPECT_TRUE(Load(OneDataset(),
                   {.data_dir = folder.At("data"), .overrides = {{"Rep", {folder.At("elsewhere.csv")}}}})
                  .notes.empty());
}

TEST(LoadFilesTest, OtherFormatsAreRefused) {
  const ScratchFolder folder;
  folder.Put("Rep.xlsx", "");
  EXPECT_EQ(OnlyError(Load(OneDataset("Rep.xlsx"), {.data_dir = folder.path()})).failure,
            LoadFailure::UnknownFormat);
}

TEST(LoadFilesTest, APlanCannotReachOutOfTheDataFolder) {
  const ScratchFolder folder;
  folder.Put("secret.csv", "id,quota\na,1\n");
  std::filesystem::create_directory(folder.At("data"));
  for (const std::string& source :
       {folder.At("secret.csv"), std::string("../secret.csv"), std::string("x/../../secret.csv"),
        std::string(".."), std::string("a\0.csv", 6)}) {
    EXPECT_EQ(OnlyError(Load(OneDataset(source), {.data_dir = folder.At("data")})).failure,
              LoadFailure::OutsideFolder)
        << source;
  }
  // A person can.
  EXPECT_TRUE(Load(OneDataset(), {.overrides = {{"Rep", {folder.At("data/../secret.csv")}}}}).errors.empty());
}

TEST(LoadFilesTest, FoldersAndDevicesAreNoData) {
  const ScratchFolder folder;
  std::filesystem::create_directory(folder.At("Rep.csv"));
  const LoadError error = OnlyError(Load(OneDataset(), {.data_dir = folder.path()}));
  EXPECT_EQ(error.failure, LoadFailure::CannotRead);
  EXPECT_EQ(error.error_number, EISDIR);
  std::filesystem::create_symlink("/dev/zero", folder.At("zero.csv"));
  EXPECT_EQ(OnlyError(Load(OneDataset("zero.csv"), {.data_dir = folder.path()})).error_number, ENODEV);
}

TEST(LoadFilesTest, APipeIsReadIfAPersonNamesIt) {
  const ScratchFolder folder;
  ASSERT_EQ(mkfifo(folder.At("pipe.csv").c_str(), 0600), 0);
  EXPECT_EQ(OnlyError(Load(OneDataset("pipe.csv"), {.data_dir = folder.path()})).error_number, ENODEV);
  std::thread writer([&] { folder.Put("pipe.csv", "id,quota\na,1\n"); });
  const LoadResult result = Load(OneDataset(), {.overrides = {{"Rep", {folder.At("pipe.csv")}}}});
  writer.join();
  EXPECT_EQ(result.data.tables[0].num_rows, 1);
}

TEST(LoadFilesTest, AFailedReadIsAnError) {
  const ScratchFolder folder;
  // A regular file whose first page cannot be read.
  std::filesystem::create_symlink("/proc/self/mem", folder.At("Rep.csv"));
  const LoadError error = OnlyError(Load(OneDataset(), {.data_dir = folder.path()}));
  EXPECT_EQ(error.failure, LoadFailure::CannotRead);
  EXPECT_EQ(error.error_number, EIO);
}

TEST(LoadFilesTest, AnOverrideMustNameADataset) {
  const LoadError error = OnlyError(Load(OneDataset(), {.overrides = {{"Rpe", {"x.csv"}}}}));
  EXPECT_EQ(error.failure, LoadFailure::UnknownDataset);
  EXPECT_EQ(error.dataset, "Rpe");
}

TEST(LoadFilesTest, TooManyFilesAreAnError) {
  LoadOptions options{.overrides = {{"Rep", {"a.csv", "b.csv"}}}};
  options.limits.max_files = 1;
  EXPECT_EQ(OnlyError(Load(OneDataset(), options)).failure, LoadFailure::TooManyFiles);
}

TEST(LoadFilesTest, TheLocaleChangesNothing) {
  const std::map<std::string, std::string> files = {
      {"Rep.csv", "id,quota\nI\xc4\xb1i,1234.50\nb,\"1.234,50\"\nc,1e3\n"}};
  const std::string expected = DumpLoad(LoadFromText(OneDataset(), files));
  int num_tried = 0;
  for (const char* locale : {"C", "C.utf8", "tr_TR.UTF-8", "zh_CN.UTF-8", "zh_CN.GB18030", "de_DE.UTF-8"}) {
    if (std::setlocale(LC_ALL, locale) == nullptr) continue;
    ++num_tried;
    EXPECT_EQ(DumpLoad(LoadFromText(OneDataset(), files)), expected) << locale;
    EXPECT_EQ(OnlyError(Load(OneDataset(), {.data_dir = "/nowhere"})).system_text,
              "No such file or directory");
  }
  std::setlocale(LC_ALL, "C");
  EXPECT_GE(num_tried, 1);
}

}  // namespace
}  // namespace incent::io
