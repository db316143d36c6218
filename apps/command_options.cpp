#include "command_options.h"

#include <cstdlib>
#include <cstring>
#include <string_view>

namespace {

// Collects the options; python lets letters without an argument stand together (-bbEs).
class OptionParser {
 public:
  OptionParser(int argc, char** argv) : argc_(argc), argv_(argv) {}

  CommandOptions parse() {
    flags().dont_write_bytecode = false;
    if (const char* engine = getenv("MEMPHIS_ENGINE"); engine != nullptr && *engine != 0) set_engine(engine);
    bool is_done = false;
    while (!is_done && result_.complaint.empty() && result_.next < argc_) {
      std::string_view argument(argv_[result_.next]);
      if (argument.size() < 2 || argument[0] != '-') break;
      result_.next++;
      is_done = argument[1] == '-' ? take_word(argument) : take_letters(argument.substr(1));
    }
    finish();
    return std::move(result_);
  }

 private:
  memphis::ContextOptions& context() { return result_.context; }
  memphis::CommandFlags& flags() { return result_.context.flags; }

  void set_engine(std::string_view name) {
    if (name == "vm") {
      context().engine = memphis::Engine::kVm;
    } else if (name == "treewalk") {
      context().engine = memphis::Engine::kTreewalk;
    } else {
      result_.complaint = "unknown engine: " + std::string(name) + " (vm or treewalk)";
    }
  }

  void set_hash_policy(std::string_view policy) {
    if (policy != "always" && policy != "default" && policy != "never") {
      result_.complaint = "--check-hash-based-pycs must be one of 'default', 'always', or 'never'";
    }
    context().check_hash_based_pycs = policy;
  }

  // True: what follows is no option.
  bool take_word(std::string_view argument) {
    if (argument == "--version") {
      result_.wanted = CommandOptions::Wanted::kVersion;
    } else if (argument == "--help" || argument == "--help-all") {
      result_.wanted = CommandOptions::Wanted::kHelp;
    } else if (argument.starts_with("--engine=")) {
      set_engine(argument.substr(9));
    } else if (argument == "--check-hash-based-pycs" && result_.next < argc_) {
      set_hash_policy(argv_[result_.next++]);
    } else if (argument == "--") {
      return true;
    } else {
      result_.complaint = "unknown option " + std::string(argument);
    }
    return result_.wanted != CommandOptions::Wanted::kProgram;
  }

  bool take_letters(std::string_view letters) {
    for (size_t i = 0; i < letters.size(); i++) {
      char letter = letters[i];
      if (take_flag(letter)) continue;
      if (letter == 'V' || letter == 'h' || letter == '?') {
        result_.wanted = letter == 'V' ? CommandOptions::Wanted::kVersion : CommandOptions::Wanted::kHelp;
        return true;
      }
      if (strchr("cmWX", letter) != nullptr) return take_with_argument(letter, letters.substr(i + 1));
      result_.complaint = std::string("unknown option -") + letter;
      return true;
    }
    return false;
  }

  bool take_flag(char letter) {
    switch (letter) {
      case 'b': flags().bytes_warning++; return true;
      case 'B': flags().dont_write_bytecode = true; return true;
      case 'd': flags().debug++; return true;
      case 'E': ignores_environment_ = true; return true;
      case 'i': flags().inspect = true; return true;
      case 'I': ignores_environment_ = flags().isolated = flags().no_user_site = flags().safe_path = true; return true;
      case 'O': context().optimize++; return true;
      case 'P': flags().safe_path = true; return true;
      case 'q': flags().quiet++; return true;
      case 'R': return true;
      case 's': flags().no_user_site = true; return true;
      case 'S': flags().no_site = true; return true;
      case 'u': context().unbuffered = true; return true;
      case 'v': flags().verbose++; return true;
      case 'x': flags().skip_first_line = true; return true;
      default: return false;
    }
  }

  bool take_with_argument(char letter, std::string_view attached) {
    std::string value(attached);
    if (attached.empty()) {
      if (result_.next >= argc_) {
        result_.complaint = std::string("Argument expected for the -") + letter + " option";
        return true;
      }
      value = argv_[result_.next++];
    }
    if (letter == 'W') {
      warnings_.push_back(value);
      return false;
    }
    if (letter == 'X') {
      take_extended(value);
      return false;
    }
    result_.wanted = letter == 'c' ? CommandOptions::Wanted::kCode : CommandOptions::Wanted::kModule;
    result_.target = value;
    return true;
  }

  void take_extended(const std::string& option) {
    context().extended_options.push_back(option);
    std::string_view name = std::string_view(option).substr(0, option.find('='));
    std::string_view value = name.size() < option.size() ? std::string_view(option).substr(name.size() + 1) : "";
    if (name == "dev") {
      flags().dev_mode = true;
    } else if (name == "faulthandler") {
      flags().fault_handler = true;
    } else if (name == "utf8") {
      flags().utf8_mode = value != "0";
    } else if (name == "warn_default_encoding") {
      flags().warn_default_encoding = true;
    } else if (name == "engine") {
      set_engine(value);
    } else if (name == "int_max_str_digits") {
      set_int_limit(value);
    }
  }

  void set_int_limit(std::string_view value) {
    constexpr unsigned long kSmallest = 640;
    char* end = nullptr;
    std::string text(value);
    unsigned long limit = strtoul(text.c_str(), &end, 10);
    if (text.empty() || *end != 0 || (limit != 0 && limit < kSmallest) || limit > UINT32_MAX) {
      result_.complaint = "-X int_max_str_digits: invalid limit; must be >= 640 or 0 for unlimited.";
    } else {
      context().int_max_str_digits = static_cast<uint32_t>(limit);
    }
  }

  static bool is_set(const char* name) {
    const char* value = getenv(name);
    return value != nullptr && *value != 0;
  }

  void take_environment() {
    if (is_set("PYTHONDEVMODE")) flags().dev_mode = true;
    if (is_set("PYTHONDONTWRITEBYTECODE")) flags().dont_write_bytecode = true;
    if (is_set("PYTHONINSPECT")) flags().inspect = true;
    if (is_set("PYTHONSAFEPATH")) flags().safe_path = true;
    if (is_set("PYTHONNOUSERSITE")) flags().no_user_site = true;
    if (is_set("PYTHONWARNDEFAULTENCODING")) flags().warn_default_encoding = true;
    if (is_set("PYTHONFAULTHANDLER")) flags().fault_handler = true;
    if (is_set("PYTHONINTMAXSTRDIGITS") &&
        context().int_max_str_digits == memphis::ContextOptions().int_max_str_digits) {
      set_int_limit(getenv("PYTHONINTMAXSTRDIGITS"));
    }
    if (is_set("PYTHONOPTIMIZE") && context().optimize == 0) {
      int level = atoi(getenv("PYTHONOPTIMIZE"));
      context().optimize = level > 0 ? level : 1;
    }
    const char* warnings = getenv("PYTHONWARNINGS");
    for (std::string_view rest = warnings == nullptr ? "" : warnings; !rest.empty();) {
      size_t comma = rest.find(',');
      context().warning_options.emplace_back(rest.substr(0, comma));
      rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    }
  }

  // Later warning options come before earlier ones when they are applied.
  void finish() {
    context().use_environment = !ignores_environment_;
    if (context().optimize > 2) context().optimize = 2;
    if (context().use_environment) take_environment();
    std::vector<std::string>& warnings = context().warning_options;
    if (flags().dev_mode) {
      flags().fault_handler = true;
      warnings.insert(warnings.begin(), "default");
    }
    warnings.insert(warnings.end(), warnings_.begin(), warnings_.end());
    if (flags().bytes_warning > 1) {
      warnings.emplace_back("error::BytesWarning");
    } else if (flags().bytes_warning == 1) {
      warnings.emplace_back("default::BytesWarning");
    }
    for (int i = 0; i < argc_; i++) context().original_arguments.emplace_back(argv_[i]);
  }

  int argc_;
  char** argv_;
  CommandOptions result_;
  std::vector<std::string> warnings_;
  bool ignores_environment_ = false;
};

}  // namespace

CommandOptions parse_options(int argc, char** argv) { return OptionParser(argc, argv).parse(); }
