import { and, eq, isNull } from 'drizzle-orm';
import QRCode from 'qrcode';
import { z } from 'zod';
import { totpFactors } from '@/db/schema/auth';
import { idText, newId } from '../base/id';
import { notFound } from '../base/refusal';
import { seal, unseal } from '../base/seal';
import { command } from '../command/command';
import { addFactor } from './add-factor';
import { assertMayEnrol } from './may-enrol';
import { sampleFactor } from './sample-factor';
import { factorRefused, totpPlace } from './second-factor';
import { newTotpSecret, stepOfCode, totpUri } from './totp';

/** Makes a secret for an authenticator app and shows it once; it counts for nothing until a code of it was entered. */
export const beginTotp = command({
  name: 'auth.totp.begin',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({
    factorId: z.uuid(),
    secret: z.string(),
    uri: z.string(),
    /** The modules of the QR code as an SVG path in a square of `size` units. */
    qr: z.strictObject({ size: z.number().int(), path: z.string() }),
  }),
  async run({ tx, actor, tenant, now }) {
    const { principal } = (await assertMayEnrol(tx, actor)).person;
    const mine = and(
      eq(totpFactors.tenantId, tenant.id),
      eq(totpFactors.personId, principal.id),
      isNull(totpFactors.confirmedAt),
    );
    await tx.delete(totpFactors).where(mine);
    const factorId = newId(now);
    const secret = newTotpSecret();
    await tx.insert(totpFactors).values({
      tenantId: tenant.id,
      id: factorId,
      personId: principal.id,
      name: 'Authenticator',
      secret: seal(secret, 'totp', totpPlace(tenant.id, factorId)),
      createdAt: now,
    });
    const uri = totpUri(secret, principal.email ?? principal.mobile ?? principal.name, tenant.name);
    return {
      output: { factorId, secret, uri, qr: qrPath(uri) },
      evidence: { subject: `factor:${factorId}` },
    };
  },
  sample: async () => ({}),
});

function qrPath(text: string) {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules;
  const quiet = 4;
  let path = '';
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) if (data[y * size + x]) path += `M${x + quiet} ${y + quiet}h1v1h-1z`;
  }
  return { size: size + 2 * quiet, path };
}

/** Confirms an authenticator with a code of it. The session becomes AAL2, and the first factor brings recovery codes, shown once. */
export const confirmTotp = command({
  name: 'auth.totp.confirm',
  proof: 'session',
  input: z.strictObject({
    factorId: idText,
    code: z
      .string()
      .transform((text) => text.replace(/\s/g, ''))
      .pipe(z.string().regex(/^\d{6}$/, 'Enter the six digits that the app shows.')),
  }),
  output: z.strictObject({ recoveryCodes: z.array(z.string()), ticket: z.string() }),
  perMinute: 20,
  async run({ tx, actor, tenant, now }, { factorId, code }) {
    const { person, before } = await assertMayEnrol(tx, actor);
    const { principal } = person;
    const [factor] = await tx
      .select()
      .from(totpFactors)
      .where(
        and(
          eq(totpFactors.tenantId, tenant.id),
          eq(totpFactors.id, factorId),
          eq(totpFactors.personId, principal.id),
          isNull(totpFactors.confirmedAt),
        ),
      )
      .for('update');
    if (!factor) throw notFound();
    const step = stepOfCode(
      unseal(factor.secret, 'totp', totpPlace(tenant.id, factorId)),
      code,
      now,
      factor.lastStep,
    );
    if (step === undefined) throw factorRefused();
    await tx
      .update(totpFactors)
      .set({ confirmedAt: now, lastStep: step })
      .where(and(eq(totpFactors.tenantId, tenant.id), eq(totpFactors.id, factorId)));
    const added = { method: 'totp', before, template: 'secondFactorAdded' } as const;
    const { recoveryCodes, ticket } = await addFactor(tx, person, added, now);
    return {
      output: { recoveryCodes, ticket },
      evidence: {
        subject: `factor:${factorId}`,
        severity: 'notice',
        change: { method: 'totp', confirmed: true },
      },
    };
  },
  async sample(ground) {
    const { id, code } = await sampleFactor(ground, ground.actorId, false);
    return { factorId: id, code };
  },
});
