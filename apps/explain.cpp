#include "explain.h"

#include <memphis/explain.h>
#include <memphis/memphis.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "side_by_side.h"
#include "standard_input.h"
#include "terminal.h"

namespace {

using memphis::ExplainStage;

struct StageName {
  ExplainStage stage;
  const char* name;
};
constexpr StageName kStages[] = {{ExplainStage::kTokens, "tokens"},
                                 {ExplainStage::kAst, "ast"},
                                 {ExplainStage::kScopes, "scopes"},
                                 {ExplainStage::kBytecode, "bytecode"}};

const char* name_of(ExplainStage stage) {
  for (const StageName& entry : kStages) {
    if (entry.stage == stage) return entry.name;
  }
  return "";
}

std::vector<ExplainStage> stages_of(const std::string& name) {
  std::vector<ExplainStage> stages;
  for (const StageName& entry : kStages) {
    if (name == "all" || name == entry.name) stages.push_back(entry.stage);
  }
  return stages;
}

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') {
      (out += '\\') += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escape[8];
      snprintf(escape, sizeof escape, "\\u%04x", c);
      out += escape;
    } else {
      out += c;
    }
  }
  return out + "\"";
}

// How the program ended.
struct Outcome {
  std::string output;  // only when it was captured
  std::string errors;
  std::string result;  // repr of the value of its last statement; empty: it has none
  int status = 0;
};

int exit_status(const memphis::Error& error) {
  if (error.type_name != "SystemExit") return 1;
  memphis::Result<memphis::Object> code = error.exception.attribute("code");
  if (!code.ok()) return 1;
  if (code->is_none()) return 0;
  return code->kind() == memphis::ObjectKind::kInt ? code->to<int>().value_or(255) & 0xff : 1;
}

// Runs the program. Its output goes to the standard streams, or is captured.
Outcome run_program(const ExplainCommand& command, const std::string& text, bool capture) {
  Outcome outcome;
  memphis::ContextOptions options = command.options;
  if (capture) {
    options.standard_output = [&](std::string_view piece) { outcome.output += piece; };
    options.standard_error = [&](std::string_view piece) { outcome.errors += piece; };
  }
  bool is_input = command.file == "-";
  memphis::Result<memphis::Context> context = is_input ? memphis::Context::from_text(text, options, "<stdin>")
                                                       : memphis::Context::from_file(command.file, options);
  if (!context.ok()) {
    outcome.errors += context.error().traceback;
    outcome.status = 1;
    return outcome;
  }
  memphis::Result<memphis::Object> value = (*std::move(context)).evaluate_oneshot();
  if (value.ok()) {
    if (!value->is_none()) outcome.result = value->repr().value_or("<repr() has failed>");
    return outcome;
  }
  outcome.status = exit_status(value.error());
  if (value.error().type_name != "SystemExit") outcome.errors += value.error().traceback;
  return outcome;
}

void print_json(const memphis::Explanation& explanation, const Outcome* outcome) {
  std::string out = "{\"file\": " + json_string(explanation.filename) + ",\n \"source\": [";
  for (const std::string& line : explanation.lines) {
    if (&line != &explanation.lines.front()) out += ", ";
    out += json_string(line);
  }
  out += "]";
  for (const memphis::ExplainedStage& stage : explanation.stages) {
    std::string_view json = stage.json;
    while (json.ends_with('\n')) json.remove_suffix(1);
    ((((out += ",\n \"") += name_of(stage.stage)) += "\": ") += json);
  }
  out += ",\n \"error\": " + (explanation.error.empty() ? "null" : json_string(explanation.error));
  if (outcome != nullptr) {
    out += ",\n \"output\": " + json_string(outcome->output) + ",\n \"errors\": " + json_string(outcome->errors);
    out += ",\n \"result\": " + (outcome->result.empty() ? "null" : json_string(outcome->result));
    out += ",\n \"status\": " + std::to_string(outcome->status);
  }
  out += "}\n";
  fwrite(out.data(), 1, out.size(), stdout);
}

void print_pages(const memphis::Explanation& explanation, PageStyle style) {
  std::string out;
  for (const memphis::ExplainedStage& stage : explanation.stages) {
    if (!out.empty()) out += '\n';
    out += page_title(name_of(stage.stage), style);
    out += side_by_side(explanation, stage, style);
  }
  fwrite(out.data(), 1, out.size(), stdout);
  fflush(stdout);
  if (!explanation.error.empty()) fputs(explanation.error.c_str(), stderr);
}

// The end of the road: the program runs below a title of its own.
int print_run(const ExplainCommand& command, const std::string& text, PageStyle style) {
  fputs(("\n" + page_title("output", style)).c_str(), stdout);
  fflush(stdout);
  Outcome outcome = run_program(command, text, false);
  fputs(outcome.errors.c_str(), stderr);
  std::string result = outcome.result.empty() ? "None" : outcome.result;
  fputs(("\n" + page_title("result", style) + result + "\n").c_str(), stdout);
  return outcome.status;
}

PageStyle style_of(const ExplainCommand& command) {
  PageStyle style;
  style.width = command.width > 0 ? command.width : terminal_width();
  style.color = use_color(command.color == "always"  ? ColorChoice::kAlways
                          : command.color == "never" ? ColorChoice::kNever
                                                     : ColorChoice::kAuto);
  return style;
}

// --name=value, or an option of that name alone.
bool take_option(ExplainCommand& command, std::string_view argument) {
  std::string_view value = argument.substr(std::min(argument.find('='), argument.size() - 1) + 1);
  if (argument == "--json") {
    command.json = true;
  } else if (argument.starts_with("--width=")) {
    command.width = atoi(std::string(value).c_str());
    return command.width > 0;
  } else if (argument.starts_with("--color=")) {
    command.color = value;
    return value == "auto" || value == "always" || value == "never";
  } else if (argument == "--engine=vm" || argument == "--engine=treewalk") {
    command.options.engine = value == "vm" ? memphis::Engine::kVm : memphis::Engine::kTreewalk;
  } else {
    return false;
  }
  return true;
}

}  // namespace

ExplainCommand parse_explain(const std::vector<std::string>& arguments, const memphis::ContextOptions& options) {
  ExplainCommand command;
  command.options = options;
  std::vector<std::string> plain;
  for (const std::string& argument : arguments) {
    if (argument.size() < 2 || argument[0] != '-') {
      plain.push_back(argument);
    } else if (!take_option(command, argument)) {
      command.complaint = "what is " + argument + "?";
      return command;
    }
  }
  if (plain.size() < 2 || stages_of(plain[0]).empty()) {
    command.complaint =
        plain.empty() || !stages_of(plain[0]).empty() ? "a stage and a file are needed" : "no stage: " + plain[0];
    return command;
  }
  command.stage = plain[0];
  command.file = plain[1];
  command.options.arguments.assign(plain.begin() + 1, plain.end());
  return command;
}

int run_explain(const ExplainCommand& command) {
  std::vector<ExplainStage> stages = stages_of(command.stage);
  bool runs = command.stage == "all";
  std::string text = command.file == "-" ? read_standard_input() : "";
  memphis::Result<memphis::Explanation> explanation = command.file == "-"
                                                          ? memphis::explain_text(text, "<stdin>", stages)
                                                          : memphis::explain_file(command.file, stages);
  if (!explanation.ok()) {
    fprintf(stderr, "memphis: %s\n", explanation.error().message.c_str());
    return 2;
  }
  bool is_broken = !explanation->error.empty();
  if (command.json) {
    Outcome outcome;
    if (runs && !is_broken) outcome = run_program(command, text, true);
    print_json(*explanation, runs && !is_broken ? &outcome : nullptr);
    return is_broken ? 1 : outcome.status;
  }
  PageStyle style = style_of(command);
  print_pages(*explanation, style);
  if (is_broken) return 1;
  return runs ? print_run(command, text, style) : 0;
}
