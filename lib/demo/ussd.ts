import { z } from 'zod';
import { newId } from '../base/id';
import { parseMsisdn } from '../base/msisdn';
import { atField, Refusal } from '../base/refusal';
import { command } from '../command/command';
import { answerCall } from '../ussd/answer-call';
import { sampleCustomer } from '../wallet/sample-wallet';
import { demoOnly } from './demo-only';

const WIRE = /^(CON|END) (.*)$/s;

/**
 * Dials the menu on a telephone of the demo, and goes on in it, by what the gateway's own calls go by: the whole text
 * of the session at each turn, and a screen that goes on or ends.
 */
export const demoUssd = command({
  name: 'demo.ussd',
  proof: 'none',
  perMinute: 600,
  input: z.strictObject({
    from: z.string().max(32),
    /** What is dialled, or typed on the screen. */
    typed: z.string().max(160).default(''),
    /** The session that is gone on with, and its text so far. */
    sessionId: z
      .string()
      .regex(/^[\w-]{1,64}$/)
      .optional(),
    before: z.string().max(800).optional(),
  }),
  output: z.strictObject({
    sessionId: z.string(),
    text: z.string(),
    screen: z.string(),
    isEnd: z.boolean(),
  }),
  async prepare({ actor, tenant, now }, { from, typed, sessionId, before }) {
    demoOnly();
    const msisdn = atField('from', () => parseMsisdn(from, tenant.country));
    const call = sessionId
      ? { sessionId, text: before ? `${before}*${typed}` : typed }
      : { sessionId: `demo-${newId(now)}`, text: dialled(typed, tenant.settings.ussdCode) };
    const request = { ...actor.request, userAgent: 'demo phone', deviceId: null };
    const [, kind, screen = ''] = WIRE.exec(await answerCall(tenant, request, { ...call, msisdn })) ?? [];
    return { ...call, screen, isEnd: kind === 'END' };
  },
  run: async (_deed, _input, turn) => ({ output: turn, evidence: {} }),
  async sample(ground) {
    const { mobile } = await sampleCustomer(ground);
    return { from: mobile, typed: ground.tenant.settings.ussdCode };
  },
});

/** Takes what was dialled and gives the inputs in it: `*123*1#` is the first choice of `*123#`. */
function dialled(typed: string, code: string): string {
  const [open, text] = [code.slice(0, -1), typed.replace(/\s/g, '')];
  if (text === code) return '';
  if (text.startsWith(`${open}*`) && text.endsWith('#')) return text.slice(open.length + 1, -1);
  throw new Refusal('code_unknown', 'Nobody answers at this code. Dial {code}.', {
    field: 'typed',
    values: { code },
  });
}
