const EVERY_MS = 5_000;

/** A line that says how far something has come: rewritten in place on a terminal, said every few seconds elsewhere. */
export function progressLine(): { say(text: string): void; end(): void } {
  const { stdout } = process;
  let last = 0;
  let latest = '';
  return {
    say: (text) => {
      latest = text;
      if (stdout.isTTY) stdout.write(`\r\u001b[K${text}`);
      else if (Date.now() - last >= EVERY_MS) {
        last = Date.now();
        console.log(text);
      }
    },
    end: () => console.log(stdout.isTTY ? '' : latest),
  };
}
