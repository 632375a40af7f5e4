'use client';

import { browserSupportsWebAuthn, WebAuthnError } from '@simplewebauthn/browser';
import { useTranslations } from 'next-intl';
import { useState, useSyncExternalStore, useTransition } from 'react';
import { type FormAction, type FormState, idle } from '@/lib/base/form-state';

const never = () => () => undefined;

/** Whether there is script, and a browser that knows passkeys: before that is known, and on the server, there is not. */
export const usePasskeySupport = (): boolean =>
  useSyncExternalStore(never, browserSupportsWebAuthn, () => false);

/** Sends fields to an action as a form would. */
export function send(action: FormAction, fields: Record<string, string>): Promise<FormState> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return action(idle, form);
}

export type PasskeyDeed<Options> = {
  /** Asks for the challenge. */
  begin: FormAction;
  /** Hands the answer in. */
  finish: FormAction;
  fields?: Record<string, string>;
  /** Has the browser ask the authenticator. */
  ask: (options: Options) => Promise<unknown>;
};

/**
 * Runs what needs an authenticator: asks for a challenge, has the browser answer it, hands the answer in. What is refused,
 * and a person who thought better of it, come back as a sentence.
 */
export function usePasskeyRun() {
  const t = useTranslations('passkey');
  const [problem, setProblem] = useState<string | null>(null);
  const [done, setDone] = useState<unknown>(null);
  const [pending, startTransition] = useTransition();

  async function attempt<Options>({ begin, finish, fields = {}, ask }: PasskeyDeed<Options>): Promise<void> {
    setProblem(null);
    const begun = await send(begin, fields);
    if (begun.status !== 'done') return setProblem(begun.status === 'refused' ? begun.message : null);
    const answer = await ask((begun.output as { options: Options }).options).catch((error: unknown) => {
      if (!isOfBrowser(error)) throw error;
      setProblem(t(error.name === 'InvalidStateError' ? 'known' : 'cancelled'));
    });
    if (!answer) return;
    const ended = await send(finish, { ...fields, response: JSON.stringify(answer) });
    if (ended.status === 'refused') setProblem(ended.message);
    else if (ended.status === 'done') setDone(ended.output);
  }

  function run<Options>(deed: PasskeyDeed<Options>): void {
    if (pending) return;
    startTransition(async () => {
      try {
        await attempt(deed);
      } catch (error) {
        // A lost connection is a bare TypeError in every browser; all else is Next's own, or a bug.
        if (!(error instanceof TypeError) || 'digest' in error) throw error;
        setProblem(t('noSignal'));
      }
    });
  }

  return { run, pending, problem, done };
}

/** What a browser says where no passkey was shown: nobody chose one, time ran out, or something else took its place. */
export const isOfBrowser = (error: unknown): error is Error =>
  error instanceof WebAuthnError ||
  error instanceof DOMException ||
  (error instanceof Error && error.name === 'AbortError');
