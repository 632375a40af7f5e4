import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { multipart, replyWith } from './action-forms';

export type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

/** A browser without script and without a screen: connections that stay open, cookies, and plain forms. */
export class Browser {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 200 });
  readonly #cookies = new Map<string, string>();
  #address: string | undefined;
  #name: string | undefined;

  constructor(
    /** Where the server listens, and which host is asked for: Node.js does not resolve names below localhost. */
    readonly port: number,
    readonly host: string,
  ) {}

  /** Another browser with the same connections and cookies of its own. */
  another(): Browser {
    return new Browser(this.port, this.host);
  }

  /** The same browser, cookies and all, before another node of the product. */
  before(port: number): Browser {
    const moved = new Browser(port, this.host);
    for (const [name, value] of this.#cookies) moved.#cookies.set(name, value);
    return moved;
  }

  /** Speaks from another address from now on, as a server that trusts loopback as a proxy believes. */
  from(address: string): this {
    this.#address = address;
    return this;
  }

  /** Says which browser it is, as people's do; one that says nothing looks like a program. */
  named(userAgent: string): this {
    this.#name = userAgent;
    return this;
  }

  /** Has cookies that it did not get here: those of a session that was written, or copied out of another browser. */
  holding(cookies: string): this {
    for (const one of cookies.split('; ')) this.#keep(one);
    return this;
  }

  get(path: string): Promise<Answer> {
    return this.#send('GET', path, {}, undefined);
  }

  /** Sends the form of a page, named by its label, as a browser without script does. */
  async fill(path: string, label: string, fields: Record<string, string>): Promise<Answer> {
    return this.post(path, formOf((await this.get(path)).body, label), fields);
  }

  /** Sends the fields of a form that was read before, with what somebody typed. */
  post(path: string, hidden: Record<string, string>, fields: Record<string, string>): Promise<Answer> {
    const { type, body } = multipart(Object.entries({ ...hidden, ...fields }));
    return this.#submit(path, { 'content-type': type }, body);
  }

  /** Calls an action of a page as the page's script does; gives its answer as it came, unread. */
  act(path: string, action: string, fields: Record<string, string>): Promise<Answer> {
    const { headers, body } = replyWith(action, fields);
    return this.#submit(path, headers, body);
  }

  #submit(path: string, headers: Record<string, string>, body: Buffer): Promise<Answer> {
    const origin = `http://${this.host}:${this.port}`;
    return this.#send('POST', path, { ...headers, 'content-length': body.length, origin }, body);
  }

  #send(
    method: string,
    path: string,
    headers: Record<string, string | number>,
    body: Buffer | undefined,
  ): Promise<Answer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const options = {
      ...{ method, path, port: this.port, host: '127.0.0.1', agent: this.#agent },
      headers: {
        host: `${this.host}:${this.port}`,
        accept: 'text/html',
        'accept-language': 'en',
        cookie,
        ...(this.#name ? { 'user-agent': this.#name } : {}),
        ...(this.#address ? { 'x-forwarded-for': this.#address } : {}),
        ...headers,
      },
    };
    return new Promise((done, failed) => {
      const sent = request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', failed);
        response.on('end', () => {
          for (const set of response.headers['set-cookie'] ?? []) this.#keep(set);
          done({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          });
        });
      });
      sent.on('error', failed);
      sent.end(body);
    });
  }

  #keep(header: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
    if (value === '') this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}

/** The hidden fields of a page's form: without them the server does not know which action is meant. */
export function formOf(html: string, label: string): Record<string, string> {
  const form = new RegExp(`<form[^>]*aria-label="${label}"[\\s\\S]*?</form>`).exec(html)?.[0];
  if (!form) throw new Error(`The page has no form that is called "${label}".`);
  const fields: Record<string, string> = {};
  for (const [input] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1];
    if (name) fields[plain(name)] = plain(/value="([^"]*)"/.exec(input)?.[1] ?? '');
  }
  return fields;
}

const plain = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
