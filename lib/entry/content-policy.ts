type Circumstances = { nonce: string; secure: boolean; development: boolean };

/**
 * Gives the content security policy of a page. Scripts run by the nonce of this one answer and by what such a script
 * loads; nothing inline, nothing from elsewhere, no frame around us. Styles come from our own files or with the nonce.
 */
export function contentPolicy({ nonce, secure, development }: Circumstances): string {
  const directives = [
    `default-src 'self'`,
    // Next's development server evaluates what it compiles, and shows its errors in styles of their own.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? ` 'unsafe-eval'` : ''}`,
    development ? `style-src 'self' 'unsafe-inline'` : `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data: blob:`,
    `connect-src 'self'${development ? ' ws:' : ''}`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ];
  return directives.join('; ');
}

/** A nonce that nobody can guess: 128 random bits, new for every answer. */
export function newNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}
