/* Computes the payouts of two people from rows in memory, and prints the ledger. */
#include <incent.h>
#include <stdio.h>
#include <string.h>

static const char kPlan[] =
    "incent 1.0\n"
    "data Rep  { key id : text }\n"
    "data Deal { key id : text   rep : Rep   amount : money CNY   won_on : date }\n"
    "plan small for Rep {\n"
    "  effective 2026-01-01 until 2026-12-31\n"
    "  currency  CNY\n"
    "  pays      monthly\n"
    "  round     0.01 CNY half up\n"
    "  credit bookings from Deal { to Deal.rep  on Deal.won_on  amount Deal.amount }\n"
    "  pay commission per bookings = bookings * 5%\n"
    "}\n";

/* --- Rows that lie in static memory: there is nothing to free, and releasing only says so --- */

static void release_schema(struct ArrowSchema* schema) {
  schema->release = NULL;
}
static void release_array(struct ArrowArray* array) {
  array->release = NULL;
}

/* Makes a column; the batch is the one of format "+s". */
static void set_column(struct ArrowSchema* schema, struct ArrowArray* array, const char* name,
                       const char* format, const void** buffers, int64_t num_buffers, int64_t length) {
  memset(schema, 0, sizeof *schema);
  memset(array, 0, sizeof *array);
  schema->name = name;
  schema->format = format;
  schema->release = release_schema;
  array->length = length;
  array->n_buffers = num_buffers;
  array->buffers = buffers;
  array->release = release_array;
}

static const int32_t kIdOffsets[] = {0, 2, 4, 6};
static const int32_t kRepOffsets[] = {0, 2, 4, 6};
/* decimal128, in cents: the low half of each, and the high one. */
static const int64_t kAmounts[] = {100000, 0, 25050, 0, 99999, 0};
static const int32_t kDays[] = {20454, 20485, 20513}; /* 2026-01-01, -02-01, -03-01 */

static incent_status push_reps(incent_session* session, incent_error** error) {
  static const void* no_validity[] = {NULL};
  static const void* id[] = {NULL, kIdOffsets, "r1r2"};
  struct ArrowSchema schema, id_schema, *schemas[] = {&id_schema};
  struct ArrowArray array, id_array, *arrays[] = {&id_array};
  set_column(&schema, &array, "", "+s", no_validity, 1, 2);
  set_column(&id_schema, &id_array, "id", "u", id, 3, 2);
  schema.n_children = array.n_children = 1;
  schema.children = schemas;
  array.children = arrays;
  return incent_session_push(session, "Rep", &schema, &array, error);
}

static incent_status push_deals(incent_session* session, incent_error** error) {
  static const void* no_validity[] = {NULL};
  static const void* id[] = {NULL, kIdOffsets, "d1d2d3"};
  static const void* rep[] = {NULL, kRepOffsets, "r1r2r1"};
  static const void* amount[] = {NULL, kAmounts};
  static const void* won_on[] = {NULL, kDays};
  struct ArrowSchema schema, columns[4], *schemas[4];
  struct ArrowArray array, arrays[4], *pointers[4];
  int i;
  set_column(&schema, &array, "", "+s", no_validity, 1, 3);
  set_column(&columns[0], &arrays[0], "id", "u", id, 3, 3);
  set_column(&columns[1], &arrays[1], "rep", "u", rep, 3, 3);
  set_column(&columns[2], &arrays[2], "amount", "d:18,2", amount, 2, 3);
  set_column(&columns[3], &arrays[3], "won_on", "tdD", won_on, 2, 3);
  for (i = 0; i < 4; ++i) {
    schemas[i] = &columns[i];
    pointers[i] = &arrays[i];
  }
  schema.n_children = array.n_children = 4;
  schema.children = schemas;
  array.children = pointers;
  return incent_session_push(session, "Deal", &schema, &array, error);
}

static int32_t print(void* context, const char* bytes, size_t num_bytes) {
  return fwrite(bytes, 1, num_bytes, (FILE*)context) == num_bytes ? 0 : 1;
}

int main(void) {
  const incent_source source = {"small.incent", kPlan, sizeof kPlan - 1};
  incent_plan* plan = NULL;
  incent_session* session = NULL;
  incent_result* result = NULL;
  incent_error* error = NULL;
  incent_status status = incent_check_abi(INCENT_ABI_VERSION);

  if (status == INCENT_OK) status = incent_compile(&source, 1, &plan, NULL, &error);
  if (status == INCENT_OK) status = incent_session_new(plan, NULL, &session, &error);
  if (status == INCENT_OK) status = push_reps(session, &error);
  if (status == INCENT_OK) status = push_deals(session, &error);
  if (status == INCENT_OK) status = incent_session_run(session, &result, &error);
  if (status == INCENT_OK)
    status = incent_result_write_ledger(result, INCENT_LEDGER_CSV, print, stdout, &error);
  if (status != INCENT_OK)
    fprintf(stderr, "%s: %s\n", incent_status_name(status), incent_error_message(error, INCENT_ENGLISH));

  incent_error_free(error);
  incent_result_free(result);
  incent_session_free(session);
  incent_plan_free(plan);
  return status == INCENT_OK ? 0 : 1;
}
