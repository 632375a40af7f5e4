// Makes sure that the packages are there, then runs the program that it was given, on the pinned Node.js. It runs on
// any Node.js from 20 on and uses nothing but what comes with it: when it runs for the first time, nothing else is there.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 20;
const PINNED_NODE = 'v24.';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'node_modules', '.bin');

const [program, ...args] = process.argv.slice(2);
const problem = setUp();
if (problem) {
  console.error(problem);
  process.exitCode = 1;
} else if (program) {
  run();
}

/**
 * Runs the program until it ends, and ends it when whoever started us ends: npm passes signals to a shell, and a shell
 * that a signal ends takes nobody with it.
 */
function run() {
  const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const env = { ...process.env, PATH: [bin, process.env.PATH ?? ''].join(delimiter) };
  const child = spawn(node, ['--import', 'tsx', program, ...args], { cwd: root, env, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const starter = process.ppid;
  const watch = setInterval(() => process.ppid !== starter && child.kill('SIGTERM'), 500);
  child.on('error', (error) => {
    clearInterval(watch);
    console.error(`Node.js 24 did not start: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    clearInterval(watch);
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
}

/** Installs what is missing; gives nothing, or the sentence that says what went wrong and what to do. */
function setUp() {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    return `Node.js ${process.versions.node} is too old to start with. Install Node.js ${OLDEST_NODE} or newer.`;
  }
  if (isInstalled()) return undefined;
  const started = Date.now();
  console.log('Installing the packages; this happens once and takes about a minute.');
  const failure = install();
  if (failure) return failure;
  console.log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
  return checkNode();
}

/**
 * Compares what npm says it installed with what the lock file asks for. Times of files would not do: a checkout
 * gives every file the time of the checkout.
 */
function isInstalled() {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  const missing = Object.entries(wanted).some(([path, { version, optional, link }]) => {
    if (path === '' || link) return false;
    // Packages for other machines are optional, and rightly absent on this one.
    return present[path] ? present[path].version !== version : !optional;
  });
  return !missing && Object.keys(present).every((path) => path in wanted);
}

function packagesOf(file) {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch (error) {
    // An install that was interrupted leaves half a file, which another install mends.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function install() {
  const { status, error, stderr, stdout } = spawnSync(
    'npm',
    ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      env: { ...process.env, PATH: pathWithoutOurs() },
      encoding: 'utf8',
      shell: process.platform === 'win32',
    },
  );
  if (error) return `npm did not start (${error.message}). Install npm, or run "npm ci" by hand.`;
  if (status === 0) return undefined;
  const lastWords = `${stdout}${stderr}`.trim().split('\n').slice(-15).join('\n');
  return `${lastWords}\n\nThe packages could not be installed. Check the connection to the npm registry and run the command again.`;
}

// The Node.js of node_modules comes first on the PATH of every npm script; npm must not run on it while it removes it.
function pathWithoutOurs() {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => resolve(folder) !== bin)
    .join(delimiter);
}

function checkNode() {
  const { stdout } = spawnSync(join(bin, 'node'), ['--version'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (stdout?.startsWith(PINNED_NODE)) return undefined;
  return 'The package "node" did not install its Node.js 24. Allow install scripts ("npm config set ignore-scripts false") and run the command again.';
}
