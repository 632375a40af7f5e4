import { hostname } from 'node:os';
import { createTransport } from 'nodemailer';
import { type Channel, type Hope, NotSent } from './channel';

const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;

type SmtpProblem = Error & { code?: string; responseCode?: number };

/**
 * Sends e-mail through an SMTP server. The letter's id is its Message-ID (RFC 5322, 3.6.4), which many mailboxes know a
 * repeat by, and not all: so it is handed over once.
 */
export function smtpChannel(url: string, from: string): Channel {
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? hostname();
  return {
    provider: 'smtp',
    knowsRepeats: false,
    async send({ id, address, subject, body, at }) {
      const messageId = `<${id}@${domain}>`;
      const progress = watch();
      const transport = createTransport({
        url,
        connectionTimeout: CONNECT_MS,
        greetingTimeout: CONNECT_MS,
        socketTimeout: SILENCE_MS,
        disableFileAccess: true,
        disableUrlAccess: true,
        ...progress.options,
      });
      try {
        await transport.sendMail({
          from,
          // As an object it is one address, whatever signs it holds.
          to: { name: '', address },
          subject,
          text: body,
          date: at,
          messageId,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { providerId: messageId };
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        throw new NotSent(error.message, hopeOf(error, progress.isUnderWay()), { cause: error });
      }
    },
  };
}

/**
 * Hears what a transport says to the server and remembers one thing of it: whether the letter itself was announced. Its
 * errors do not tell. Nothing of it is written anywhere.
 */
function watch() {
  let isUnderWay = false;
  const hear = (_what: unknown, line?: unknown) => {
    if (line === 'DATA') isUnderWay = true;
  };
  const deaf = () => undefined;
  const logger = {
    ...{ level: deaf, trace: deaf, debug: hear, info: deaf, warn: deaf, error: deaf, fatal: deaf },
  };
  return { isUnderWay: () => isUnderWay, options: { logger, transactionLog: true } };
}

/**
 * RFC 5321, 4.2.1: a reply of 5xx to the address or the text is for good; one to our sign-in is ours to mend. A line that
 * goes dead after the letter was announced may have taken it along.
 */
function hopeOf({ code, responseCode = 0 }: SmtpProblem, isUnderWay: boolean): Hope {
  const aboutTheLetter = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (responseCode >= 400) return aboutTheLetter && responseCode >= 500 ? 'never' : 'later';
  return isUnderWay ? 'unclear' : 'later';
}
