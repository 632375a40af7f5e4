import { getTranslations } from 'next-intl/server';
import type { Side } from '@/lib/person/kyc/kyc';
import { PICTURE_MAX_BYTES } from '@/lib/person/kyc/re-encode';
import { PictureForm } from './form';

interface PictureFormsProps {
  documentId: string;
  sides: readonly Side[];
  /** The swap that they are taken for. */
  swapId?: string;
}

const MEGABYTES = PICTURE_MAX_BYTES / 1024 / 1024;

/** A form for each side that is to be pictured. */
export async function PictureForms({ documentId, sides, swapId }: PictureFormsProps) {
  const t = await getTranslations('kyc.picture');
  const words = {
    hint: t('hint', { megabytes: MEGABYTES }),
    sending: t('sending'),
    done: t('done'),
    tooLarge: t('tooLarge', { megabytes: MEGABYTES }),
    lost: t('lost'),
  };
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      {sides.map((side) => (
        <PictureForm
          key={side}
          route={`/api/uploads/documents/${documentId}/pictures?${new URLSearchParams({ side, ...(swapId && { swap: swapId }) })}`}
          largestBytes={PICTURE_MAX_BYTES}
          words={{ ...words, file: t(`take.${side}`), submit: t(`send.${side}`) }}
        />
      ))}
    </div>
  );
}
