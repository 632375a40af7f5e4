import { env } from '../base/env';
import { notFound } from '../base/refusal';

/** Refuses, as if there were nothing here, wherever people are real. */
export function demoOnly(): void {
  if (env().NGAO_MODE === 'production') throw notFound();
}
