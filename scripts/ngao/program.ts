import { Command, CommanderError } from 'commander';
import { Refusal } from '../../lib/base/refusal';
import { type Output, showRefusal } from './console';
import { addEvidenceCommands } from './evidence';
import { addPeopleCommands } from './people';
import { addRoleCommands } from './role';
import { addTenantCommands } from './tenant';

const DONE = 0;
const REFUSED = 1;
const USAGE = 2;

/**
 * Runs the operator's command line on the arguments after its name. Gives the exit code: 0 when it is done, 1 when the
 * answer was no (in a sentence on standard error), 2 when the line itself was wrong.
 */
export async function runNgao(args: readonly string[], output: Output): Promise<number> {
  try {
    await makeProgram(output).parseAsync(args, { from: 'user' });
    return DONE;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : USAGE;
    if (!(error instanceof Refusal)) throw error;
    showRefusal(output, error, args.includes('--json'));
    return REFUSED;
  }
}

function makeProgram(output: Output): Command {
  const program = new Command('ngao')
    .description(
      "The operator's command line. Whatever it does passes the same rules as the portal and is in the audit log.",
    )
    .exitOverride()
    .showHelpAfterError()
    .configureOutput({
      writeOut: (text) => output.out(text.trimEnd()),
      writeErr: (text) => output.err(text.trimEnd()),
    });
  addTenantCommands(program, output);
  addPeopleCommands(program, output);
  addRoleCommands(program, output);
  addEvidenceCommands(program, output);
  return program;
}
