import { notSignedIn } from '../base/refusal';
import { query } from '../command/command';
import { readStatementPage, statementAsked, statementPage } from '../wallet/statement/show-statement';
import { makeStatementFile, statementFile, statementFileAsked } from '../wallet/statement/statement-file';
import { sampleFloat } from './sample-float';

/** Shows an agent the statement of their own float; it adds up, or is refused. */
export const floatStatement = query({
  name: 'counter.statement',
  proof: 'second-factor',
  perMinute: 60,
  input: statementAsked,
  output: statementPage,
  async run(deed, asked) {
    if (deed.actor.kind !== 'person') throw notSignedIn();
    return readStatementPage(deed, { kind: 'float', ownerId: deed.actor.principal.id }, asked);
  },
  async sample(ground) {
    await sampleFloat(ground, ground.actorId, 100_000n);
    return { limit: 10 };
  },
});

/** Gives an agent the statement of their own float as a file. */
export const floatStatementFile = query({
  name: 'counter.statement.file',
  proof: 'second-factor',
  perMinute: 20,
  input: statementFileAsked,
  output: statementFile,
  async run(deed, asked) {
    if (deed.actor.kind !== 'person') throw notSignedIn();
    return makeStatementFile(deed, { kind: 'float', ownerId: deed.actor.principal.id }, asked);
  },
  async sample(ground) {
    await sampleFloat(ground, ground.actorId, 100_000n);
    return { as: 'csv' };
  },
});
