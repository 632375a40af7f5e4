import { type Command, Option } from 'commander';
import { ask } from '../../lib/command/ask';
import { perform } from '../../lib/command/perform';
import { endSessions } from '../../lib/person/end-sessions';
import { listPeople, PERSON_STATUSES } from '../../lib/person/list-people';
import { type Output, operatorOf, type Row, show, showJson } from './console';
import { findPerson } from './person';

const PAGE = 100;

type ListOptions = {
  tenant: string;
  search?: string;
  role?: string;
  status?: string;
  limit: string;
  json?: boolean;
};

export function addPeopleCommands(program: Command, output: Output): void {
  program
    .command('people')
    .description('list the people of a tenant')
    .command('list')
    .description('list people, the newest last')
    .requiredOption('--tenant <slug>', 'the tenant')
    .option('--search <words>', 'beginnings of a name, e-mail address or number')
    .option('--role <key>', 'only who holds this role')
    .addOption(new Option('--status <status>', 'only of this status').choices([...PERSON_STATUSES]))
    .option('--limit <count>', 'how many at most', '100')
    .option('--json', 'write JSON')
    .action((options: ListOptions) => list(options, output));

  program
    .command('sessions')
    .description('end the sessions of a person')
    .command('end')
    .description("end all of a person's sessions; their next request is a stranger's")
    .argument('<person>', 'e-mail address, mobile number or id')
    .requiredOption('--tenant <slug>', 'the tenant')
    .option('--json', 'write JSON')
    .action(async (named: string, { tenant, json = false }: { tenant: string; json?: boolean }) => {
      const operator = await operatorOf(tenant);
      const { id, name } = await findPerson(operator, named);
      const { ended } = await perform(endSessions, operator, { personId: id });
      if (json) showJson(output, { personId: id, ended });
      else output.out(`${ended} ${ended === 1 ? 'session' : 'sessions'} of ${name} ended.`);
    });
}

async function list({ tenant, search, role, status, limit, json = false }: ListOptions, output: Output) {
  const operator = await operatorOf(tenant);
  const most = Math.max(1, Number.parseInt(limit, 10) || PAGE);
  const rows: Row[] = [];
  let after: string | undefined;
  do {
    const size = Math.min(PAGE, most - rows.length);
    const page = await ask(listPeople, operator, { q: search, role, status, after, limit: size });
    for (const { id, name, email, mobile, status: stands, roles, lastSeenAt } of page.people)
      rows.push({ id, name, email, mobile, status: stands, roles: roles.map(({ key }) => key), lastSeenAt });
    after = page.next ?? undefined;
  } while (after && rows.length < most);
  show(output, rows, json, 'Nobody is found.');
}
