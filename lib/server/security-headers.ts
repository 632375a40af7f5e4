/**
 * The headers that every answer carries, whoever made it. Pages get a stricter content policy of their own from the
 * middleware; this one is for everything else, and for the day the middleware is missing.
 */
export function securityHeaders(scheme: 'http' | 'https'): Record<string, string> {
  return {
    'content-security-policy':
      "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': permissionsPolicy(false),
    ...(scheme === 'https' ? { 'strict-transport-security': 'max-age=63072000' } : {}),
  };
}

/** Takes whether a page scans documents or cards, and gives what of the device it may use. */
export function permissionsPolicy(withCamera: boolean): string {
  const off = ['accelerometer', 'autoplay', 'display-capture', 'encrypted-media', 'geolocation', 'gyroscope'];
  const alsoOff = [
    'magnetometer',
    'microphone',
    'midi',
    'payment',
    'usb',
    'screen-wake-lock',
    'serial',
    'hid',
  ];
  return [`camera=(${withCamera ? 'self' : ''})`, ...[...off, ...alsoOff].map((name) => `${name}=()`)].join(
    ', ',
  );
}
