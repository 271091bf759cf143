#ifndef INCENT_INCENT_H_
#define INCENT_INCENT_H_

/*
 * Incent in other programs: compile a plan, give it rows as Arrow batches, get the ledger as Arrow batches.
 *
 *   incent_compile ... -> incent_plan          immutable; any number of threads may use one at once
 *   incent_session_new -> incent_session       one run; used by one thread at a time, but for cancelling
 *   incent_session_run -> incent_result        immutable, like a plan
 *
 * Rules for every function:
 * - It returns a status. On anything but INCENT_OK the outputs are NULL or released structures, and `*error`,
 *   if `error` is not NULL, says more; free it with incent_error_free.
 * - Texts are UTF-8 and end with a zero byte. Texts that are returned as `const char*` live as long as the
 *   handle that they were asked of; `char*` are the caller's, for incent_text_free.
 * - NULL handles may be freed. A handle must not be used after its free function.
 * - Structures that begin with `struct_size` must have it set to their sizeof by the caller, so that a later
 *   version of the library knows which members there are. Zero in any other member means its default.
 * - No function keeps global state, starts a thread unless `num_threads` asks for one, reads the environment,
 *   the locale or the clock (but for `max_run_ms`), or opens a file (but for incent_compile_file and
 *   `cache_folder`). A process may fork before the first call, and whenever no call is running.
 */

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define INCENT_API __attribute__((visibility("default")))
#else
#define INCENT_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* --- The Arrow C data and stream interfaces, as their specification tells to copy them --- */

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};

#endif /* ARROW_C_DATA_INTERFACE */

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
  const char* (*get_last_error)(struct ArrowArrayStream*);
  void (*release)(struct ArrowArrayStream*);
  void* private_data;
};

#endif /* ARROW_C_STREAM_INTERFACE */

/* --- Versions --- */

/* Grows by one when something that a compiled program relies on changes its meaning or goes away. Functions,
   codes and members at the end of structures may be added without that. */
#define INCENT_ABI_VERSION 1

/* The INCENT_ABI_VERSION of the library that is linked. */
INCENT_API uint32_t incent_abi_version(void);
/* Its version, "0.1.0". */
INCENT_API const char* incent_version(void);
/* 1 if the library can compile plans to machine code, else 0. */
INCENT_API int32_t incent_has_jit(void);

/* --- Errors --- */

typedef int32_t incent_status;
enum {
  INCENT_OK = 0,
  INCENT_INVALID_ARGUMENT = 1, /* NULL where that means nothing, an unknown name, a number out of range */
  INCENT_WRONG_STATE = 2,      /* a session that has run, or failed, takes nothing more */
  INCENT_PLAN_HAS_ERRORS = 3,  /* the diagnostics say which */
  INCENT_CANNOT_READ = 4,      /* the file of the plan */
  INCENT_UNSUPPORTED = 5,      /* this library was built without that */
  INCENT_BAD_SCHEMA = 6,       /* columns of a type that the plan's field cannot take */
  INCENT_BAD_BATCH = 7,        /* an array that breaks the rules of the Arrow C data interface */
  INCENT_STREAM_FAILED = 8,    /* the producer's own error */
  INCENT_MISSING_DATASET = 9,  /* the plan reads a dataset of which no batch was given */
  INCENT_TOO_MANY_ROWS = 10,
  INCENT_TOO_MUCH_MEMORY = 11,
  INCENT_OUT_OF_TIME = 12,
  INCENT_CANCELLED = 13,
  INCENT_OUT_OF_MEMORY = 14,  /* the system has none left */
  INCENT_INTERNAL_ERROR = 15, /* a fault of the library: its results must not be used */
  INCENT_ABI_MISMATCH = 16,   /* the header and the library do not belong together */
  INCENT_WRITE_FAILED = 17,   /* the caller's own function said so */
  INCENT_MAY_NOT_BE_CUT =
      18 /* the plan pays otherwise if its participants are split: see incent_plan_partition */
};

/* "bad_batch"; stable. NULL for a number that is no status. */
INCENT_API const char* incent_status_name(incent_status status);

/* INCENT_OK if a program that was compiled with this `abi_version` can use the library. Pass
   INCENT_ABI_VERSION. */
INCENT_API incent_status incent_check_abi(uint32_t abi_version);

typedef int32_t incent_language;
enum { INCENT_ENGLISH = 0, INCENT_CHINESE = 1 };

typedef struct incent_error incent_error;
INCENT_API incent_status incent_error_status(const incent_error* error);
INCENT_API const char* incent_error_message(const incent_error* error, incent_language language);
INCENT_API void incent_error_free(incent_error* error);

/* Frees what was returned as `char*`. */
INCENT_API void incent_text_free(char* text);

/* --- Diagnostics: what compiling or running has to say about plan and data --- */

typedef struct incent_diagnostics incent_diagnostics;

typedef int32_t incent_severity;
enum { INCENT_SEVERITY_ERROR = 0, INCENT_SEVERITY_WARNING = 1, INCENT_SEVERITY_NOTE = 2 };

typedef struct incent_diagnostic {
  size_t struct_size;
  const char* code; /* "E0312"; stable */
  incent_severity severity;
  int32_t has_range;      /* 1: the six numbers say where in `file` */
  const char* message;    /* English */
  const char* message_zh; /* Chinese */
  const char* file;       /* of the plan, or the dataset; NULL: no place */
  uint32_t begin;         /* bytes from the start of the file */
  uint32_t end;           /* excluded */
  uint32_t line, column;  /* of begin, from 1; columns count bytes */
  uint32_t end_line, end_column;
  int64_t row; /* of a dataset, from 1; 0: none */
} incent_diagnostic;

INCENT_API size_t incent_diagnostics_count(const incent_diagnostics* diagnostics);
/* By file and place. The texts live as long as `diagnostics`. */
INCENT_API incent_status incent_diagnostics_get(const incent_diagnostics* diagnostics, size_t index,
                                                incent_diagnostic* out);
/* For people, with source lines; and as JSON, the schema of `incent check --format json`, with notes and
   fixes. NULL if memory is short. */
INCENT_API char* incent_diagnostics_text(const incent_diagnostics* diagnostics, incent_language language);
INCENT_API char* incent_diagnostics_json(const incent_diagnostics* diagnostics, incent_language language);
INCENT_API void incent_diagnostics_free(incent_diagnostics* diagnostics);

/* --- Plans --- */

typedef struct incent_plan incent_plan;

/* A file in memory. `path` is a relative one with `/`, as messages show it and `use "..."` finds it. */
typedef struct incent_source {
  const char* path;
  const char* text; /* UTF-8; needs no zero byte at its end */
  size_t text_size; /* bytes */
} incent_source;

/* Compiles `sources[0]`, and what it imports from the others. `*diagnostics`, if `diagnostics` is not NULL,
   is set whenever something was compiled, warnings of a good plan included; free it. */
INCENT_API incent_status incent_compile(const incent_source* sources, size_t num_sources, incent_plan** plan,
                                        incent_diagnostics** diagnostics, incent_error** error);
/* The same from disk. Imports are read beneath the nearest folder with `incent.toml`, else that of `path`. */
INCENT_API incent_status incent_compile_file(const char* path, incent_plan** plan,
                                             incent_diagnostics** diagnostics, incent_error** error);
/* One more owner; each calls incent_plan_free once. Sessions and results own their plan by themselves. */
INCENT_API incent_plan* incent_plan_share(const incent_plan* plan);
INCENT_API void incent_plan_free(incent_plan* plan);

/* A file may hold several plans; NULL for an index past the end. */
INCENT_API size_t incent_plan_count(const incent_plan* plan);
INCENT_API const char* incent_plan_name(const incent_plan* plan, size_t index);
/* SHA-256 in hex of the texts. */
INCENT_API const char* incent_plan_hash(const incent_plan* plan);

/* --- The schema of the input --- */

typedef struct incent_dataset {
  size_t struct_size;
  const char* name;
  size_t num_fields;
  int32_t in_use; /* 0: no plan reads it, and it need not be given */
} incent_dataset;

typedef int32_t incent_kind;
enum {
  INCENT_TEXT = 0,
  INCENT_NUMBER = 1,
  INCENT_DATE = 2,
  INCENT_TIMESTAMP = 3,
  INCENT_PERIOD = 4,
  INCENT_FLAG = 5,
  INCENT_ONE_OF = 6,
  INCENT_REFERENCE = 7
};

typedef struct incent_field {
  size_t struct_size;
  const char* name;   /* in the plan */
  const char* column; /* in batches: the label where there is one, else the name */
  incent_kind kind;
  int32_t scale;    /* number: most fractional digits */
  const char* unit; /* number: "" (plain), "CNY", "points", ... */
  int32_t is_key;
  int32_t is_optional;
  int32_t in_use;     /* 0: the column may be left out */
  const char* target; /* reference: the dataset whose keys it names; else NULL */
  size_t num_labels;  /* one of */
} incent_field;

INCENT_API size_t incent_plan_num_datasets(const incent_plan* plan);
INCENT_API incent_status incent_plan_dataset(const incent_plan* plan, size_t dataset, incent_dataset* out);
INCENT_API incent_status incent_plan_field(const incent_plan* plan, size_t dataset, size_t field,
                                           incent_field* out);
/* A label of a field that is one of several; NULL past the end. */
INCENT_API const char* incent_plan_label(const incent_plan* plan, size_t dataset, size_t field, size_t label);
/* A struct of the columns in use, each in the type that fits best. `out` is the caller's to release. */
INCENT_API incent_status incent_plan_schema(const incent_plan* plan, const char* dataset,
                                            struct ArrowSchema* out, incent_error** error);

/* --- Splitting participants over several sessions --- */

/* Whether a plan of the file, by its index, pays the same if its participants are split over several
   sessions, each with its own ones in incent_session_options. `*may_be_cut` is 1 or 0; `*obstacles`, if
   `obstacles` is not NULL, says why not, with definition and place, and is empty where it may be cut; free
   it. */
INCENT_API incent_status incent_plan_partition(const incent_plan* plan, size_t index, int32_t* may_be_cut,
                                               incent_diagnostics** obstacles, incent_error** error);

typedef int32_t incent_travel;
enum {
  INCENT_TRAVEL_UNREAD = 0, /* the plan does not read the dataset */
  INCENT_TRAVEL_WHOLE = 1,  /* each session needs all of its rows */
  INCENT_TRAVEL_BY_RECIPIENT =
      2 /* each session needs the rows that name one of its participants; also rows whose
           recipient cannot be read, and all rows that share a key with one of these */
};

/* What of a dataset each session needs. INCENT_TRAVEL_UNREAD for an index past the end. */
INCENT_API incent_travel incent_plan_travel(const incent_plan* plan, size_t index, size_t dataset);
/* Where rows of a dataset that travels by recipient name them: "rep", or "rep.boss" for a field of the row
   that `rep` refers to. NULL past the end. */
INCENT_API const char* incent_plan_recipient(const incent_plan* plan, size_t index, size_t dataset,
                                             size_t recipient);

/* --- Sessions --- */

typedef struct incent_session incent_session;
typedef struct incent_result incent_result;

typedef int32_t incent_engine;
enum {
  INCENT_ENGINE_AUTO = 0,       /* by the number of rows */
  INCENT_ENGINE_JIT = 1,        /* machine code, for many rows */
  INCENT_ENGINE_INTERPRETER = 2 /* the reference, for few. All three give the same ledger. */
};

typedef struct incent_session_options {
  size_t struct_size;
  const char* plan; /* NULL: all plans of the file */
  incent_engine engine;
  int32_t num_threads;      /* of machine code, 1 .. 256; 0: 1, which is the caller's own thread */
  int64_t max_rows;         /* of all datasets together; 0: no limit */
  int64_t max_memory_bytes; /* of input and run, as estimated before the run; 0: no limit */
  int64_t max_run_ms;       /* from the start of incent_session_run, milliseconds; 0: no limit */
  int64_t max_kept_rejects; /* the rest is only counted; 0: 100 000 */
  const char* cache_folder; /* keeps machine code for later processes; NULL or "": nothing is kept */
  const char* const*
      participants; /* the keys of the session's own; NULL: all. Only what they earn is paid. */
  size_t num_participants;
} incent_session_options;

/* `options` may be NULL.

   Sessions of a plan share its machine code, and the first one that makes some decides where it is kept.
   With `participants` the session refuses a plan that may not be cut (INCENT_MAY_NOT_BE_CUT), and its run
   fails if the data has no participant of one of these keys.

   `cache_folder` is made with mode 0700 if it is not there, and is not used if it is another user's or if
   others may write to it; it is held to 64 MB. No problem with it is an error. */
INCENT_API incent_status incent_session_new(const incent_plan* plan, const incent_session_options* options,
                                            incent_session** session, incent_error** error);

/*
 * Adds rows to a dataset. `array` is a struct of the columns, found by the names of `schema`; columns that
 * the plan does not know are ignored. Batches of one dataset must have equal schemas.
 *
 *   field of the plan      columns that it takes
 *   text                   utf8, integers
 *   number                 integers, decimal32 .. decimal256, utf8 as in CSV
 *   date                   date32, utf8
 *   timestamp, period      utf8
 *   one of                 utf8
 *   flag                   bool, utf8
 *   reference              what the key of its target takes
 *
 * utf8 stands for utf8, large_utf8 and dictionaries of them by any integers. Columns of nulls go anywhere.
 * Binary floating point is refused: it cannot hold 0.1.
 *
 * Cells and rows that break a rule of the plan's schema become rejects, as those of a CSV file: see
 * incent_result_errors. A failure of this function ends the session.
 *
 * Takes `schema` and `array` over in any case, failure included: their release functions have been called,
 * and are NULL, when it returns. Nothing of them is used later.
 */
INCENT_API incent_status incent_session_push(incent_session* session, const char* dataset,
                                             struct ArrowSchema* schema, struct ArrowArray* array,
                                             incent_error** error);
/* The same for all batches of a stream, which is released as well. */
INCENT_API incent_status incent_session_push_stream(incent_session* session, const char* dataset,
                                                    struct ArrowArrayStream* stream, incent_error** error);

/* Computes all payouts, once. Rejected rows do not make it fail: what depends on them is withheld. */
INCENT_API incent_status incent_session_run(incent_session* session, incent_result** result,
                                            incent_error** error);
/* From any thread: the call that is running, or else the next one, soon returns INCENT_CANCELLED. */
INCENT_API void incent_session_cancel(incent_session* session);
INCENT_API void incent_session_free(incent_session* session);

/* --- Results --- */

typedef struct incent_counts {
  size_t struct_size;
  int64_t num_rows; /* of input, rejected ones left out */
  int64_t num_paid; /* payouts by status */
  int64_t num_held;
  int64_t num_withheld;
  int64_t num_rejects;  /* cells and rows of input that could not be used */
  int64_t num_unplaced; /* of these: nobody can be named, so no payout is withheld for it */
} incent_counts;

INCENT_API incent_status incent_result_counts(const incent_result* result, incent_counts* out);

/* The ledger, its columns and their order as documented in docs/ledger.md: texts that repeat as
   dictionary<int32, utf8>, other texts utf8, dates date32, amounts decimal128(38, the largest scale of a
   component). The stream may outlive the result; it has no thread of its own. */
INCENT_API incent_status incent_result_ledger(const incent_result* result, struct ArrowArrayStream* out,
                                              incent_error** error);

/* What of the input could not be used, in the order of datasets and rows: dataset, row (int64 from 1, in the
   order in which rows were given; null: the whole dataset), column (null: the whole row), key, code
   ("E0603"), reason ("bad_number"), expected, text (the cell), message. */
INCENT_API incent_status incent_result_errors(const incent_result* result, struct ArrowArrayStream* out,
                                              incent_error** error);

/* The bytes that `incent run --out` writes. `write` returns 0 to go on. */
typedef int32_t (*incent_write_function)(void* context, const char* bytes, size_t num_bytes);
typedef int32_t incent_ledger_format;
enum { INCENT_LEDGER_CSV = 0, INCENT_LEDGER_JSON_LINES = 1 };
INCENT_API incent_status incent_result_write_ledger(const incent_result* result, incent_ledger_format format,
                                                    incent_write_function write, void* context,
                                                    incent_error** error);

/* Rejects and errors of values as messages; of the result, not to be freed. */
INCENT_API const incent_diagnostics* incent_result_diagnostics(const incent_result* result);
INCENT_API void incent_result_free(incent_result* result);

#ifdef __cplusplus
}
#endif

#endif /* INCENT_INCENT_H_ */
