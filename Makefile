# Two commands for a fresh Debian 12: `make run SCRIPT=examples/tour.py` and `make test`.
SCRIPT ?= examples/tour.py
JOBS ?= $(shell nproc)
MEMPHIS := build/release/memphis

.PHONY: build run test bench conformance record format tidy clean
build:
	@tools/bootstrap.sh
	@tools/fetch_stdlib.sh
	@test -f build/release/build.ninja || cmake --preset release
	@cmake --build build/release --target memphis -j $(JOBS) $(if $(wildcard $(MEMPHIS)),-- --quiet)

run: build
	@$(MEMPHIS) $(SCRIPT) $(ARGS)

# STAGE=unit,crosscheck runs some stages only (tools/test.py lists them).
test:
	@tools/bootstrap.sh
	@tools/fetch_stdlib.sh
	@tools/test.py -j $(JOBS) $(if $(STAGE),--stage $(STAGE))

bench: build
	@tools/bootstrap.sh bench
	@bench/run.py $(ARGS)

conformance: build
	@tools/bootstrap.sh conformance
	@tests/conformance/run.py -j $(JOBS) $(ARGS)

record:
	@tools/bootstrap.sh oracle
	@tools/record.py $(ARGS)

format:
	@tools/format.sh

tidy:
	@tools/bootstrap.sh
	@tools/fetch_stdlib.sh
	@tools/tidy.py -j $(JOBS) $(ARGS)

clean:
	rm -rf build/release build/dev build/sanitize build/test
