// next(): built-in iterators answer "exhausted" without an exception.
//
// A native __next__ returns unbound when it is exhausted; whoever calls it as a Python-visible method
// (call_native_unbound) turns that into StopIteration. One that raises StopIteration works as well.
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/generator.h"
#include "runtime/make.h"
#include "runtime/native.h"
#include "runtime/operations.h"

namespace memphis {

Value next_item(Thread& thread, Value iterator) {
  if (iterator.is_cell()) {
    switch (static_cast<Kind>(iterator.cell()->kind_bits())) {
      case Kind::kListIterator: {
        auto* it = iterator.as<ListIterator>();
        List* list = it->list;
        if (list == nullptr) return Value::unbound();
        if (it->index >= 0 && static_cast<uint64_t>(it->index) < list->size) {
          Value item = list->items()[it->index];
          it->index += it->reversed ? -1 : 1;
          return item;
        }
        it->list.set(it, nullptr);
        return Value::unbound();
      }
      case Kind::kTupleIterator: {
        auto* it = iterator.as<TupleIterator>();
        Tuple* tuple = it->tuple;
        if (tuple != nullptr && it->index < tuple->size) return tuple->items[it->index++];
        it->tuple.set(it, nullptr);
        return Value::unbound();
      }
      case Kind::kRangeIterator: {
        auto* it = iterator.as<RangeIterator>();
        if (!it->is_small) break;
        if (it->left == 0) return Value::unbound();
        it->left--;
        int64_t value = it->next;
        it->next = value + it->step;
        return make_int(thread, value);
      }
      case Kind::kDictIterator: return dict_iterator_next(thread, iterator.as<DictIterator>());
      case Kind::kGenerator:
        if (iterator.cell()->shape() == thread.runtime.root_shape(TypeId::kGenerator)) {
          return generator_next(thread, iterator.as<Generator>());
        }
        break;
      default: break;
    }
  }
  Value method = type_of(thread, iterator)->special_method(Special::kNext);
  if (method.is_unbound()) {
    return raise_type_error(thread, "'{}' object is not an iterator", type_name(thread, iterator));
  }
  if (method.is_exactly(Kind::kNativeFunction) && method.as<NativeFunction>()->signature->is_simple &&
      native_fits(type_of(thread, iterator), method.as<NativeFunction>())) {
    if (!thread.check_native_stack()) return Value::error();
    Value result = method.as<NativeFunction>()->code(thread, &iterator);
    if (result.is_error() && take_if_pending(thread, ExceptionId::kStopIteration)) return Value::unbound();
    return result;
  }
  Value result = call_special_method(thread, method, iterator);
  if (result.is_error() && take_if_pending(thread, ExceptionId::kStopIteration)) return Value::unbound();
  return result;
}

}  // namespace memphis
