// glibc's word for whether a process has one thread only, which counters of references ask. ANTLR's archive
// is code for programs and reads it where a program has it, so that libincent must have one of its own; 0 is
// right for any number of threads.
extern "C" {
[[gnu::visibility("hidden")]] extern char incent_has_one_thread asm("__libc_single_threaded");
char incent_has_one_thread = 0;
}
