// The syntax of str.format: a template is literal text and fields in braces, {name!conversion:spec}; a name is a first
// part and then attributes and items. For str.format and for the module _string.
#pragma once

#include "runtime/make.h"

namespace memphis {

struct TemplatePart {
  size_t literal_start = 0, literal_end = 0;
  bool has_field = false;
  size_t name_start = 0, name_end = 0;
  size_t spec_start = 0, spec_end = 0;
  bool spec_has_fields = false;
  char32_t conversion = 0;  // 0: none
};

class TemplateReader {
 public:
  // text[start:end]
  TemplateReader(Thread& thread, const Str* text, size_t start, size_t end)
      : thread_(thread), text_(text), at_(start), end_(end) {}
  // False at the end. ValueError for what is malformed.
  Fallible<bool> next(TemplatePart& part);
  size_t position() const { return at_; }

 private:
  Status read_field(TemplatePart& part);
  Status read_spec(TemplatePart& part);

  Thread& thread_;
  const Str* text_;
  size_t at_;
  size_t end_;
};

// A name, or an index when all its characters are decimal digits.
struct NamePart {
  size_t start = 0, end = 0;
  int64_t index = -1;
  bool is_attribute = false;
};

class FieldNameReader {
 public:
  FieldNameReader(Thread& thread, const Str* text, size_t start, size_t end)
      : thread_(thread), text_(text), at_(start), end_(end) {}
  // To be called first.
  Fallible<NamePart> first();
  // The next attribute or item; false at the end.
  Fallible<bool> next(NamePart& part);
  size_t position() const { return at_; }

 private:
  Status set_index(NamePart& part);

  Thread& thread_;
  const Str* text_;
  size_t at_;
  size_t end_;
};

}  // namespace memphis
