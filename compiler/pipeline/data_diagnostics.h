#pragma once

#include <string>

#include "compiler/diag/catalogue.h"
#include "compiler/diag/diagnostic.h"

// E06xx: input files, and files that we write. Messages name datasets, fields and keys of rows; the
// text of a cell goes to the reject report only.
namespace incent::pipeline {

using diag::Bilingual;
using diag::Severity;

// A cell: {0} says which one, {1} what the plan's schema asks for.
using CellDiagnostic = diag::Diagnostic<Bilingual, Bilingual>;
// A row, a column or a file: {0} says which one.
using RowDiagnostic = diag::Diagnostic<Bilingual>;

inline constexpr CellDiagnostic kMissingColumn{
    "E0601",
    Severity::Error,
    "{0} has no column; expected: {1}",
    "{0}没有对应的列；要求：{1}",
    {"The plan reads this field, but the header of the file has no column of that name. The header must "
     "equal the field's name, or its label where it has one (`manager \"ReportsTo\" : Rep`). Upper and lower "
     "case differ.\n"
     "Rename the column in the file, or give the field the column's name as a label. `incent dump --schema "
     "PLAN` lists the columns that a plan reads.",
     "方案要读取这个字段，但文件表头中没有同名的列。表头须与字段名相同；字段带标签时（如 `经理 \"ReportsTo\" "
     ": 销售`）须与标签相同，区分大小写。\n"
     "请修改文件中的列名，或把列名写成字段的标签。`incent dump --schema 方案` 会列出方案要读取的全部列。"}};

inline constexpr RowDiagnostic kRaggedRow{
    "E0602",
    Severity::Error,
    "{0} does not have as many cells as the header",
    "{0}的单元格数与表头不一致",
    {"A row of a CSV file must have exactly one cell for each column of the header. Most often a text with a "
     "comma in it is not quoted: write \"Smith, John\" with the quotes.\n"
     "The row is left out as a whole, and what it would have paid is not paid.",
     "CSV 文件的每一行都必须与表头的列数相同。最常见的原因是含逗号的文本没有加引号，应写成 \"Smith, "
     "John\"（带引号）。\n"
     "整行不会被使用，由它产生的发放也不会发出。"}};

inline constexpr CellDiagnostic kBadNumber{
    "E0603",
    Severity::Error,
    "{0} is not a number; expected: {1}",
    "{0}不是数字；要求：{1}",
    {"A number is digits with an optional minus sign and an optional decimal point: 1234.50, -3. Thousands "
     "separators, currency signs, exponents (1e3), plus signs, blanks and full-width digits are refused, "
     "because each of them has been read in two ways before. A rate may be written as 5%.\n"
     "Export the column as plain numbers.",
     "数字由 0–9 组成，可带负号和小数点，例如 "
     "1234.50、-"
     "3。不接受千分位分隔符、货币符号、科学计数法（1e3）、正号、空格和全角数字，因为这些写法容易产生歧义。比"
     "率可以写成 5%。\n"
     "请把该列导出为普通数字。"}};

inline constexpr CellDiagnostic kTooManyDigits{
    "E0604",
    Severity::Error,
    "{0} has too many digits; expected: {1}",
    "{0}的位数过多；要求：{1}",
    {"The cell has more decimals than the field may have, or more than 38 digits together with all of the "
     "field's decimals. Nothing is rounded silently on the way in.\n"
     "Correct the file, or declare more decimals in the plan: `price : money CNY digits 4`. Money has the "
     "minor units of its currency (CNY 2, JPY 0), rates and numbers have 6, points have none.",
     "该单元格的小数位数超过字段允许的位数，或整数部分与字段小数位合计超过 38 "
     "位。系统不会在读入时悄悄四舍五入。\n"
     "请更正文件，或在方案中声明更多小数位：`价格 : 货币 元 digits 4`。金额默认为该币种的最小单位（人民币 2 "
     "位，日元 0 位），比率和数字为 6 位，积分为整数。"}};

inline constexpr CellDiagnostic kBadDate{
    "E0605",
    Severity::Error,
    "{0} is not a date; expected: {1}",
    "{0}不是日期；要求：{1}",
    {"A date is written YYYY-MM-DD, with two digits for month and day, and must exist: 2026-02-30 does not. "
     "Dates from 1900-01-01 to 2199-12-31 are accepted.\n"
     "03/04/2026 is refused, because it is the third of April to some and the fourth of March to others.",
     "日期写作 YYYY-MM-DD，月和日各两位，且必须真实存在（2026-02-30 不存在），范围为 1900-01-01 至 "
     "2199-12-31。\n"
     "不接受 03/04/2026 这样的写法，因为各地对月和日的先后理解不同。"}};

inline constexpr CellDiagnostic kBadPeriod{
    "E0606",
    Severity::Error,
    "{0} is not a period; expected: {1}",
    "{0}不是期间；要求：{1}",
    {"A period is written 2026-03 (month), 2026-Q1 (quarter), 2026-H1 (half year), 2026 or FY2026 (year), "
     "2026-W07 (week) or 2026-03-A (half month).",
     "期间写作 2026-03（月）、2026-Q1（季）、2026-H1（半年）、2026 或 "
     "FY2026（年）、2026-W07（周）、2026-03-A（半月）。"}};

inline constexpr CellDiagnostic kBadFlag{
    "E0607",
    Severity::Error,
    "{0} is not a flag; expected: {1}",
    "{0}不是是非值；要求：{1}",
    {"A flag is written true or false. Yes, no, 1, 0, Y and N are refused, because systems disagree about "
     "them.",
     "是非值写作 true 或 false。不接受 yes、no、1、0、Y、N、是、否，因为各系统的写法不一致。"}};

inline constexpr CellDiagnostic kNotOneOf{
    "E0608",
    Severity::Error,
    "{0} is none of the allowed values; expected: {1}",
    "{0}不在允许的取值之内；要求：{1}",
    {"The field is declared with `one of`, and the cell holds another text. Upper and lower case, blanks and "
     "punctuation count.\n"
     "Correct the file, or add the value to the plan: `kind : one of \"new\", \"renewal\", \"upsell\"`. "
     "Rules that decide by this field may then need a case for it.",
     "该字段用“枚举”声明了取值范围，而单元格是别的文本。大小写、空格和标点都要一致。\n"
     "请更正文件，或在方案中增加该取值：`类型 : 枚举 \"新签\", \"续约\", "
     "\"增购\"`。依据该字段判断的规则可能也要补充相应的情形。"}};

inline constexpr CellDiagnostic kEmptyRequired{
    "E0609",
    Severity::Error,
    "{0} is empty; expected: {1}",
    "{0}为空；要求：{1}",
    {"Every row needs a value here, because the field is not declared `optional`. An empty cell never means "
     "0.\n"
     "Fill in the cell, or write `optional` after the field's type; rules that read it then have to say what "
     "happens without it (`otherwise 0 CNY`).",
     "该字段没有声明为“可空”，因此每一行都必须有值。空单元格绝不会当作 0。\n"
     "请补全单元格，或在字段类型后写上“可空”；这样读取它的规则就必须说明缺失时如何处理（`缺省 0 元`）。"}};

inline constexpr CellDiagnostic kUnknownReference{
    "E0610",
    Severity::Error,
    "{0} refers to a row that does not exist; expected: {1}",
    "{0}引用了不存在的行；要求：{1}",
    {"The cell should hold the key of a row of another dataset, and there is no such row there. Either the "
     "other file is incomplete, or the keys are written differently (blanks, leading zeros, upper case).",
     "该单元格应为另一数据集中某一行的主键，但那里没有这一行。可能是另一个文件不完整，也可能是两处主键写法不"
     "同（空格、前导零、大小写）。"}};

inline constexpr RowDiagnostic kDuplicateKey{
    "E0611",
    Severity::Error,
    "{0} has a key that was seen before",
    "{0}的主键与前面的行重复",
    {"Two rows of one dataset have the same key, so a deal might be paid twice. Neither amount is used until "
     "it is clear which one is right.\n"
     "Remove one of the rows. If both are meant, the key is too short: mark one more field with `key`.",
     "同一数据集中有两行主键相同，同一笔业务可能因此重复发放。在确定哪一行正确之前，两行的金额都不会使用。\n"
     "请删除其中一行。如果两行都有效，说明主键不够细，请给另一个字段也加上“主键”。"}};

inline constexpr CellDiagnostic kOutOfBounds{
    "E0612",
    Severity::Error,
    "{0} is out of bounds; expected: {1}",
    "{0}超出范围；要求：{1}",
    {"The schema bounds this field, as in `amount : money CNY (0 .. 100M)`, and the cell lies outside. The "
     "bounds are promises on which the checks of the plan rest, so the row is not used.\n"
     "Correct the file, or widen the bounds in the plan.",
     "方案限定了该字段的范围，例如 `金额 : 货币 元 (0 .. "
     "1亿)`，而单元格超出了范围。方案的检查以此范围为前提，因此该行不会使用。\n"
     "请更正文件，或在方案中放宽范围。"}};

inline constexpr RowDiagnostic kBadEncoding{
    "E0613",
    Severity::Error,
    "{0} is not text in the expected encoding",
    "{0}不是约定编码的文本",
    {"Files are read as UTF-8 unless `--encoding gb18030` says otherwise. These bytes are not valid in that "
     "encoding. Spreadsheets on Chinese systems often save CSV as GBK, which is part of GB18030.\n"
     "Add `--encoding gb18030`, or save the file as UTF-8.",
     "除非指定 `--encoding gb18030`，文件一律按 UTF-8 "
     "读取，而这些字节在该编码中无效。中文系统上的表格软件常把 CSV 存为 GBK（属于 GB18030）。\n"
     "请加上 `--encoding gb18030`，或把文件另存为 UTF-8。"}};

inline constexpr RowDiagnostic kBadQuoting{
    "E0614",
    Severity::Error,
    "{0} has a quote that does not pair up",
    "{0}的引号不成对",
    {"In CSV a cell that starts with a double quote ends with one, and a quote inside is doubled: \"5\"\" "
     "disk\". Here a quote is missing, or text follows a closing quote.",
     "在 CSV 中，以双引号开头的单元格必须以双引号结束，中间的双引号要写两遍，例如 \"5\"\" "
     "disk\"。这里缺少引号，或引号结束后还有文字。"}};

inline constexpr RowDiagnostic kCellTooLong{
    "E0615",
    Severity::Error,
    "{0} has a cell of more than 64 KiB",
    "{0}有超过 64 KiB 的单元格",
    {"No field of a plan is that long; most often a quote is missing, and half of the file became one cell.",
     "没有哪个字段会这么长，通常是漏了一个引号，使后面的内容都并入了同一个单元格。"}};

inline constexpr RowDiagnostic kRowTooLong{
    "E0616",
    Severity::Error,
    "{0} is longer than 1 MiB",
    "{0}超过 1 MiB",
    {"A row of this length is most often a missing quote or a wrong line end.",
     "这么长的行通常是漏了引号，或换行符有误。"}};

inline constexpr RowDiagnostic kBadJson{
    "E0617",
    Severity::Error,
    "{0} is not a JSON object on one line",
    "{0}不是单行的 JSON 对象",
    {"In a .jsonl file each line is one object, as in {\"id\": \"d1\", \"amount\": 1234.50}. Values are "
     "texts, numbers, true, false or null; no lists and no nested objects. A member may occur once.",
     "在 .jsonl 文件中，每行是一个对象，例如 {\"id\": \"d1\", \"amount\": "
     "1234.50}。值可以是文本、数字、true、false 或 null，不能是数组或嵌套对象；同名成员只能出现一次。"}};

inline constexpr CellDiagnostic kBadTimestamp{
    "E0618",
    Severity::Error,
    "{0} is not a timestamp; expected: {1}",
    "{0}不是时间戳；要求：{1}",
    {"A timestamp is written 2026-04-01T09:30 or 2026-04-01T09:30:00, in the plan's own time zone. Offsets "
     "such as +08:00 and the letter Z are refused: convert before.",
     "时间戳写作 2026-04-01T09:30 或 2026-04-01T09:30:00，按方案所在时区理解。不接受 +08:00 或 Z "
     "这样的时区后缀，请先换算。"}};

inline constexpr RowDiagnostic kNulByte{"E0619",
                                        Severity::Error,
                                        "{0} holds a NUL byte",
                                        "{0}含有 NUL 字节",
                                        {"Text files have no NUL bytes. The file is binary (a spreadsheet "
                                         "saved as .xlsx?), UTF-16, or damaged. Export it as CSV in UTF-8.",
                                         "文本文件中不会有 NUL 字节。该文件可能是二进制文件（例如 .xlsx "
                                         "表格）、UTF-16 编码，或已损坏。请导出为 UTF-8 编码的 CSV。"}};

inline constexpr RowDiagnostic kEmptyKey{
    "E0620",
    Severity::Error,
    "{0} has no key",
    "{0}没有主键",
    {"The key names a row in ledgers and messages and orders rows of one date. A row without it cannot be "
     "used.",
     "主键用于在台账和提示中指明一行，并决定同一日期内各行的先后。没有主键的行无法使用。"}};

inline constexpr RowDiagnostic kDuplicateColumn{
    "E0621",
    Severity::Error,
    "{0} has two columns in the file",
    "{0}在文件中对应两列",
    {"The header names the same column twice, so it is not clear which one counts. Remove or rename one of "
     "them.",
     "表头中同一列名出现了两次，无法确定以哪一列为准。请删除或改名其中一列。"}};

inline constexpr RowDiagnostic kUnreadableFile{
    "E0622",
    Severity::Error,
    "the file of {0} could not be read to its end",
    "{0}的文件无法完整读取",
    {"The system reported an error in the middle of the file, or the file changed while it was read. Nothing "
     "is paid from half a file.",
     "读取过程中系统报错，或文件在读取时被改动。只读到一部分的文件不会用于发放。"}};

inline constexpr RowDiagnostic kTooManyColumns{
    "E0623",
    Severity::Error,
    "the file of {0} has more than 4096 columns",
    "{0}的文件超过 4096 列",
    {"Export only the columns that the plan reads; `incent dump --schema PLAN` lists them.",
     "请只导出方案要读取的列；`incent dump --schema 方案` 会列出这些列。"}};

inline constexpr RowDiagnostic kBadLineEnd{
    "E0624",
    Severity::Error,
    "{0} ends in a lone carriage return",
    "{0}以单独的回车符结尾",
    {"Lines end with LF or CR LF. A carriage return alone is the line end of very old systems, or stands in "
     "the middle of a text that is not quoted.",
     "行应以 LF 或 CR LF 结尾。单独的回车符来自很旧的系统，或出现在没有加引号的文本中间。"}};

// Files as a whole.

inline constexpr diag::Diagnostic<std::string, std::string, std::string> kDataNotFound{
    "E0631",
    Severity::Error,
    "no data for `{0}`: {1} ({2})",
    "找不到“{0}”的数据：{1}（{2}）",
    {"The file that the plan names for this dataset could not be opened. It is looked for in the folder "
     "given with --data, else in the plan's folder, under the name after `source`, else <Dataset>.csv.\n"
     "Give the folder with `--data DIR`, or this one file with `--data Deal=exports/deals.csv`.",
     "无法打开该数据集的文件。系统在 --data 指定的文件夹（未指定时为方案所在文件夹）中，按“来源”后的文件名或 "
     "<数据集>.csv 查找。\n"
     "请用 `--data 文件夹` 指定文件夹，或用 `--data Deal=exports/deals.csv` 单独指定这个文件。"}};

inline constexpr diag::Diagnostic<std::string, std::string> kUnknownFormat{
    "E0632",
    Severity::Error,
    "the format of {1}, the data of `{0}`, is not known by its name",
    "无法从文件名判断“{0}”的数据 {1} 的格式",
    {"The format goes by the extension: .csv for comma-separated values, .jsonl for one JSON object a line.",
     "格式由扩展名决定：.csv 为逗号分隔值，.jsonl 为每行一个 JSON 对象。"}};

inline constexpr diag::Diagnostic<std::string, std::string, std::string> kCannotReadData{
    "E0634",
    Severity::Error,
    "cannot read {1}, the data of `{0}`: {2}",
    "无法读取“{0}”的数据 {1}：{2}",
    {"The system refused to open or read the file, for the reason given. Nothing is paid from data that "
     "could not be read completely.",
     "系统因所示原因拒绝打开或读取该文件。数据未能完整读取时，不会产生任何发放。"}};

inline constexpr diag::Diagnostic<std::string, std::string> kDataOutsideFolder{
    "E0635",
    Severity::Error,
    "the plan names {1} as the data of `{0}`, which is outside the data folder",
    "方案把 {1} 指定为“{0}”的数据，但它在数据文件夹之外",
    {"What a plan names after `source` is a file inside the data folder: a plan from somebody else must not "
     "read other files. Only you may, on the command line: `--data Deal=../elsewhere/deals.csv`.",
     "方案中“来源”之后的文件必须位于数据文件夹之内，他人编写的方案不能借此读取其他文件。只有您可以在命令行上"
     "指定：`--data Deal=../elsewhere/deals.csv`。"}};

inline constexpr diag::Diagnostic<std::string> kTooMuchData{
    "E0636",
    Severity::Error,
    "the data of `{0}` has more rows or files than can be read",
    "“{0}”的数据行数或文件数超过可读取的上限",
    {"A dataset may have about two thousand million rows. Split the run by participant, or leave out old "
     "rows that no window of the plan reaches.",
     "一个数据集最多约有二十亿行。请按参与人分批运行，或去掉方案的任何期间都用不到的旧数据。"}};

inline constexpr diag::Diagnostic<std::string> kNoConverter{
    "E0637",
    Severity::Error,
    "this system cannot convert the encoding of the data of `{0}`",
    "本系统无法转换“{0}”的数据编码",
    {"Reading GB18030 needs the system's conversion tables, which are not installed. Convert the file to "
     "UTF-8 elsewhere and run without --encoding.",
     "读取 GB18030 需要系统的编码转换表，而系统没有安装。请在别处把文件转换为 UTF-8，再不带 --encoding "
     "运行。"}};

inline constexpr diag::Diagnostic<std::string, std::string, std::string> kTwoFiles{
    "E0671",
    Severity::Error,
    "both {1} and {2} could be the data of `{0}`",
    "{1} 和 {2} 都可能是“{0}”的数据",
    {"The data folder has two files that are called like the dataset, in two formats. One of them may be "
     "left "
     "over from an earlier export, and paying by it would pay wrong amounts, so neither is read.\n"
     "Remove one of them, or say which one is meant: `--data Deal=exports/Deal.csv`. If both are meant, name "
     "both, each "
     "with its own --data.",
     "数据文件夹中有两个与数据集同名、格式不同的文件。其中一个可能是以前导出后留下的，按它发放就会发错，因此"
     "两个都不"
     "读取。\n"
     "请删除其中一个，或用 `--data Deal=exports/Deal.csv` 指明要用哪一个；如果两个都要用，请分别用 --data "
     "指定。"}};

inline constexpr diag::Diagnostic<std::string, std::string, std::string> kLeadsOutside{
    "W0672",
    Severity::Warning,
    "{1}, the data of `{0}`, is a link to {2}, outside of the data folder",
    "“{0}”的数据 {1} 是指向数据文件夹之外 {2} 的链接",
    {"The rows are read from there. That is what was wanted if you made the link; a folder that somebody "
     "sent "
     "should hold its data itself.\n"
     "To say that it is meant, name the file: `--data Deal=/exports/deals.csv`.",
     "数据将从链接指向的位置读取。如果链接是您自己建立的，这正是所要的；但别人发来的文件夹应当自带数据。\n"
     "若确实要用该文件，请直接指定：`--data Deal=/exports/deals.csv`。"}};

inline constexpr diag::Diagnostic<std::string, std::string> kExtraColumns{
    "W0633",
    Severity::Note,
    "columns of `{0}` that the plan does not read: {1}",
    "“{0}”中方案没有读取的列：{1}",
    {"Columns that the plan does not declare are ignored. This is said once, because a misspelt optional "
     "column would otherwise go unnoticed.",
     "方案没有声明的列会被忽略。之所以提示一次，是因为可选列拼写错误时也会表现为这种情况。"}};

inline constexpr diag::Diagnostic<int64_t, int64_t> kWaiting{
    "W0634",
    Severity::Note,
    "payouts that wait for rows which could not be read or name nobody: {0}; such rows: {1}",
    "有 {0} 笔发放在等待无法读取或找不到归属的行，这样的行共 {1} 行",
    {"A row that is torn, has a bad or repeated key, or names nobody could have been anything. Whatever it "
     "might "
     "change is withheld, whoever it is for, until somebody decides.\n"
     "Correct the rows and run again, or pay without them: `--max-rejects N` with at least as many as there "
     "are "
     "of them. Cells that cannot be read in other rows withhold whatever N is.",
     "残缺、主键有误或重复、或找不到归属的行，原本可能是任何内容。凡可能受它影响的发放，不论归属于谁，都会暂"
     "扣，"
     "直到有人作出决定。\n"
     "请更正这些行后重新运行；或用 `--max-rejects N`（N 不小于这些行的行数）不计这些行而发放。"
     "其他行中无法读取的单元格不受 N 影响，照常暂扣。"}};

inline constexpr diag::Diagnostic<std::string, std::string> kCannotWrite{
    "E0641",
    Severity::Error,
    "cannot write {0}: {1}",
    "无法写入 {0}：{1}",
    {"The file could not be created, written or put in place, for the reason that the system gave. Results "
     "are published completely or not at all: what was there before is unchanged, and nothing half-written "
     "is left behind.",
     "系统因所示原因无法创建、写入或替换该文件。结果要么完整发布，要么完全不发布：原有文件保持不变，也不会留"
     "下写了一半的文件。"}};

inline constexpr diag::Diagnostic<std::string> kDiskFull{
    "E0642",
    Severity::Error,
    "no space left to write {0}",
    "空间不足，无法写入 {0}",
    {"The disk or the quota is full. Results are published completely or not at all: what was there before "
     "is unchanged, and nothing half-written is left behind. Free some space and run again.",
     "磁盘或配额已满。结果要么完整发布，要么完全不发布：原有文件保持不变，也不会留下写了一半的文件。请清理空"
     "间后重试。"}};

inline constexpr diag::Diagnostic<std::string> kReadOnly{
    "E0643",
    Severity::Error,
    "no permission to write {0}",
    "没有权限写入 {0}",
    {"The folder is read-only, or belongs to somebody else. A new file is made beside the old one and then "
     "takes its place, so the folder itself must be writable.",
     "该文件夹只读，或不属于当前用户。系统会先在旁边写一个新文件再替换旧文件，因此文件夹本身必须可写。"}};

inline constexpr diag::Diagnostic<std::string, std::string> kNotSurelyKept{
    "E0670",
    Severity::Error,
    "{0} is the new file, but the system cannot promise that it will outlast a power failure: {1}",
    "{0} 已是新文件，但系统不能保证它在断电后仍然存在：{1}",
    {"The file was written whole, brought to disk and put in place; then the system failed to bring the "
     "folder's list "
     "of files to disk. The reject report, the manifest and the ledger are put in place in this order: those "
     "before this one are new too, and those behind it are what they were.\n"
     "Look after the disk, and run again.",
     "文件已完整写出、落盘并替换到位，但随后系统未能把文件夹的目录项写入磁盘。拒绝报告、清单和台账按此顺序依"
     "次就位："
     "排在它前面的也已是新文件，排在后面的仍保持原样。\n"
     "请检查磁盘后重新运行。"}};

inline constexpr diag::Diagnostic<int64_t, int64_t> kTooManyRejects{
    "E0645",
    Severity::Error,
    "{0} rejects, and at most {1} are allowed",
    "共有 {0} 处数据被拒绝，最多允许 {1} 处",
    {"Rows that could not be used are never dropped silently: each is listed in the reject report, and every "
     "payout that it might have changed is withheld. More of them than --max-rejects allows (0 unless said "
     "otherwise) make the run fail, although its ledger is written.\n"
     "Correct the data and run again, or, if the rows are known and do not matter, allow them with "
     "`--max-rejects N`.",
     "无法使用的数据绝不会被悄悄丢弃：每一处都列在拒绝报告中，可能受其影响的发放全部暂扣。数量超过 "
     "--max-rejects（默认 0）时，本次运行视为失败，但台账仍会写出。\n"
     "请更正数据后重新运行；如果已确认这些行没有影响，可用 `--max-rejects N` 放行。"}};

inline constexpr diag::Diagnostic<std::string, std::string> kOnlyInLedger{
    "E0654",
    Severity::Error,
    "the stored ledger says {1} for `{0}`, the recomputation pays nothing there",
    "“{0}”在已存台账中为 {1}，重新计算则没有这一笔",
    {"The stored ledger has a payout that the plan does not give for the data now: the row was removed, its "
     "date or recipient changed, or the plan changed since. The manifest beside the ledger has the hashes of "
     "plan and data.",
     "已存台账中的这笔发放按当前方案和数据计算已不存在：可能是该行被删除、日期或归属有变，或方案有改动。台账"
     "旁的清单文件记录了方案和数据的散列值。"}};

inline constexpr diag::Diagnostic<std::string> kBrokenPromise{
    "E0699",
    Severity::Error,
    "internal error: {0}",
    "内部错误：{0}",
    {"Sums that must agree did not: this is a fault of the program, not of the plan or the data. Nothing was "
     "published. Please report it with the plan and the manifest of an earlier run.",
     "本应相等的合计不相等：这是程序的错误，与方案和数据无关。没有发布任何结果。请把方案和此前运行的清单一并"
     "反馈给我们。"}};

inline constexpr diag::Diagnostic<std::string, std::string> kBadLedger{
    "E0651",
    Severity::Error,
    "{0} is not a ledger of this program: {1}",
    "{0} 不是本程序写出的台账：{1}",
    {"The file could not be read as a ledger in CSV or JSON Lines, the formats that `incent run --out` "
     "writes. Files that were edited in a spreadsheet often lose columns or leading zeros.",
     "该文件无法按台账格式读取。`incent run --out` 写出的台账为 CSV 或 JSON "
     "Lines；用表格软件编辑后常会丢失列或前导零。"}};

inline constexpr diag::Diagnostic<std::string, std::string, std::string> kLedgerDiffers{
    "E0652",
    Severity::Error,
    "the stored ledger says {1} for `{0}`, the recomputation {2}",
    "“{0}”在已存台账中为 {1}，重新计算为 {2}",
    {"The line in the stored ledger differs from what the plan gives for the data now. The plan, the data or "
     "the ledger changed since; the manifest beside the ledger has the hashes of all three.",
     "已存台账中的这一行与方案按当前数据计算的结果不同。方案、数据或台账此后有过变动；台账旁的清单文件记录了"
     "三者的散列值。"}};

inline constexpr diag::Diagnostic<std::string> kNotInLedger{
    "E0653",
    Severity::Error,
    "the stored ledger has no line for `{0}`",
    "已存台账中没有“{0}”这一行",
    {"The payout that was explained is not in the ledger given with --ledger: the ledger is of another plan, "
     "period or version, or the row was added after it was written.",
     "所解释的发放不在 --ledger 指定的台账中：台账属于另一方案、期间或版本，或该行是台账写出之后才加入的。"}};

inline constexpr diag::Diagnostic<std::string, int64_t> kRepeatedInLedger{
    "E0673",
    Severity::Error,
    "the stored ledger has {1} lines for `{0}`",
    "已存台账中有 {1} 行都是“{0}”",
    {"A payout is one line of a ledger. A ledger that has it several times was put together from several "
     "files, or "
     "appended to, and whoever pays by it pays several times.\n"
     "Write the ledger anew with `incent run --out`.",
     "一笔发放在台账中只有一行。同一笔出现多次，说明台账由多个文件拼成或被追加过，按它发放就会重复发放。\n"
     "请用 `incent run --out` 重新写出台账。"}};

inline constexpr const diag::DiagnosticKind* kAllDataDiagnostics[] = {
    &kMissingColumn,   &kRaggedRow,      &kBadNumber,         &kTooManyDigits, &kBadDate,
    &kBadPeriod,       &kBadFlag,        &kNotOneOf,          &kEmptyRequired, &kUnknownReference,
    &kDuplicateKey,    &kOutOfBounds,    &kBadEncoding,       &kBadQuoting,    &kCellTooLong,
    &kRowTooLong,      &kBadJson,        &kBadTimestamp,      &kNulByte,       &kEmptyKey,
    &kDuplicateColumn, &kUnreadableFile, &kTooManyColumns,    &kBadLineEnd,    &kDataNotFound,
    &kUnknownFormat,   &kCannotReadData, &kDataOutsideFolder, &kTooMuchData,   &kNoConverter,
    &kExtraColumns,    &kWaiting,        &kCannotWrite,       &kDiskFull,      &kReadOnly,
    &kTooManyRejects,  &kBadLedger,      &kLedgerDiffers,     &kNotInLedger,   &kOnlyInLedger,
    &kBrokenPromise,   &kNotSurelyKept,  &kTwoFiles,          &kLeadsOutside,  &kRepeatedInLedger,
};
constexpr diag::Catalogue AllDataDiagnostics() {
  return kAllDataDiagnostics;
}

}  // namespace incent::pipeline
