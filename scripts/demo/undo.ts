import { setTimeout as pause } from 'node:timers/promises';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const WATCH_MS = 500;

/** What has to be undone before this process ends, the latest first, however it comes to its end. */
export type Undo = { push(step: () => unknown): void; end(code: number): Promise<void> };

/** Ends well on a signal, and when whoever started us is gone: a closed terminal takes nothing with it otherwise. */
export function undoOnSignal(): Undo {
  const steps: (() => unknown)[] = [];
  let ending: Promise<void> | undefined;
  const undo = async (code: number) => {
    for (const step of steps.reverse()) {
      try {
        await step();
      } catch (error) {
        console.error(error instanceof Error ? error.message : error);
      }
    }
    process.exit(code);
  };
  const end = (code: number) => {
    ending ??= undo(code);
    return ending;
  };
  for (const signal of SIGNALS) process.on(signal, () => void end(0));
  void watchStarter(() => void end(0));
  return { push: (step) => steps.push(step), end };
}

async function watchStarter(gone: () => void): Promise<void> {
  const starter = process.ppid;
  while (process.ppid === starter) await pause(WATCH_MS, undefined, { ref: false });
  gone();
}
