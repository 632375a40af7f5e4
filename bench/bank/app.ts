import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import type { Asked, Ended, FromApp, People, Size, ToApp } from './wire';

const ANSWERS_WITHIN_MS = 30_000;

type Teller = {
  process: ChildProcess;
  isUp: boolean;
  waiting: Map<number, (ended: Ended) => void>;
};

export type App = {
  makePeople(size: Size): Promise<People>;
  /** Asks one of the processes, and tells how it ended: also that the process was killed before it said so. */
  ask(asked: Omit<Asked, 'id'>): Promise<Ended>;
  /** Kills one of the processes, which another then stands in for. Gives whether there was one. */
  kill(choose: (count: number) => number): boolean;
  close(): Promise<void>;
};

/**
 * Starts processes of the app, each a node of it, and one more that stands by for the next that is killed. They are made
 * into one file, so that another is there soon.
 */
export async function openApp(count: number, env: Record<string, string>): Promise<App> {
  const folder = resolve('bench/tmp', `bank-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  await bundle(folder);
  return new Tellers(count, folder, { ...process.env, ...env });
}

/** Programs and data that are read where they lie, and packages that few deeds need. */
const LEFT_OUTSIDE = [
  ...['@cedar-policy/*', '@node-rs/*', '@ip-location-db/*', 'maxmind', 'sharp', 'pg-native'],
  ...['pdfkit', 'qrcode', 'resend', 'nodemailer', '@simplewebauthn/*', '@zxcvbn-ts/*'],
];
/** What is bundled of older packages asks for others in their way. */
const REQUIRE = `import { createRequire as of } from 'node:module'; const require = of(import.meta.url);`;

async function bundle(outdir: string): Promise<void> {
  await build({
    ...{ entryPoints: ['bench/bank/teller.ts'], outdir, outExtension: { '.js': '.mjs' } },
    ...{ bundle: true, splitting: true, external: LEFT_OUTSIDE, platform: 'node', format: 'esm' },
    ...{ target: 'node24', logLevel: 'warning', banner: { js: REQUIRE } },
  });
}

class Tellers implements App {
  #tellers: Teller[] = [];
  #people: People | undefined;
  #made: ((people: People) => void) | undefined;
  #isClosing = false;
  #asked = 0;
  #next = 0;
  readonly #whenUp = new Set<() => void>();

  constructor(
    private readonly count: number,
    private readonly folder: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {
    for (let index = 0; index <= count; index++) this.#start();
  }

  #start(): void {
    const child = fork(resolve(this.folder, 'teller.mjs'), {
      ...{ env: this.env, execArgv: [], serialization: 'advanced' as const },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const teller: Teller = { process: child, isUp: false, waiting: new Map() };
    this.#tellers.push(teller);
    child.on('message', (message: FromApp) => this.#hear(teller, message));
    child.on('error', () => {});
    child.on('exit', () => {
      this.#tellers = this.#tellers.filter((one) => one !== teller);
      for (const end of [...teller.waiting.values()]) end({ lost: 'the process was killed' });
      if (!this.#isClosing) this.#start();
    });
  }

  #hear(teller: Teller, message: FromApp): void {
    if ('isUp' in message) {
      if (this.#people) teller.process.send({ people: this.#people } satisfies ToApp);
      teller.isUp = true;
      for (const go of this.#whenUp) go();
      this.#whenUp.clear();
    } else if ('people' in message) {
      this.#people = message.people;
      for (const { process: one, isUp } of this.#tellers)
        if (isUp) one.send({ people: message.people } satisfies ToApp);
      this.#made?.(message.people);
    } else teller.waiting.get(message.id)?.(message.ended);
  }

  async makePeople(size: Size): Promise<People> {
    const { process: one } = await this.#upTeller();
    const made = new Promise<People>((done) => {
      this.#made = done;
    });
    one.send({ makePeople: size } satisfies ToApp);
    return made;
  }

  async ask(asked: Omit<Asked, 'id'>): Promise<Ended> {
    const teller = await this.#upTeller();
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((done) => {
      const timer = setTimeout(() => end({ lost: 'no answer in time' }), ANSWERS_WITHIN_MS);
      const end = (ended: Ended) => {
        clearTimeout(timer);
        teller.waiting.delete(id);
        done(ended);
      };
      teller.waiting.set(id, end);
      // Where it was killed this very moment its end says so.
      teller.process.send({ asked: { ...asked, id } } satisfies ToApp, () => {});
    });
  }

  #upTellers(): Teller[] {
    return this.#tellers.filter((one) => one.isUp && one.process.connected).slice(0, this.count);
  }

  async #upTeller(): Promise<Teller> {
    for (;;) {
      const up = this.#upTellers();
      this.#next += 1;
      const teller = up[this.#next % up.length];
      if (teller) return teller;
      await new Promise<void>((go) => this.#whenUp.add(go));
    }
  }

  kill(choose: (count: number) => number): boolean {
    const up = this.#upTellers();
    const teller = up[choose(up.length)];
    if (!teller) return false;
    teller.isUp = false;
    return teller.process.kill('SIGKILL');
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    const ends = this.#tellers.map(({ process: one }) => new Promise((done) => one.once('exit', done)));
    for (const { process: one } of this.#tellers) one.kill('SIGKILL');
    await Promise.all(ends);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
