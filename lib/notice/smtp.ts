import { hostname } from 'node:os';
import { createTransport } from 'nodemailer';
import { type Channel, NotSent } from './channel';

const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;

type SmtpProblem = Error & { code?: string; responseCode?: number };

/** Sends e-mail through an SMTP server; the letter's id is its Message-ID (RFC 5322, 3.6.4), so a repeat is seen as one. */
export function smtpChannel(url: string, from: string): Channel {
  const transport = createTransport({
    url,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? hostname();
  return async ({ id, address, subject, body, at }) => {
    try {
      await transport.sendMail({
        from,
        // As an object it is one address, whatever signs it holds.
        to: { name: '', address },
        subject,
        text: body,
        date: at,
        messageId: `<${id}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      throw new NotSent(error.message, hopeOf(error), { cause: error });
    }
  };
}

/** RFC 5321, 4.2.1: a reply of 5xx to the address or the text is for good; one to our sign-in is ours to mend. */
function hopeOf({ code, responseCode = 0 }: SmtpProblem): 'later' | 'never' {
  const aboutTheLetter = code === 'EENVELOPE' || code === 'EMESSAGE';
  return aboutTheLetter && responseCode >= 500 ? 'never' : 'later';
}
