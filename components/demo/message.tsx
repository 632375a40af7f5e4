import { useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';

export interface MessageProps {
  channel: 'sms' | 'email' | 'whatsapp';
  address: string;
  subject: string;
  body: string;
  at: Date;
}

/** A message as it arrived: an SMS is a bubble, an e-mail a sheet with its subject. */
export function Message({ channel, address, subject, body, at }: MessageProps) {
  const t = useTranslations('demo');
  return (
    <li>
      <p className="mb-1 flex flex-wrap justify-between gap-x-3 text-caption text-ink-soft">
        <span className="min-w-0 break-all">{t(channel, { address })}</span>
        <Time value={at} />
      </p>
      {channel !== 'email' ? (
        <p className="whitespace-pre-line break-words rounded-lg rounded-tl-sm bg-sunken px-3 py-2">
          <Marked text={body} />
        </p>
      ) : (
        <div className="break-words rounded-lg border border-line px-3 py-2.5">
          <p className="font-semibold">{subject}</p>
          <p className="mt-1 whitespace-pre-line">
            <Marked text={body} />
          </p>
        </div>
      )}
    </li>
  );
}

/** Codes stand out, and addresses lead where they say. */
function Marked({ text }: { text: string }) {
  const pieces = text.split(/(\b\d{6}\b|https?:\/\/[^\s]+[^\s.,;:])/);
  return pieces.map((piece, index) => {
    const key = `${index}:${piece}`;
    if (/^\d{6}$/.test(piece)) {
      return (
        <strong key={key} className="font-mono font-semibold">
          {piece}
        </strong>
      );
    }
    return /^https?:/.test(piece) ? (
      <a key={key} href={piece} className="break-all text-accent-ink underline">
        {piece}
      </a>
    ) : (
      piece
    );
  });
}
