import type { Command } from 'commander';
import { ask } from '../../lib/command/ask';
import { perform } from '../../lib/command/perform';
import { assignRole, removeRole } from '../../lib/person/change-roles';
import { listRoles } from '../../lib/person/list-roles';
import { type Output, operatorOf, show, showJson } from './console';
import { findPerson } from './person';
import { assignFromFile } from './roles-file';

type Options = { tenant: string; json?: boolean };
type AssignOptions = Options & { csv?: string; dryRun?: boolean };

export function addRoleCommands(program: Command, output: Output): void {
  const role = program.command('role').description('list, assign and remove roles');

  role
    .command('list')
    .description('list the roles of a tenant')
    .requiredOption('--tenant <slug>', 'the tenant')
    .option('--json', 'write JSON')
    .action(async ({ tenant, json = false }: Options) => {
      const { roles } = await ask(listRoles, await operatorOf(tenant), {});
      const rows = roles.map(({ key, name, access, builtIn, permissions, holders, more }) => ({
        ...{ key, name, access, builtIn, permissions },
        holders: more ? `more than ${holders}` : holders,
      }));
      show(output, rows, json, 'There are no roles.');
    });

  role
    .command('assign')
    .description('give a person a role, or many people theirs out of a file; doing it twice changes nothing')
    .argument('[person]', 'e-mail address, mobile number or id')
    .argument('[role]', 'key of the role')
    .requiredOption('--tenant <slug>', 'the tenant')
    .option('--csv <file>', 'lines of "email,role" instead; nothing is done unless every line can be')
    .option('--dry-run', 'with --csv: say what would be done')
    .option('--json', 'write JSON')
    .action(
      async (
        named: string | undefined,
        key: string | undefined,
        options: AssignOptions,
        command: Command,
      ) => {
        const { tenant, csv, dryRun = false, json = false } = options;
        if (csv && named) command.error('error: name a person and a role, or a file, not both');
        if (!csv && !(named && key)) command.error('error: name a person and a role, or a file with --csv');
        if (csv) await assignFromFile(await operatorOf(tenant), { file: csv, dryRun, json }, output);
        else if (named && key) await change('assign', named, key, options, output);
      },
    );

  role
    .command('remove')
    .description('take a role from a person')
    .argument('<person>', 'e-mail address, mobile number or id')
    .argument('<role>', 'key of the role')
    .requiredOption('--tenant <slug>', 'the tenant')
    .option('--json', 'write JSON')
    .action((named: string, key: string, options: Options) => change('remove', named, key, options, output));
}

const DEEDS = {
  assign: { command: assignRole, done: 'now has', already: 'had already' },
  remove: { command: removeRole, done: 'no longer has', already: 'did not have' },
} as const;

async function change(
  deed: keyof typeof DEEDS,
  named: string,
  role: string,
  options: Options,
  output: Output,
) {
  const { command, done, already } = DEEDS[deed];
  const operator = await operatorOf(options.tenant);
  const { id, name } = await findPerson(operator, named);
  const { changed } = await perform(command, operator, { personId: id, role });
  if (options.json) showJson(output, { personId: id, role, changed });
  else output.out(`${name} ${changed ? done : already} the role ${role}.`);
}
