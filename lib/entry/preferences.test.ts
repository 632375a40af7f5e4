import { describe, expect, it } from 'vitest';
import { keepPreferences } from './preferences';

const home = 'mtn.example';

function sent(body: string, headers: Record<string, string> = {}) {
  return keepPreferences(
    new Request(`https://${home}/preferences`, {
      method: 'POST',
      body,
      headers: {
        host: home,
        origin: `https://${home}`,
        referer: `https://${home}/agent/sims?q=1`,
        ...headers,
      },
    }),
  );
}

describe('the language and the look of a reader', () => {
  it('are kept for a year, and the reader is back where they were', async () => {
    const answer = await sent('locale=fr&theme=dark');
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/agent/sims?q=1');
    expect(answer.headers.getSetCookie()).toEqual([
      'ngao_theme=dark; Path=/; Max-Age=31536000; SameSite=Lax; Secure',
      'ngao_locale=fr; Path=/; Max-Age=31536000; SameSite=Lax; Secure',
    ]);
  });

  it('are never what we do not have, whatever a form says', async () => {
    const answer = await sent('locale=xx&theme=%0d%0aSet-Cookie:+session%3D1');
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('are not changed by another site, nor by a form that hides where it is from', async () => {
    for (const origin of ['https://evil.example', 'null', '', `https://${home}.evil.example`]) {
      expect((await sent('locale=fr', { origin })).status).toBe(403);
    }
  });

  it('lead nobody to another host', async () => {
    for (const referer of [
      'https://evil.example/x',
      `https://${home}//evil.example`,
      'javascript:alert(1)',
      '',
    ]) {
      expect((await sent('theme=dark', { referer })).headers.get('location')).toBe('/');
    }
  });
});
