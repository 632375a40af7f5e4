'use client';

import {
  browserSupportsWebAuthnAutofill,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  WebAuthnAbortService,
} from '@simplewebauthn/browser';
import { startTransition, useEffect, useState } from 'react';
import { Alert } from '@/components/ui/alert';
import type { FormAction } from '@/lib/base/form-state';
import { isOfBrowser, send } from './passkey-run';

/** A challenge is good for five minutes; a page that is looked at longer asks for a new one in time. */
const RENEW_MS = 4 * 60 * 1_000;

export interface PasskeyAutofillProps {
  begin: FormAction;
  finish: FormAction;
  fields: Record<string, string>;
}

/**
 * Has the browser offer passkeys among what it fills the name with. It asks for the challenge once the page is there, so
 * that a page that is only fetched makes none.
 */
export function PasskeyAutofill({ begin, finish, fields }: PasskeyAutofillProps) {
  const [round, setRound] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const callbackUrl = fields.callbackUrl ?? '';

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is what asks anew
  useEffect(() => {
    let isOver = false;
    const renew = () => {
      if (document.hidden) document.addEventListener('visibilitychange', renew, { once: true });
      else setRound((before) => before + 1);
    };
    const timer = setTimeout(renew, RENEW_MS);

    async function offer() {
      if (!(await browserSupportsWebAuthnAutofill())) return;
      const begun = await send(begin, {});
      if (isOver || begun.status !== 'done') return;
      const { options } = begun.output as { options: PublicKeyCredentialRequestOptionsJSON };
      const answer = await startAuthentication({
        optionsJSON: options,
        useBrowserAutofill: true,
        // The field stands beside this; where it is gone, so is the page, and the offer with it.
        verifyBrowserAutofillInput: false,
      });
      if (isOver) return;
      startTransition(async () => {
        const ended = await send(finish, { callbackUrl, response: JSON.stringify(answer) });
        if (isOver || ended.status !== 'refused') return;
        setProblem(ended.message);
        setRound((before) => before + 1);
      });
    }

    offer().catch((error: unknown) => {
      // Whoever types a password, presses the button, or goes elsewhere ends the offer.
      if (!isOver && !isOfBrowser(error) && !(error instanceof TypeError)) throw error;
    });
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', renew);
      WebAuthnAbortService.cancelCeremony();
    };
  }, [round, begin, finish, callbackUrl]);

  return problem ? (
    <Alert tone="stop" role="alert" className="mb-4">
      {problem}
    </Alert>
  ) : null;
}
