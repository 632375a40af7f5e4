import { randomUUID } from 'node:crypto';
import { sendSignInCode } from '@/lib/auth/code-send';
import { signInByCode } from '@/lib/auth/code-sign-in';
import { sendSecondFactor, sendStepUp } from '@/lib/auth/factor-send';
import { accountOfAddress } from '@/lib/auth/proof-budget';
import { signIn } from '@/lib/auth/sign-in';
import { signInSecondFactor } from '@/lib/auth/sign-in-second-factor';
import { stepUp } from '@/lib/auth/step-up';
import { perform } from '@/lib/command/perform';
import { changeAddress } from '@/lib/person/address/change-address';
import { confirmAddress } from '@/lib/person/address/confirm-address';
import { resendVerification, verifyAddress } from '@/lib/person/verify-address';
import type { Actor } from '@/lib/policy/actor';
import { answerTo, codeOf, type Spec } from './deeds';
import { aTenant, type Ground, later } from './ground';
import { aBrowser, aClaimant, aMember, MEMBER_PASSWORD, type Member, signedInMember } from './members';
import { aNumber } from './money';
import { codePostedTo } from './posted';

/** A code on its way: who asked, where it came, and how it is entered. */
type Sent = { code: string; enter(code: string, how?: { who?: Actor; at?: Date }): Promise<string> };
type Kind = {
  title: string;
  withTotp: boolean;
  livesMinutes?: number;
  sendsAnHour?: number;
  refused: string;
  /** Another browser is told to begin again, where a sign-in is of one browser. */
  elsewhere: string;
  begin(
    ground: Ground,
    member: Member,
  ): Promise<{
    /** Where it is sent, and on whose hundred a wrong one counts. */
    address: string;
    account: string;
    send(): Promise<unknown>;
    sent(): Promise<Sent>;
    other(): Actor | Promise<Actor>;
  }>;
};

const answer = async (spec: unknown, who: Actor, input: unknown) =>
  codeOf(await answerTo(spec as Spec, who, input));
const when = <A extends Actor>(who: A, at: Date | undefined) => (at ? later(who, at) : who);

/** A sign-in by code; the address is the one of its channel. */
const signInBy = (channel: 'email' | 'sms' | 'whatsapp'): Kind => ({
  title: `a sign-in code by ${channel}`,
  withTotp: false,
  refused: 'code_refused',
  elsewhere: 'sign_in_expired',
  async begin(ground, member) {
    const browser = aBrowser(ground);
    let signInId = '';
    const address = channel === 'email' ? member.email : member.mobile;
    return {
      ...{ address, account: member.personId },
      send: async () => {
        ({ signInId } = await perform(sendSignInCode, browser, { identifier: member.email, channel }));
      },
      sent: async () => {
        const mine = signInId;
        const code = await codePostedTo(ground.tenant, address);
        return {
          code,
          enter: (typed, { who = browser, at } = {}) =>
            answer(signInByCode, when(who, at), { signInId: mine, code: typed }),
        };
      },
      other: () => aBrowser(ground),
    };
  },
});

const secondFactorBy = (channel: 'sms' | 'whatsapp'): Kind => ({
  title: `a second factor by ${channel}`,
  withTotp: true,
  refused: 'factor_refused',
  elsewhere: 'sign_in_expired',
  async begin(ground, member) {
    const browser = aBrowser(ground);
    const begun = await perform(signIn, browser, { identifier: member.email, password: MEMBER_PASSWORD });
    const signInId = begun.next === 'second-factor' ? begun.signInId : '';
    return {
      ...{ address: member.mobile, account: member.personId },
      send: () => perform(sendSecondFactor, browser, { signInId, channel }),
      sent: async () => ({
        code: await codePostedTo(ground.tenant, member.mobile),
        enter: (code, { who = browser, at } = {}) =>
          answer(signInSecondFactor, when(who, at), { signInId, code }),
      }),
      other: () => aBrowser(ground),
    };
  },
});

const stepUpBy = (channel: 'sms' | 'whatsapp'): Kind => ({
  title: `a step-up by ${channel}`,
  withTotp: false,
  refused: 'factor_refused',
  elsewhere: 'factor_refused',
  async begin(ground, member) {
    const person = await signedInMember(ground, member);
    return {
      ...{ address: member.mobile, account: member.personId },
      send: () => perform(sendStepUp, person, { channel }),
      sent: async () => ({
        code: await codePostedTo(ground.tenant, member.mobile),
        enter: (code, { who = person, at } = {}) => answer(stepUp, when(who, at), { code }),
      }),
      other: () => signedInMember(ground, member),
    };
  },
});

/** A code that confirms the address an account was opened with; whoever else claims the address is another person. */
const verificationBy = (channel: 'email' | 'sms'): Kind => ({
  title: `a verification code by ${channel}`,
  withTotp: false,
  livesMinutes: 10,
  sendsAnHour: 5,
  refused: 'code_refused',
  elsewhere: 'code_refused',
  async begin(ground) {
    const claim = channel === 'email' ? { email: `${randomUUID()}@example.com` } : { mobile: aNumber() };
    const [address = ''] = Object.values(claim);
    const person = await aClaimant(ground, claim);
    return {
      ...{ address, account: accountOfAddress(address) },
      send: () => perform(resendVerification, person, {}),
      sent: async () => ({
        code: await codePostedTo(ground.tenant, address),
        enter: (code, { who = person, at } = {}) => answer(verifyAddress, when(who, at), { code }),
      }),
      other: () => aClaimant(ground, claim),
    };
  },
});

/** A code that puts a new address in the place of the old one. */
const newAddressBy = (channel: 'email' | 'sms'): Kind => ({
  title: `a code by ${channel} for a new address`,
  withTotp: true,
  refused: 'code_refused',
  elsewhere: 'code_refused',
  async begin(ground, member) {
    const address = channel === 'email' ? `${randomUUID()}@example.com` : aNumber();
    const person = await signedInMember(ground, member);
    return {
      ...{ address, account: accountOfAddress(address) },
      send: () => perform(changeAddress, person, { address }),
      sent: async () => ({
        code: await codePostedTo(ground.tenant, address),
        enter: (code, { who = person, at } = {}) => answer(confirmAddress, when(who, at), { address, code }),
      }),
      other: async () => signedInMember(ground, await aMember(ground)),
    };
  },
});

const KINDS = [
  signInBy('email'),
  signInBy('sms'),
  signInBy('whatsapp'),
  secondFactorBy('sms'),
  secondFactorBy('whatsapp'),
  stepUpBy('sms'),
  stepUpBy('whatsapp'),
  verificationBy('email'),
  verificationBy('sms'),
  newAddressBy('email'),
  newAddressBy('sms'),
];
/** Every kind of code that is sent, by its title. */
export const SENT_CODES = KINDS.map((kind) => [kind.title, kind] as const);

/** A tenant and a member who asks for a code of a kind, and how. */
export async function begun(kind: Kind) {
  const ground = await aTenant();
  const member = await aMember(ground, { withTotp: kind.withTotp });
  return { ground, member, ...(await kind.begin(ground, member)) };
}
/** Another code than the one that was sent. */
export const another = (code: string, by = 1) => String((Number(code) + by) % 1_000_000).padStart(6, '0');
