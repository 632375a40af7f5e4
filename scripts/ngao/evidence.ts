import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { JWK } from 'jose';
import { z } from 'zod';
import { Refusal } from '../../lib/base/refusal';
import { evidenceKeysOf } from '../../lib/sim/swap/evidence/key';
import { type Verdict, verifyEvidence } from '../../lib/sim/swap/evidence/verify';
import { type Output, operatorOf, showJson } from './console';

type Options = { tenant?: string; keys?: string; json?: boolean };

const keyFile = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })) });

export function addEvidenceCommands(program: Command, output: Output): void {
  program
    .command('verify-evidence')
    .description(
      'check a file of evidence of a SIM swap, PDF or JSON: whether it is as it was signed, and by which key',
    )
    .argument('<file>', 'the file as it was downloaded')
    .option('--tenant <name>', 'whose keys are believed: the short name of a tenant of this installation')
    .option('--keys <file>', 'or the keys themselves, as published at /.well-known/evidence-keys')
    .option('--json', 'write JSON')
    .action((file: string, options: Options) => check(file, options, output));
}

async function check(path: string, options: Options, output: Output): Promise<void> {
  const file = readFileSync(path);
  const verdict = await verifyEvidence(file, await keysFor(file, options));
  if (options.json) showJson(output, verdict);
  if (!verdict.good) throw evidenceNotGood();
  if (!options.json) output.out(said(verdict));
}

const said = ({ form, keyId, number }: Extract<Verdict, { good: true }>): string =>
  [
    `This ${form.toUpperCase()} is as it was signed${number ? `, case ${number}` : ''}.`,
    `Key: ${keyId}`,
  ].join('\n');

async function keysFor(file: Buffer, { tenant, keys }: Options): Promise<JWK[]> {
  if (keys) return keyFile.parse(JSON.parse(readFileSync(keys, 'utf8'))).keys;
  const slug = tenant ?? slugIn(file);
  if (!slug) throw tenantWanted();
  const actor = await operatorOf(slug);
  return evidenceKeysOf(actor.tenant.id, actor.tenant.settings.swap.evidenceKey);
}

/** A pack says whose it is; it is believed only where that tenant's own key signed it. */
function slugIn(file: Buffer): string | undefined {
  const pack = z.object({ pack: z.object({ tenant: z.object({ slug: z.string() }) }) });
  try {
    return pack.parse(JSON.parse(file.toString('utf8'))).pack.tenant.slug;
  } catch {
    // A PDF says it to people alone.
    return undefined;
  }
}

const evidenceNotGood = () =>
  new Refusal(
    'evidence_not_good',
    'This file is not as it was signed, or none of these keys signed it. Do not rely on it.',
    { status: 409 },
  );

const tenantWanted = () =>
  new Refusal(
    'evidence_tenant_wanted',
    'Say whose evidence this is with --tenant, or give the published keys with --keys.',
  );
