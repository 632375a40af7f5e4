import { Refusal } from '../base/refusal';
import { assuranceOf } from '../policy/assurance';
import { SIGN_IN_ENDERS } from '../trust/incident/ended';
import { respondToRisk } from '../trust/incident/respond';
import { type Judgement, judge } from '../trust/judge';
import type { Opening } from './open-session';

/** Judges how risky a sign-in looks, after something right was shown. */
export const judgeSignIn = ({ tx, tenant, request, personId }: Opening): Promise<Judgement> =>
  judge(tx, { tenantId: tenant.id, personId, request, session: null });

export const isRisky = ({ level }: Judgement): boolean => level === 'high' || level === 'critical';

/** What nobody can be tricked into showing elsewhere. */
const PHISHING_RESISTANT: readonly string[] = ['passkey', 'device-passkey'];

/**
 * Answers a sign-in by how risky it looks: high and critical ones as the tenant has set it. Gives the refusal of a critical
 * one, unless a passkey was shown, or a second factor on a device that the person trusts.
 */
export async function answerSignIn(opening: Opening, judged: Judgement): Promise<Refusal | undefined> {
  const { tx, tenant, request, personId, methods, isVouched = false } = opening;
  if (isVouched || !isRisky(judged)) return undefined;
  const { level, risk, reasons, attempt } = judged;
  const { done } = await respondToRisk(tx, tenant, request.at, {
    ...{ kind: 'risky-sign-in', level, personId, sessionId: null },
    ...{ deviceId: request.deviceId, ip: request.ip },
    facts: { risk, reasons, methods, country: attempt.country, asn: attempt.asn },
  });
  const isRefused = level === 'critical' && !isBeyondDoubt(methods, judged);
  return isRefused || done.some((name) => SIGN_IN_ENDERS.has(name)) ? tooUnlike() : undefined;
}

const isBeyondDoubt = (methods: readonly string[], { deviceTrust }: Judgement): boolean =>
  methods.some((method) => PHISHING_RESISTANT.includes(method)) ||
  (assuranceOf(methods) > 1 && deviceTrust === 'trusted');

const tooUnlike = () =>
  new Refusal(
    'sign_in_too_unlike',
    'This sign-in looks too unlike you. Sign in on another device of yours or from where you usually are, or recover your account.',
    { status: 403 },
  );
