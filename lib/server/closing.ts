import { once } from '../base/once';

const controller = () => once('closing', () => new AbortController());

/** Aborts when this process begins to shut down: streams that would never end by themselves listen to it. */
export const closingSignal = (): AbortSignal => controller().signal;

/** Says to everybody who listens that the process is about to end. */
export const announceClosing = (): void => controller().abort();
