// str.format, str.format_map and str.__format__.
#include "base/format_spec.h"
#include "builtins/str_parts.h"
#include "builtins/text_arguments.h"
#include "runtime/attribute.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/format_template.h"
#include "runtime/str_units.h"
#include "runtime/text_builder.h"

namespace memphis {

namespace {

enum class Numbering : uint8_t { kUndecided, kAutomatic, kManual };

class Formatter {
 public:
  // `positional` null: format_map.
  Formatter(Thread& thread, Str* text, Tuple* positional, Value named)
      : thread_(thread), text_(text), positional_(positional), named_(named) {}

  // Formats text[start:end] into `out`. `depth`: how many more levels of fields within specs are allowed.
  Status run(size_t start, size_t end, int depth, TextBuilder& out);

 private:
  Status append_field(const TemplatePart& part, int depth, TextBuilder& out);
  Value spec_of(const TemplatePart& part, int depth);
  Value field_value(const TemplatePart& part);
  Value first_value(const NamePart& part);
  Value convert(Value value, char32_t conversion);
  Status decide(Numbering numbering);

  Thread& thread_;
  Str* text_;
  Tuple* positional_;
  Value named_;
  Numbering numbering_ = Numbering::kUndecided;
  int64_t next_index_ = 0;
};

Status Formatter::run(size_t start, size_t end, int depth, TextBuilder& out) {
  if (depth < 0) return raise_value_error(thread_, "Max string recursion exceeded");
  TemplateReader reader(thread_, text_, start, end);
  TemplatePart part;
  while (TRY(reader.next(part))) {
    out.append_range(text_, part.literal_start, part.literal_end);
    if (part.has_field) TRY(append_field(part, depth, out));
  }
  return {};
}

Status Formatter::decide(Numbering numbering) {
  if (numbering_ == Numbering::kUndecided) numbering_ = numbering;
  if (numbering_ == numbering) return {};
  if (numbering == Numbering::kAutomatic) {
    return raise_value_error(thread_, "cannot switch from manual field specification to automatic field numbering");
  }
  return raise_value_error(thread_, "cannot switch from automatic field numbering to manual field specification");
}

Value Formatter::first_value(const NamePart& part) {
  int64_t index = part.index;
  bool empty = part.start == part.end;
  if (empty || index >= 0) TRY(decide(empty ? Numbering::kAutomatic : Numbering::kManual));
  if (empty) index = next_index_++;
  if (index >= 0) {
    if (positional_ == nullptr) return raise_value_error(thread_, "Format string contains positional fields");
    if (static_cast<uint64_t>(index) < positional_->size) return positional_->items[index];
    return raise(thread_, ExceptionId::kIndexError, "Replacement index {} out of range for positional args tuple",
                 index);
  }
  Str* name = TRY(substring(thread_, text_, part.start, part.end));
  if (named_.is_unbound()) return raise_key_error(thread_, name);
  if (positional_ == nullptr) return get_item(thread_, named_, name);
  Value value = TRY(dict_get(thread_, named_.as<Dict>(), name));
  if (value.is_unbound()) return raise_key_error(thread_, name);
  return value;
}

Value Formatter::field_value(const TemplatePart& part) {
  FieldNameReader reader(thread_, text_, part.name_start, part.name_end);
  NamePart name = TRY(reader.first());
  Value value = TRY(first_value(name));
  while (TRY(reader.next(name))) {
    if (!name.is_attribute && name.index >= 0) {
      value = TRY(get_item(thread_, value, make_int(thread_, name.index)));
      continue;
    }
    Str* key = TRY(substring(thread_, text_, name.start, name.end));
    if (name.is_attribute) {
      value = TRY(get_attribute(thread_, value, intern(thread_.runtime, key)));
    } else {
      value = TRY(get_item(thread_, value, key));
    }
  }
  return value;
}

Value Formatter::convert(Value value, char32_t conversion) {
  switch (conversion) {
    case 0: return value;
    case 'r': return repr(thread_, value);
    case 's': return to_str(thread_, value);
    case 'a': return ascii(thread_, value);
    default:
      if (conversion > 32 && conversion < 127) {
        return raise_value_error(thread_, "Unknown conversion specifier {}", static_cast<char>(conversion));
      }
      return raise_value_error(thread_, "Unknown conversion specifier \\x{:x}", static_cast<uint32_t>(conversion));
  }
}

Value Formatter::spec_of(const TemplatePart& part, int depth) {
  if (!part.spec_has_fields) return substring(thread_, text_, part.spec_start, part.spec_end);
  TextBuilder out(thread_);
  TRY(run(part.spec_start, part.spec_end, depth - 1, out));
  return out.finish();
}

Status Formatter::append_field(const TemplatePart& part, int depth, TextBuilder& out) {
  Value value = TRY(field_value(part));
  value = TRY(convert(value, part.conversion));
  if (part.spec_start == part.spec_end && is_exact_str(value)) {
    out.append(value.as<Str>());
    return {};
  }
  Value spec = TRY(spec_of(part, depth));
  Value text = TRY(format_value(thread_, value, spec));
  out.append(text.as<Str>());
  return {};
}

Value format_with(Thread& thread, Str* text, Tuple* positional, Value named) {
  TextBuilder out(thread);
  Formatter formatter(thread, text, positional, named);
  TRY(formatter.run(0, text->length(), 1, out));
  return out.finish();
}

bool has_brace(const Str* text) {
  return with_units(text, [](auto* units, size_t count) {
    for (size_t i = 0; i < count; i++) {
      if (units[i] == '{' || units[i] == '}') return true;
    }
    return false;
  });
}

}  // namespace

Value str_format(Thread& thread, Value* args) {
  if (!has_brace(self_str(args))) return args[0];
  return format_with(thread, self_str(args), args[1].as<Tuple>(), args[2]);
}

Value str_format_map(Thread& thread, Value* args) {
  if (!has_brace(self_str(args))) return args[0];
  return format_with(thread, self_str(args), nullptr, args[1]);
}

Value str_dunder_format(Thread& thread, Value* args) {
  Str* text = self_str(args);
  Str* spec_text = TRY(str_argument(thread, args[1], "__format__", 0));
  if (spec_text->length() == 0) return to_str(thread, args[0]);
  FormatSpec spec;
  FormatError error;
  std::string name = type_name(thread, args[0]);
  bool parsed = with_units(spec_text, [&](auto* units, size_t count) {
    return parse_format_spec(units, count, kTextFormatDefaults, name, spec, error);
  });
  TextLayout layout;
  if (!parsed || !lay_out_text(spec, text->length(), name, layout, error)) return raise_format_error(thread, error);
  TextBuilder out(thread);
  out.append_fill(spec.fill, layout.left);
  out.append_range(text, 0, layout.text);
  out.append_fill(spec.fill, layout.right);
  return out.finish();
}

}  // namespace memphis
