#include "runtime/format_template.h"

#include "base/unicode.h"
#include "runtime/error.h"

namespace memphis {

Fallible<bool> TemplateReader::next(TemplatePart& part) {
  part = TemplatePart{};
  if (at_ >= end_) return false;
  part.literal_start = at_;
  char32_t c = 0;
  while (at_ < end_) {
    c = text_->at(at_++);
    if (c == '{' || c == '}') break;
    c = 0;
  }
  part.literal_end = at_;
  if (c == 0) return true;
  bool doubled = at_ < end_ && text_->at(at_) == c;
  if (doubled) {  // one brace belongs to the literal text
    at_++;
    return true;
  }
  if (c == '}') return raise_value_error(thread_, "Single '}}' encountered in format string");
  if (at_ == end_) return raise_value_error(thread_, "Single '{{' encountered in format string");
  part.literal_end--;
  part.has_field = true;
  TRY(read_field(part));
  return true;
}

Status TemplateReader::read_field(TemplatePart& part) {
  part.name_start = at_;
  char32_t c = 0;
  while (at_ < end_) {
    c = text_->at(at_++);
    if (c == '{') return raise_value_error(thread_, "unexpected '{{' in field name");
    if (c == '[') {
      while (at_ < end_ && text_->at(at_) != ']') at_++;
      c = 0;
      continue;
    }
    if (c == '}' || c == ':' || c == '!') break;
    c = 0;
  }
  if (c == 0) return raise_value_error(thread_, "expected '}}' before end of string");
  part.name_end = at_ - 1;
  part.spec_start = part.spec_end = at_;
  if (c == '}') return {};
  if (c == '!') {
    if (at_ >= end_) return raise_value_error(thread_, "end of string while looking for conversion specifier");
    part.conversion = text_->at(at_++);
    if (at_ < end_) {
      c = text_->at(at_++);
      if (c == '}') return {};
      if (c != ':') return raise_value_error(thread_, "expected ':' after conversion specifier");
    }
  }
  return read_spec(part);
}

Status TemplateReader::read_spec(TemplatePart& part) {
  part.spec_start = at_;
  size_t depth = 1;
  while (at_ < end_) {
    char32_t c = text_->at(at_++);
    if (c == '{') {
      part.spec_has_fields = true;
      depth++;
    } else if (c == '}' && --depth == 0) {
      part.spec_end = at_ - 1;
      return {};
    }
  }
  return raise_value_error(thread_, "unmatched '{{' in format spec");
}

Status FieldNameReader::set_index(NamePart& part) {
  if (part.start == part.end) return {};
  int64_t index = 0;
  for (size_t i = part.start; i < part.end; i++) {
    int digit = unicode::decimal_value(text_->at(i));
    if (digit < 0) return {};
    if (index > (INT64_MAX - digit) / 10) return raise_value_error(thread_, "Too many decimal digits in format string");
    index = index * 10 + digit;
  }
  part.index = index;
  return {};
}

Fallible<NamePart> FieldNameReader::first() {
  NamePart part;
  part.start = at_;
  while (at_ < end_ && text_->at(at_) != '.' && text_->at(at_) != '[') at_++;
  part.end = at_;
  TRY(set_index(part));
  return part;
}

Fallible<bool> FieldNameReader::next(NamePart& part) {
  part = NamePart{};
  if (at_ >= end_) return false;
  char32_t c = text_->at(at_++);
  part.start = at_;
  if (c == '.') {
    part.is_attribute = true;
    while (at_ < end_ && text_->at(at_) != '.' && text_->at(at_) != '[') at_++;
    part.end = at_;
  } else if (c == '[') {
    while (at_ < end_ && text_->at(at_) != ']') at_++;
    if (at_ == end_) return raise_value_error(thread_, "Missing ']' in format string");
    part.end = at_++;
    TRY(set_index(part));
  } else {
    return raise_value_error(thread_, "Only '.' or '[' may follow ']' in format field specifier");
  }
  if (part.start == part.end) return raise_value_error(thread_, "Empty attribute in format string");
  return true;
}

}  // namespace memphis
