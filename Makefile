# GNU make. `make` alone lists the targets; every target installs what it needs first.
# Variables given on the command line reach the programs: make demo FILE=… KILL=vmm VMM=rust, make bench BENCH_SHORT=1.
BIN     := node_modules/.bin
STAMP   := node_modules/.stamp
LISTEN  ?= unix:$${XDG_RUNTIME_DIR:-$${TMPDIR:-/tmp}}/viommud.sock
BASE    := proto/baseline.binpb

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help install gen gen-check baseline breaking fmt lint typecheck build test conformance demo rust-vmm bench serve clients clients-typescript clients-python clients-rust check clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1 /p' Makefile | while read -r t d; do printf '  %-18s %s\n' "$$t" "$$d"; done

$(STAMP): package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund || npm install --ignore-scripts --no-audit --no-fund
	@touch $@

install: $(STAMP) ## install the packages of the lock

gen: $(STAMP) ## generate types and the descriptor set from proto/
	node scripts/gen.mjs

gen-check: $(STAMP) ## fail if committed generated files are out of date
	node scripts/gen.mjs --check

baseline: $(STAMP) ## make the present contract the one that `breaking` guards (at a release)
	$(BIN)/buf build proto -o $(BASE)

breaking: $(STAMP) ## compare the contract with the last release
	@if [ -e $(BASE) ]; then $(BIN)/buf breaking proto --against $(BASE) && echo 'breaking: ok'; \
	else echo 'breaking: skipped, no baseline yet'; fi

fmt: $(STAMP) ## format everything
	$(BIN)/buf format -w
	$(BIN)/prettier --log-level warn --write .

lint: $(STAMP) ## buf lint, buf format, eslint, prettier; no warnings
	$(BIN)/buf lint
	$(BIN)/buf format --diff --exit-code
	$(BIN)/eslint --max-warnings 0 .
	$(BIN)/prettier --log-level warn --check .

typecheck: $(STAMP) ## tsc over sources and tests
	$(BIN)/tsc --noEmit

build: $(STAMP) ## compile to dist/
	$(BIN)/tsc -p tsconfig.build.json

test: build ## all tests; JEST_ARGS adds arguments
	$(BIN)/jest $(JEST_ARGS)

conformance: build ## which rules of PCIe and the architectures are proven, and by which tests
	@node dist/test/conformance/main.js

# VMM=rust is a program that is built here; anything else is the path of one.
IS_RUST    := $(filter rust,$(VMM))
RUST_BUILD := $(abspath $(or $(CARGO_TARGET_DIR),clients/rust/target))/debug/examples/vmm

demo: build $(if $(IS_RUST),rust-vmm) ## a device, a guest and the server, end to end
	@VMM="$(if $(IS_RUST),$(RUST_BUILD),$(VMM))" node dist/demo/main.js

rust-vmm:
	@command -v cargo >/dev/null || { echo 'demo: refused: VMM=rust needs cargo, which is missing'; exit 2; }
	@cargo build --locked --quiet --manifest-path clients/rust/Cargo.toml --example vmm

bench: build ## measure; BENCH_SHORT=1 for a short run
	@$(MAKE) --no-print-directory -s -C test/bench/cpp OUT=../../../dist/test/bench/cpp/structures
	@node dist/test/bench/main.js

serve: build ## run the server on a unix socket; LISTEN=… for another address
	@listen="$(LISTEN)"; exec node dist/src/main.js --listen "$$listen"

clients: build ## every client: its checks and tests, counted by language
	@node scripts/clients.mjs

clients-typescript: build ## the TypeScript client: its tests, and the stories over gRPC
	@node scripts/clients.mjs typescript

clients-python: build ## the Python client: types, style, tests with the oldest and the newest gRPC
	@node scripts/clients.mjs python

clients-rust: build ## the Rust client: format, lints, tests, and the demo with its VMM
	@node scripts/clients.mjs rust

check: lint gen-check breaking typecheck build test ## what a change must pass

clean: ## remove what was built (not node_modules)
	rm -rf dist coverage bench-results.json
