import { ask } from '../command/ask';
import type { walletStatementFile } from '../wallet/statement/statement-file';
import { currentActor } from './current-actor';
import { fileAnswer, fileRefused } from './file-answer';

/** Makes the GET handler of a statement's file. Whoever has to prove more is sent there and comes back to the file. */
export const statementRoute =
  (query: typeof walletStatementFile) =>
  async (request: Request): Promise<Response> => {
    const given = [...new URL(request.url).searchParams].filter(([, value]) => value !== '');
    try {
      const { name, as, file } = await ask(query, await currentActor(), Object.fromEntries(given));
      return fileAnswer(Buffer.from(file, 'base64'), { name, as });
    } catch (error) {
      return fileRefused(error);
    }
  };
