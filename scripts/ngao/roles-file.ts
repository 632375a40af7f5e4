import { readFileSync } from 'node:fs';
import { CsvError, parse } from 'csv-parse/sync';
import { Refusal } from '../../lib/base/refusal';
import { ask } from '../../lib/command/ask';
import { perform } from '../../lib/command/perform';
import { assignRole } from '../../lib/person/change-roles';
import { listRoles } from '../../lib/person/list-roles';
import type { System } from '../../lib/policy/actor';
import { type Output, show, showJson } from './console';
import { findPerson } from './person';

const LARGEST_BYTES = 5_000_000;

type Wishes = { file: string; dryRun: boolean; json: boolean };
type Line = { line: number; email: string; role: string; personId?: string; problem?: string };

/**
 * Assigns the roles of a file of "email,role" lines, with or without a header. Every line is looked at before anything
 * is done; refuses the whole file when one cannot be used, and says which and why. A second run changes nothing.
 */
export async function assignFromFile(operator: System, { file, dryRun, json }: Wishes, output: Output) {
  const lines = await lookAt(operator, readLines(file));
  const bad = lines.filter((line) => line.problem);
  if (bad.length > 0) {
    for (const { line, problem } of bad) output.err(`line ${line}: ${problem}`);
    throw new Refusal(
      'roles_file_refused',
      'Nothing was changed: {bad} of {all} lines cannot be used. Mend them and run it again.',
      { values: { bad: bad.length, all: lines.length } },
    );
  }
  const rows = [];
  for (const { line, email, role, personId } of lines) {
    const changed = dryRun ? undefined : (await perform(assignRole, operator, { personId, role })).changed;
    rows.push({
      line,
      email,
      role,
      outcome: dryRun ? 'can be assigned' : changed ? 'assigned' : 'had it already',
    });
  }
  if (json) showJson(output, rows);
  else show(output, rows, false, 'The file has no lines.');
}

type Parsed = { record: string[]; info: { lines: number } };

function readLines(file: string): Line[] {
  return parsed(file)
    .map(({ record, info }) => {
      const [email = '', role = '', ...more] = record;
      const whole = email !== '' && role !== '' && more.length === 0;
      const problem = whole ? undefined : 'A line is an e-mail address, a comma and a role.';
      return { line: info.lines, email: email.toLowerCase(), role, problem };
    })
    .filter(({ email, role }, index) => index > 0 || email !== 'email' || role !== 'role');
}

function parsed(file: string): Parsed[] {
  const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true };
  try {
    // With `info` each record comes with where it was, which the types of the parser do not say.
    return parse(textOf(file), options) as unknown as Parsed[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Refusal('file_not_csv', 'The file "{file}" is not CSV: a quote is open or out of place.', {
      values: { file },
    });
  }
}

function textOf(file: string): string {
  let text: Buffer;
  try {
    text = readFileSync(file);
  } catch (error) {
    throw new Refusal('file_unreadable', 'The file "{file}" cannot be read: {why}.', {
      values: { file, why: (error as NodeJS.ErrnoException).code ?? 'unknown' },
    });
  }
  if (text.length <= LARGEST_BYTES) return text.toString('utf8');
  throw new Refusal('file_too_large', 'The file "{file}" is larger than 5 MB. Split it.', {
    values: { file },
  });
}

async function lookAt(operator: System, lines: readonly Line[]): Promise<Line[]> {
  const { roles } = await ask(listRoles, operator, {});
  const known = new Set(roles.map(({ key }) => key));
  const looked: Line[] = [];
  for (const line of lines)
    looked.push(line.problem ? line : { ...line, ...(await check(operator, line, known)) });
  return looked;
}

async function check(operator: System, { email, role }: Line, known: ReadonlySet<string>) {
  if (!known.has(role)) return { problem: `There is no role "${role}".` };
  try {
    return { personId: (await findPerson(operator, email)).id };
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.message };
    throw error;
  }
}
