export type ProofPage = '/sign-in' | '/step-up' | '/new-credentials';

/** Gives the page where somebody proves what a refusal asks for, or undefined for a refusal that no proof answers. */
export function proofPageOf(code: string): ProofPage | undefined {
  if (code === 'not_signed_in') return '/sign-in';
  if (code === 'needs_new_credentials') return '/new-credentials';
  return code.startsWith('needs_') ? '/step-up' : undefined;
}
