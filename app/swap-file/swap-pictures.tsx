import { getTranslations } from 'next-intl/server';
import { Card } from '@/components/ui/card';
import { show } from '@/lib/entry/page';
import { swapPictures } from '@/lib/sim/swap/pictures';
import { PictureForms } from '../agent/kyc/picture-forms';
import { Pictures } from '../agent/kyc/pictures';

/** The fresh pictures of a swap beside those on file, and the forms for those that are missing. */
export async function SwapPictures({ swapId }: { swapId: string }) {
  const [t, found] = [await getTranslations('kyc.swap'), await show(swapPictures, { swapId })];
  const { documentId, fresh, onFile, lacking, mayAdd } = found;
  if (!documentId || !(mayAdd || fresh.length > 0)) return null;
  return (
    <div className="mt-5 space-y-5">
      {mayAdd && lacking.length > 0 ? (
        <Card title={t('add')} description={t('addText')}>
          <PictureForms documentId={documentId} sides={lacking} swapId={swapId} />
        </Card>
      ) : null}
      {fresh.length > 0 ? (
        <div className="grid items-start gap-5 lg:grid-cols-2">
          <Pictures documentId={documentId} pictures={fresh} title={t('fresh')} />
          {onFile.length > 0 ? (
            <Pictures documentId={documentId} pictures={onFile} title={t('onFile')} />
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
