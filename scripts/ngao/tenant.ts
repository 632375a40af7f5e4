import { randomInt } from 'node:crypto';
import { type Command, Option } from 'commander';
import { clock } from '../../lib/base/clock';
import { newId } from '../../lib/base/id';
import { ask } from '../../lib/command/ask';
import { perform } from '../../lib/command/perform';
import { createTenant } from '../../lib/tenant/create-tenant';
import { listTenants } from '../../lib/tenant/list-tenants';
import { type Output, operatorIn, show, showJson, unwrittenTenant } from './console';

const NOBODY = '00000000-0000-0000-0000-000000000000';

type NewTenant = {
  slug: string;
  name: string;
  kind: string;
  country: string;
  currency: string;
  timeZone: string;
  locale: string;
  network: string[];
  ownerName: string;
  ownerEmail: string;
  json?: boolean;
};

export function addTenantCommands(program: Command, output: Output): void {
  const tenant = program.command('tenant').description('make a tenant, list the tenants');

  tenant
    .command('create')
    .description('make a tenant and its first owner, whose password is printed once')
    .requiredOption('--slug <name>', 'short name; the tenant answers on <name>.<host of BASE_URL>')
    .requiredOption('--name <name>', 'name as people read it')
    .addOption(
      new Option('--kind <kind>', 'what it is').choices(['telecom', 'organisation']).default('organisation'),
    )
    .option('--country <code>', 'ISO 3166-1 code of two letters', 'RW')
    .option('--currency <code>', 'RWF, KES, UGX or USD', 'RWF')
    .option('--time-zone <zone>', 'IANA time zone', 'Africa/Kigali')
    .option('--locale <language>', 'en or fr', 'en')
    .option('--network <code>', 'MCC and MNC of its network, may be repeated', collect, [])
    .requiredOption('--owner-name <name>', 'the first owner')
    .requiredOption('--owner-email <address>', 'where the owner signs in with')
    .option('--json', 'write JSON')
    .action((options: NewTenant) => create(options, output));

  tenant
    .command('list')
    .description('list the tenants of this installation')
    .option('--json', 'write JSON')
    .action(async ({ json = false }: { json?: boolean }) => {
      const rows = await ask(listTenants, operatorIn(unwrittenTenant(NOBODY)), {});
      show(output, rows, json, 'There is no tenant yet. "ngao tenant create" makes one.');
    });
}

async function create({ json = false, network, ...fields }: NewTenant, output: Output): Promise<void> {
  const ownerPassword = newPassword();
  const actor = operatorIn(unwrittenTenant(newId(clock.now())));
  const settings = network.length > 0 ? { networks: network } : {};
  const made = await perform(createTenant, actor, { ...fields, settings, ownerPassword });
  if (json)
    return showJson(output, { ...made, slug: fields.slug, ownerEmail: fields.ownerEmail, ownerPassword });
  output.out(`The tenant "${fields.name}" is made; it answers on ${fields.slug}.<host of BASE_URL>.`);
  output.out(
    `${fields.ownerName} signs in with ${fields.ownerEmail} and this password, which is shown only now:`,
  );
  output.out(`  ${ownerPassword}`);
}

const collect = (value: string, before: string[]) => [...before, value];

// Small letters and digits that nobody confuses when reading them out: 20 of 31 signs are 99 bits.
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';

function newPassword(): string {
  const group = () => Array.from({ length: 5 }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
