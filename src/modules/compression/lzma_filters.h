// Filter chains of the module _lzma: dicts that describe them, and liblzma's structures.
#pragma once

#include <lzma.h>

#include <memory>

#include "modules/module_support.h"

namespace memphis::compression {

// A filter chain with its options.
struct FilterChain {
  union Options {
    lzma_options_lzma lzma;
    lzma_options_delta delta;
    lzma_options_bcj bcj;
  };
  lzma_filter filters[LZMA_FILTERS_MAX + 1];
  Options options[LZMA_FILTERS_MAX];
};

// _lzma.LZMAError
FailureOfAnyType raise_lzma_message(Thread& thread, std::string_view message);
// Fails for what is an error of the library; everything else is fine.
Status check_lzma(Thread& thread, lzma_ret code);

// From a sequence of dicts. Runs user code.
Status read_filters(Thread& thread, Value sequence, FilterChain& chain);
Status read_filter(Thread& thread, Value specifier, lzma_filter& filter, FilterChain::Options& options);

Value encode_filter_properties(Thread& thread, Value* args);
Value decode_filter_properties(Thread& thread, Value* args);

}  // namespace memphis::compression
