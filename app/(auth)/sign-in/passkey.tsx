'use client';

import { useState } from 'react';
import { PasskeyAutofill } from '@/components/passkey/passkey-autofill';
import { PasskeyProof } from '@/components/passkey/passkey-proof';
import type { FormAction } from '@/lib/base/form-state';

type Props = { begin: FormAction; finish: FormAction; callbackUrl?: string; label: string };

/** Signing in with a passkey alone: offered where the name is typed, and by a button. */
export function PasskeySignIn({ begin, finish, callbackUrl, label }: Props) {
  // The button takes the place of the offer; who cancels it is offered passkeys anew.
  const [offer, setOffer] = useState(0);
  const fields: Record<string, string> = callbackUrl ? { callbackUrl } : {};
  return (
    <div className="mt-3">
      <PasskeyAutofill key={offer} begin={begin} finish={finish} fields={fields} />
      <PasskeyProof
        begin={begin}
        finish={finish}
        fields={fields}
        label={label}
        variant="secondary"
        onReturn={() => setOffer((before) => before + 1)}
      />
    </div>
  );
}
