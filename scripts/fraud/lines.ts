import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

/** What is wrong with a file, in a sentence for whoever gave it. */
export class BadFile extends Error {}

const LONGEST_LINE = 65_536;
const STDIN = '-';

/** The lines of a file, or of what is piped in for "-", a chunk's worth at a time, without their ends. */
export async function* linesOf(file: string): AsyncGenerator<string[]> {
  const source = file === STDIN ? process.stdin : createReadStream(file, { highWaterMark: 262_144 });
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let passed = 0;
  try {
    for await (const chunk of source) {
      const lines = (rest + decoder.write(chunk as Buffer)).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LONGEST_LINE) throw tooLong(passed + lines.length + 1);
      for (const [index, line] of lines.entries()) {
        if (line.length > LONGEST_LINE) throw tooLong(passed + index + 1);
        if (line.endsWith('\r')) lines[index] = line.slice(0, -1);
      }
      passed += lines.length;
      yield lines;
    }
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code;
    throw why ? new BadFile(`The file "${file}" cannot be read: ${why}.`) : error;
  }
  rest += decoder.end();
  if (rest !== '') yield [rest];
}

const tooLong = (line: number) => new BadFile(`Line ${line} cannot be used: it is too long.`);
