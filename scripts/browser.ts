import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

export type Browser = { executablePath: string; args: string[] };

const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

// Chromium's sandbox needs rights that containers withhold; everything after it keeps the browser off the network.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Gives the first browser that starts on this machine: Playwright's own, then one of the system's; or nothing. */
export function findBrowser(): Browser | undefined {
  const executablePath = [chromium.executablePath(), ...SYSTEM_BROWSERS].find(
    (path) => existsSync(path) && starts(path),
  );
  return executablePath ? { executablePath, args: FLAGS } : undefined;
}

/**
 * Gives a browser, and installs one where there is none. Refuses, in words, where that fails.
 */
export function requireBrowser(): Browser {
  const found = findBrowser();
  if (found) return found;
  console.log('No browser is installed; installing Chromium. This happens once.');
  const lastWords = install();
  const installed = findBrowser();
  if (installed) return installed;
  throw new Error(
    `${lastWords}\n\nNo browser could be installed. Install Chromium or Google Chrome and run the command again.`,
  );
}

function install(): string {
  const isDebian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (isDebian) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    run('apt-get', ['update'], env);
    const said = run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], env);
    if (findBrowser()) return said;
  }
  return run('npx', ['playwright', 'install', 'chromium'], process.env);
}

function run(program: string, args: string[], env: NodeJS.ProcessEnv): string {
  const { stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', env });
  return error ? error.message : `${stdout}${stderr}`.trim().split('\n').slice(-10).join('\n');
}

// On some systems the program is there only to say that the browser must be installed in another way.
function starts(path: string): boolean {
  return spawnSync(path, ['--version'], { timeout: 60_000 }).status === 0;
}
