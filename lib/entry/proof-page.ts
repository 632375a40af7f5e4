export type ProofPage =
  | '/sign-in'
  | '/step-up'
  | '/step-up?want=device-passkey'
  | '/step-up?want=device-proof'
  | '/step-up?want=enrolment'
  | '/step-up?want=recovery-code'
  | '/new-credentials';

/** Gives the page where somebody proves what a refusal asks for, or undefined for a refusal that no proof answers. */
export function proofPageOf(code: string): ProofPage | undefined {
  if (code === 'not_signed_in') return '/sign-in';
  if (code === 'needs_new_credentials') return '/new-credentials';
  if (code === 'needs_device_passkey' || code === 'needs_trusted_passkey')
    return '/step-up?want=device-passkey';
  if (code === 'needs_device_proof') return '/step-up?want=device-proof';
  if (code === 'needs_recovery_code') return '/step-up?want=recovery-code';
  if (code === 'needs_enrolment') return '/step-up?want=enrolment';
  return code.startsWith('needs_') ? '/step-up' : undefined;
}

/** The address of a page that leads back to where somebody was. */
export const leadingBack = (page: string, back: string): string =>
  `${page}${page.includes('?') ? '&' : '?'}callbackUrl=${encodeURIComponent(back)}`;
