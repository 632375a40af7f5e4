import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Card } from '@/components/ui/card';
import { Disclosure } from '@/components/ui/disclosure';
import { LinkButton } from '@/components/ui/link-button';
import { Time } from '@/components/ui/time';
import type { FormAction } from '@/lib/base/form-state';
import type { OwnSwap } from '@/lib/sim/swap/view';
import { cancelAction, notMeAction, releaseAction } from './actions';
import { CaseOf } from './case-of';
import { ProveSteps } from './prove-steps';

/** What there is to press in a case of one's own number: yes by proving it, no by one button. */
export async function Ask({ one, sent }: { one: OwnSwap; sent: string | undefined }) {
  const t = await getTranslations('swap.own.file');
  if (one.state === 'proving')
    return (
      <>
        {one.isOwnRequest ? null : <NotMe one={one} text={t('notMeText')} />}
        <ProveSteps one={one} sent={sent} />
        {one.isOwnRequest ? <NotMe one={one} text={t('notMeText')} /> : null}
      </>
    );
  if (one.state === 'review' || one.state === 'cooling')
    return (
      <>
        <Card
          title={t('waits')}
          description={t(one.state === 'review' ? 'reviewText' : 'waitsText')}
          className="border-accent-ink"
        >
          {one.readyAt ? (
            <p>
              <Time value={one.readyAt} shape="exact" />
            </p>
          ) : null}
        </Card>
        <NotMe one={one} text={t('notMeText')} />
      </>
    );
  if (one.state === 'disputed') return <Card title={t('disputedTitle')} description={t('disputedText')} />;
  if (one.state === 'completed')
    return (
      <>
        {one.guard?.awaitsOwnRelease ? (
          <Card title={t('release')} description={t('releaseText')} className="border-accent-ink">
            <OneButton id={one.id} action={releaseAction} label={t('release')} />
          </Card>
        ) : null}
        <Done one={one} />
      </>
    );
  return <Card title={t(CLOSED[one.state])} description={t(CLOSED_TEXT[one.state])} />;
}

const CLOSED = {
  refused: 'refusedTitle',
  cancelled: 'cancelledTitle',
  expired: 'expiredTitle',
  remedied: 'remediedTitle',
} as const;
const CLOSED_TEXT = {
  refused: 'refusedText',
  cancelled: 'cancelledText',
  expired: 'expiredText',
  remedied: 'remediedText',
} as const;

/**
 * One press stops it: nobody who is frightened has to prove anything first. It stands there also where the case was asked
 * for in the holder's own account, since somebody else may have been in it; who changes their mind has a quieter way.
 */
async function NotMe({ one, text }: { one: OwnSwap; text: string }) {
  const t = await getTranslations('swap.own.file');
  return (
    <>
      <Card className="border-stop-line" title={t('notMe')} description={text}>
        <OneButton id={one.id} action={notMeAction} label={t('notMe')} danger />
      </Card>
      {one.isOwnRequest ? (
        <Disclosure title={t('cancel')}>
          <p className="mb-3">{t('cancelText')}</p>
          <OneButton id={one.id} action={cancelAction} label={t('cancel')} />
        </Disclosure>
      ) : null}
    </>
  );
}

type ButtonProps = { id: string; action: FormAction; label: string; danger?: boolean };

function OneButton({ id, action, label, danger = false }: ButtonProps) {
  return (
    <CommandForm action={action} label={label}>
      <CaseOf id={id} />
      <SubmitButton size="lg" wide variant={danger ? 'danger' : 'secondary'}>
        {label}
      </SubmitButton>
    </CommandForm>
  );
}

async function Done({ one }: { one: OwnSwap }) {
  const t = await getTranslations('swap.own.file');
  return (
    <Card title={t('putIn')} description={t('signAgain')} className="border-fine-line">
      <p className="mb-3">{t('completedText')}</p>
      <div className="flex flex-wrap gap-2">
        <NotMeAfter id={one.id} />
        <LinkButton href="/user/security">{t('security')}</LinkButton>
      </div>
    </Card>
  );
}

async function NotMeAfter({ id }: { id: string }) {
  const t = await getTranslations('swap.own.file');
  return (
    <CommandForm action={notMeAction} label={t('notMe')} className="contents">
      <CaseOf id={id} />
      <SubmitButton variant="danger">{t('notMe')}</SubmitButton>
    </CommandForm>
  );
}
