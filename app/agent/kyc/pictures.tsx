import { getTranslations } from 'next-intl/server';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import type { ShownDocument } from '@/lib/person/kyc/queries';

interface PicturesProps {
  documentId: string;
  pictures: ShownDocument['pictures'];
  title?: string;
}

/** The pictures side by side. Each comes by itself, for those alone who may look, and each look leaves its evidence. */
export async function Pictures({ documentId, pictures, title }: PicturesProps) {
  const t = await getTranslations('kyc.picture');
  if (pictures.length === 0) return <Card title={title ?? t('title')}>{t('none')}</Card>;
  return (
    <Card title={title ?? t('title')} description={t('evidence')}>
      <ul className="grid gap-5 sm:grid-cols-2">
        {pictures.map(({ id: pictureId, side, isOfSwap, takenAt, takenBy, width, height, mayLook }) => (
          <li key={pictureId}>
            <figure>
              {mayLook ? (
                // biome-ignore lint/performance/noImgElement: the optimizer must neither see nor keep it.
                <img
                  src={`/api/uploads/documents/${documentId}/pictures/${pictureId}`}
                  alt={t(`side.${side}`)}
                  width={width}
                  height={height}
                  loading="lazy"
                  decoding="async"
                  className="h-auto w-full rounded-md border border-line bg-sunken"
                />
              ) : (
                <p className="rounded-md border border-line bg-sunken px-4 py-8 text-center text-ink-soft">
                  {t('notShown')}
                </p>
              )}
              <figcaption className="mt-1.5">
                <span className="font-medium">{t(`side.${side}`)}</span>{' '}
                {isOfSwap ? <Badge tone="info">{t('ofSwap')}</Badge> : null}
                <span className="block text-ink-soft text-small">
                  {takenBy}, <Time value={takenAt} />
                </span>
              </figcaption>
            </figure>
          </li>
        ))}
      </ul>
    </Card>
  );
}
