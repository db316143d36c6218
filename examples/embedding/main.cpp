// A shop whose prices are decided by rules written in Python. It shows the whole interface: a Context with limits,
// functions of C++ that Python calls, functions of Python that C++ calls, and errors as values.
#include <memphis/memphis.h>

#include <iostream>
#include <string>
#include <vector>

namespace {

// The rules as a customer might write them; a program would read them from a file.
constexpr const char* kRules = R"(
def price(item, count, *, member=False):
    total = list_price(item) * count
    if count >= 10:
        note(f"{item}: quantity discount")
        total *= 0.9
    if member:
        total -= 1
    return round(total, 2)
)";

struct Order {
  std::string item;
  int count;
  bool member;
};

}  // namespace

int main() {
  // An interpreter may not take more than this, whatever the rules do.
  memphis::ContextOptions options;
  options.memory_limit = 64 << 20;
  options.recursion_limit = 200;
  memphis::Result<memphis::Context> made = memphis::Context::create(options);
  if (!made.ok()) {
    std::cerr << made.error().traceback;
    return 1;
  }
  memphis::Context context = *std::move(made);

  // What Python may ask of us. The signature is Python's; arguments and results are C++ values.
  std::vector<std::string> notes;
  context.define("note(text, /)", [&](std::string text) { notes.push_back(std::move(text)); }).value();
  context
      .define("list_price(item, /)",
              [](const std::string& item) -> memphis::Result<double> {
                if (item == "tea") return 3.5;
                if (item == "cup") return 8.0;
                return memphis::Error::make("LookupError", "we do not sell " + item);
              })
      .value();

  if (memphis::Result<void> loaded = context.run(kRules, "<rules>"); !loaded.ok()) {
    std::cerr << loaded.error().traceback;
    return 1;
  }
  memphis::Object price = context.global("price").value();

  for (const Order& order : std::vector<Order>{{"tea", 2, false}, {"cup", 12, true}, {"moon", 1, false}}) {
    memphis::Result<memphis::Object> total =
        price.call(order.item, order.count, memphis::keyword("member", order.member));
    if (total.ok()) {
      std::cout << order.count << " x " << order.item << ": " << total->to<double>().value() << "\n";
    } else {
      std::cout << "no price for " << order.item << ":\n" << total.error().traceback;
    }
  }
  for (const std::string& text : notes) std::cout << "note: " << text << "\n";

  // One value and nothing else, in an interpreter that is gone afterwards.
  std::cout << memphis::evaluate_oneshot("', '.join(str(n * n) for n in range(5))").value().to<std::string>().value()
            << "\n";
}
