import { SMTPServer, type SMTPServerAuthentication, type SMTPServerOptions } from 'smtp-server';

export type Mail = { from: string; to: string[]; data: string; isSecure: boolean; user: string | null };

/** Where a mail server says no, and how; `hang-up` goes away with the letter in its hands. */
export type Refusals = {
  recipient?: [code: number, text: string];
  text?: [code: number, text: string] | 'hang-up';
  connection?: [code: number, text: string];
};

type Rules = { account?: { user: string; pass: string }; refuse?: Refusals };

const problem = ([responseCode, text]: [number, string]) => Object.assign(new Error(text), { responseCode });

/** A mail server on this machine with STARTTLS, which asks for an account where one is given. */
export async function startMailServer({ account, refuse = {} }: Rules = {}) {
  const received: Mail[] = [];
  const options: SMTPServerOptions = {
    authOptional: !account,
    // Without TLS nobody is asked for a password: it would be told to the whole street.
    allowInsecureAuth: false,
    disabledCommands: account ? [] : ['AUTH'],
    onConnect: (_session, done) => done(refuse.connection && problem(refuse.connection)),
    onAuth: (auth: SMTPServerAuthentication, _session, done) => {
      const isRight = auth.username === account?.user && auth.password === account?.pass;
      if (isRight) done(null, { user: auth.username });
      else done(problem([535, 'wrong password']));
    },
    onRcptTo: (_address, _session, done) => done(refuse.recipient && problem(refuse.recipient)),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (refuse.text === 'hang-up') {
          for (const connection of server.connections as Set<{ _socket: { destroy(): void } }>)
            connection._socket.destroy();
          return;
        }
        if (refuse.text) return done(problem(refuse.text));
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          data: Buffer.concat(chunks).toString(),
          isSecure: session.secure,
          user: typeof session.user === 'string' ? session.user : null,
        });
        done();
      });
    },
  };
  const server = new SMTPServer(options);
  // A client that does not trust this machine's certificate hangs up; it says so itself.
  server.on('error', () => undefined);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  const close = () => new Promise<void>((done) => server.close(done));
  return { received, port, url: `smtp://127.0.0.1:${port}`, close };
}
