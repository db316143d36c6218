// strftime: what the function of the module time does not know is replaced before it is called.
#include <fmt/format.h>

#include "modules/datetime/datetime.h"
#include "runtime/call.h"
#include "runtime/named_access.h"

namespace memphis::datetime {

namespace {

constexpr int kFirstLongYear = 1000;  // the system pads no shorter ones

class Formatter {
 public:
  Formatter(Thread& thread, Moment* moment, Value time_tuple, Value zone_argument)
      : thread_(thread), moment_(moment), time_tuple_(time_tuple), zone_argument_(zone_argument) {}

  Value format(Str* format) {
    std::string given;
    append_utf8(format, given);
    for (size_t i = 0; i < given.size(); i++) {
      if (given[i] != '%' || i + 1 == given.size()) {
        text_ += given[i];
        continue;
      }
      i++;
      if (given[i] == ':' && i + 1 < given.size() && given[i + 1] == 'z') {
        i++;
        TRY(append_utcoffset(thread_, text_, moment_->tzinfo, zone_argument_, ":"));
      } else {
        TRY(add_directive(given[i]));
      }
    }
    return format_time(text_);
  }

 private:
  Value format_time(const std::string& text) {
    Value strftime = TRY(import_attribute(thread_, "time", "strftime"));
    return call(thread_, strftime, {Value(TRY(make_str(thread_, text))), time_tuple_});
  }

  Status add_directive(char directive) {
    const int year = is_time(moment_) ? 1900 : moment_->year;
    switch (directive) {
      case 'f': text_ += fmt::format("{:06}", moment_->microsecond); return {};
      case 'z': return append_utcoffset(thread_, text_, moment_->tzinfo, zone_argument_, "");
      case 'Z': return add_zone_name();
      case 'Y':
      case 'G':
      case 'F':
      case 'C':
        if (year < kFirstLongYear) return add_short_year(directive, year);
        break;
      default: break;
    }
    text_ += '%';
    text_ += directive;
    return {};
  }

  Status add_zone_name() {
    Value name = TRY(call_tzname(thread_, moment_->tzinfo, zone_argument_));
    if (name.is_none()) return {};
    Value percent = TRY(make_str(thread_, "%"));
    Value doubled = TRY(make_str(thread_, "%%"));
    Str* replace = TRY(intern_text(thread_.runtime, "replace"));
    Value escaped = TRY(call_method(thread_, name, replace, {percent, doubled}));
    if (!is_str(escaped)) return raise_type_error(thread_, "tzname.replace() did not return a string");
    append_utf8(escaped.as<Str>(), text_);
    return {};
  }

  Status add_short_year(char directive, int year) {
    if (directive == 'C') {
      text_ += fmt::format("{:02}", year / 100);
    } else if (directive == 'G') {
      text_ += fmt::format("{:04}", iso_date_of(moment_->parts()).year);
    } else {
      text_ += fmt::format("{:04}", year);
      if (directive == 'F') text_ += fmt::format("-{:02}-{:02}", moment_->month, moment_->day);
    }
    return {};
  }

  Thread& thread_;
  Moment* moment_;
  Value time_tuple_, zone_argument_;
  std::string text_;
};

}  // namespace

Value format_moment(Thread& thread, Moment* moment, Str* format, Value time_tuple, Value zone_argument) {
  return Formatter(thread, moment, time_tuple, zone_argument).format(format);
}

}  // namespace memphis::datetime
