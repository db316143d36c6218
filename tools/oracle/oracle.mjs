// Runs Python programs in CPython 3.14 (the npm package pyodide) the way `python FILE` would: through CPython's own main
// function, so that sys.argv, __main__, tracebacks, SystemExit and finalisation are the real ones.
//
// Starting that interpreter takes two seconds, so it is started once per kind of program (file, command, module) with
// a long placeholder for the program's name, and its memory is kept (in build/oracle/memory-*.bin between processes).
// Each program then gets that memory back and the placeholder overwritten: a fresh interpreter every time.
//
//   oracle.mjs [-c CODE | -m MODULE | FILE | -] args...    like python; stdin, stdout and stderr are this process's
//   oracle.mjs --batch       reads one JSON request a line: {"id", "args", "cwd"?, "stdin"?, "mounts"?: {host: guest}, "env"?: {}}
//                            (an "env" with a PYTHONHASHSEED gets an interpreter of its own)
//                            answers one JSON line each: {"id", "stdout", "stderr", "exit"}, the streams in base64
//
// Host folders are visible under their own names, save those that the interpreter's own file system uses (/lib, /dev, /proc).
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const folder = path.resolve(process.env.MEMPHIS_ORACLE_DIR);
// The interpreter's own name in its messages comes from here.
const args = process.argv.slice(2);
process.argv[1] = 'python';
const { loadPyodide } = await import(
  pathToFileURL(createRequire(path.join(folder, 'x.js')).resolve('pyodide/pyodide.mjs')).href);

const kHidden = new Set(['dev', 'proc', 'sys', 'lib', 'lib64', 'boot']);
const kPlaceholderLength = 60000;
const kPlaceholder = '/@memphis-oracle@' + 'p'.repeat(kPlaceholderLength - 17);
const kStartArguments = { file: [kPlaceholder], command: ['-c', kPlaceholder], module: ['-m', kPlaceholder], stdin: ['-'] };

// Runs in the fresh interpreter before the program does: undoes what the browser-minded distribution adds.
function prologue(argv, orig_argv, environment) {
  return `
def _prologue():
    import sys, os, builtins
    sys.meta_path[:] = [finder for finder in sys.meta_path if not type(finder).__module__.startswith("_pyodide")]
    sys.path[:] = [entry for entry in sys.path if entry and not entry.endswith("site-packages")]
    sys.path_importer_cache.clear()
    sys.excepthook = sys.__excepthook__
    sys.argv[:] = ${JSON.stringify(argv)}
    sys.orig_argv[:] = ${JSON.stringify(orig_argv)}
    for name in ("PYTHONINSPECT", "_PYTHON_HOST_PLATFORM"):
        os.environ.pop(name, None)
    os.environ.update(${JSON.stringify(environment)})
    for name in [n for n in sys.modules if n.split(".")[0] in ("pyodide", "_pyodide", "_pyodide_core", "js", "pyodide_js")]:
        del sys.modules[name]
_prologue()
del _prologue
`;
}

class Interpreter {
  static async boot(kind, seed) {
    const snapshotPath = path.join(folder, `memory-${kind}-${seed}.bin`);
    const options = () => ({ args: [...kStartArguments[kind]], env: { PYTHONHASHSEED: seed, PYTHONINSPECT: '', HOME: '/home/pyodide' },
                      _sysExecutable: 'python' });  // fresh: it is changed by its reader
    let pyodide;
    if (fs.existsSync(snapshotPath)) {
      pyodide = await loadPyodide({ ...options(), _loadSnapshot: fs.readFileSync(snapshotPath) });
    } else {
      pyodide = await loadPyodide({ ...options(), _makeSnapshot: true });
      const temporary = `${snapshotPath}.${process.pid}`;
      fs.writeFileSync(temporary, pyodide.makeMemorySnapshot());
      fs.renameSync(temporary, snapshotPath);
      pyodide = await loadPyodide({ ...options(), _loadSnapshot: fs.readFileSync(snapshotPath) });
    }
    return new Interpreter(pyodide);
  }

  constructor(pyodide) {
    this.pyodide = pyodide;
    this.module = pyodide._module;
    this.mounted = new Set();
    for (const name of fs.readdirSync('/')) {
      if (!kHidden.has(name) && fs.lstatSync('/' + name).isDirectory()) this.mount('/' + name, '/' + name);
    }
    this.memory = this.module.HEAPU8.slice();
    this.placeholders = this.findPlaceholders();
    this.used = false;
  }

  mount(host, guest) {
    if (this.mounted.has(guest)) return;
    this.mounted.add(guest);
    const { FS } = this.module;
    FS.mkdirTree(guest);
    FS.mount(FS.filesystems.NODEFS, { root: host }, guest);
  }

  // Where the configuration holds the placeholder as a wide string (it may hold several copies).
  findPlaceholders() {
    const pattern = Buffer.alloc(kPlaceholder.length * 4);
    for (let i = 0; i < kPlaceholder.length; i++) pattern.writeUInt32LE(kPlaceholder.charCodeAt(i), i * 4);
    const memory = Buffer.from(this.memory.buffer);
    const found = [];
    for (let at = memory.indexOf(pattern); at >= 0; at = memory.indexOf(pattern, at + pattern.length)) found.push(at);
    return found;
  }

  restore() {
    if (this.used) {
      const now = this.module.HEAPU8;
      now.set(this.memory);
      now.fill(0, this.memory.length);
      const streams = this.module.FS.streams;
      for (let fd = 3; fd < streams.length; fd++) if (streams[fd]) this.module.FS.close(streams[fd]);
    }
    this.used = true;
  }

  fillPlaceholders(text) {
    const points = [...text].map((c) => c.codePointAt(0));
    points.push(0);
    if (points.length > kPlaceholderLength) throw new Error(`program name or command too long: ${points.length}`);
    for (const at of this.placeholders) this.module.HEAPU32.set(points, at >> 2);
  }

  run({ target, argv, originalArguments, cwd, environment, read, write }) {
    this.restore();
    const { FS } = this.module;
    FS.chdir(cwd);
    this.pyodide.setStdout({ write: (bytes) => write(1, bytes), isatty: false });
    this.pyodide.setStderr({ write: (bytes) => write(2, bytes), isatty: false });
    this.pyodide.setStdin({ read, isatty: false });
    this.pyodide.runPython(prologue(argv, originalArguments, environment));
    if (target !== undefined) this.fillPlaceholders(target);
    try {
      return this.module._Py_RunMain();
    } catch (error) {
      if (error.constructor.name === 'ExitStatus' || error.constructor.name === 'Exit') return error.status ?? error.code;
      throw error;
    }
  }
}

const interpreters = new Map();
async function interpreterFor(kind, seed = '0') {
  const key = `${kind}-${seed}`;
  if (!interpreters.has(key)) interpreters.set(key, await Interpreter.boot(kind, seed));
  return interpreters.get(key);
}

// Python's own command line, as far as it is understood here.
function parseArguments(args) {
  if (args[0] === '-c') {
    return { kind: 'command', target: args[1] + '\n', argv: ['-c', ...args.slice(2)] };
  }
  if (args[0] === '-m') return { kind: 'module', target: args[1], argv: ['-m', ...args.slice(2)] };
  if (args.length === 0 || args[0] === '-') return { kind: 'stdin', argv: args.length ? args : [''] };
  if (args[0].startsWith('-')) throw new Error(`option ${args[0]} is not understood`);
  return { kind: 'file', target: args[0], argv: args };
}

function absolute(parsed, cwd) {
  return parsed.kind === 'file' ? { ...parsed, target: path.resolve(cwd, parsed.target) } : parsed;
}

async function commandLine(args) {
  const cwd = process.cwd();
  const parsed = absolute(parseArguments(args), cwd);
  const interpreter = await interpreterFor(parsed.kind);
  const status = interpreter.run({
    target: parsed.target,
    argv: parsed.argv,
    originalArguments: ['python', ...args],
    cwd,
    environment: {},
    read: (buffer) => {
      try {
        return fs.readSync(0, buffer);
      } catch (error) {
        if (error.code === 'EOF') return 0;
        throw error;
      }
    },
    write: writeAll,
  });
  process.exit(status & 255);
}

// A pipe that Node has made non-blocking may be full: wait until somebody reads.
function writeAll(fd, bytes) {
  const never = new Int32Array(new SharedArrayBuffer(4));
  let done = 0;
  while (done < bytes.length) {
    try {
      done += fs.writeSync(fd, bytes, done);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(never, 0, 0, 2);
    }
  }
  return bytes.length;
}

async function batch() {
  const lines = (await import('node:readline')).createInterface({ input: process.stdin });
  for await (const line of lines) {
    if (!line.trim()) continue;
    const request = JSON.parse(line);
    const cwd = request.cwd ?? process.cwd();
    const parsed = absolute(parseArguments(request.args), cwd);
    const interpreter = await interpreterFor(parsed.kind, request.env?.PYTHONHASHSEED);
    for (const [host, guest] of Object.entries(request.mounts ?? {})) interpreter.mount(host, guest);
    const streams = { 1: [], 2: [] };
    const input = Buffer.from(request.stdin ?? '');
    let consumed = 0;
    const answer = { id: request.id };
    try {
      answer.exit = interpreter.run({
        target: parsed.target,
        argv: parsed.argv,
        originalArguments: ['python', ...request.args],
        cwd,
        environment: request.env ?? {},
        read: (buffer) => {
          const count = input.copy(buffer, 0, consumed);
          consumed += count;
          return count;
        },
        write: (fd, bytes) => {
          streams[fd].push(Buffer.from(bytes));
          return bytes.length;
        },
      }) & 255;
    } catch (error) {
      answer.crash = String(error?.stack ?? error);
    }
    answer.stdout = Buffer.concat(streams[1]).toString('base64');
    answer.stderr = Buffer.concat(streams[2]).toString('base64');
    process.stdout.write(JSON.stringify(answer) + '\n');
    if (answer.crash) interpreters.clear();
  }
}

try {
  if (args[0] === '--batch') await batch();
  else await commandLine(args);
} catch (error) {
  // Not left to Node: it would print the source line, and the interpreter's is a million characters long.
  process.stderr.write(`oracle: ${error?.stack ?? error}\n`);
  process.exit(125);
}
