#include <antlr4-runtime.h>

// ANTLR's parsers bring a matcher of tree patterns along, which nothing here calls and which reads text by
// this class. The archive that systems have holds the class as code for programs only, so a shared library
// that takes it does not link. With the functions here, where the linker is told to look first, the archive's
// are not taken.
namespace antlr4 {

ANTLRInputStream::ANTLRInputStream(const std::string& /*input*/) : p(0) {}

void ANTLRInputStream::load(const std::string& /*input*/) {}
void ANTLRInputStream::load(std::istream& /*stream*/) {}
void ANTLRInputStream::reset() {}
void ANTLRInputStream::consume() {}
size_t ANTLRInputStream::LA(ssize_t /*i*/) {
  return EOF;
}
size_t ANTLRInputStream::LT(ssize_t /*i*/) {
  return EOF;
}
size_t ANTLRInputStream::index() {
  return 0;
}
size_t ANTLRInputStream::size() {
  return 0;
}
ssize_t ANTLRInputStream::mark() {
  return -1;
}
void ANTLRInputStream::release(ssize_t /*marker*/) {}
void ANTLRInputStream::seek(size_t /*index*/) {}
std::string ANTLRInputStream::getText(const misc::Interval& /*interval*/) {
  return {};
}
std::string ANTLRInputStream::getSourceName() const {
  return {};
}
std::string ANTLRInputStream::toString() const {
  return {};
}

}  // namespace antlr4
