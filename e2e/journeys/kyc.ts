import type { Page } from '@playwright/test';
import { specimenOf } from '../../db/seed/specimen';
import { CAST } from '../fixtures/cast';
import { arrive } from '../fixtures/demo-phone';
import { aDocumentOf } from '../fixtures/documents';
import { expect, expectAccessible, test } from '../fixtures/journey';
import { aNewcomer } from '../fixtures/purses';

const { agent, admin } = CAST;
const { tenant } = agent;
const TOO_LARGE = 8 * 1024 * 1024 + 1;

const FORMS = {
  front: { label: 'The front of the document', send: 'Send the front', shown: 'Front of the document' },
  face: { label: /^The face of the customer/, send: 'Send the face', shown: 'Face of the customer' },
} as const;

/** Chooses a picture of a side and sends it. */
async function give(page: Page, side: keyof typeof FORMS, buffer: Buffer, mimeType = 'image/jpeg') {
  const { label, send } = FORMS[side];
  const input = page.getByRole('form', { name: label }).locator('input[type=file]');
  await input.setInputFiles({ name: `${side}.jpg`, mimeType, buffer });
  await page.getByRole('button', { name: send }).click();
}

/** What a browser is answered that asks for an address of the page it is on. */
const fetchedBy = (page: Page, path: string) =>
  page.evaluate(async (address) => {
    const { status, headers } = await fetch(address);
    const [type, cache, sniff] = ['content-type', 'cache-control', 'x-content-type-options'].map((name) =>
      headers.get(name),
    );
    return { status, type, cache, sniff };
  }, path);

/** Whether a picture is drawn, and not only its frame. */
async function expectDrawn(page: Page, name: string): Promise<string> {
  const picture = page.getByRole('img', { name });
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBeGreaterThan(100);
  return (await picture.getAttribute('src')) ?? '';
}

async function aWrittenDocument(givenNames: string, familyName: string): Promise<string> {
  const { personId } = await aNewcomer(tenant, 'user', `${givenNames} ${familyName}`);
  return aDocumentOf(tenant, personId, { givenNames, familyName, writtenBy: agent.name });
}

test('an agent takes the pictures of a document, and somebody else looks at them before it counts', async ({
  page: counter,
  visitor,
  at,
}) => {
  const documentId = await aWrittenDocument('Consolée', 'Pictured');
  const file = `/agent/kyc/${documentId}`;
  const office = await visitor();
  let picture = '';

  await test.step('what is no picture, and what is too large, is refused in words', async () => {
    await arrive(counter, at, agent, '/agent/kyc');
    await counter.getByRole('table').getByRole('link', { name: 'Consolée P.' }).click();
    await expect(counter.getByText('Pictures are missing')).toBeVisible();
    await give(counter, 'front', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
    await expect(counter.getByText('This is no JPEG, PNG or WebP picture.')).toBeVisible();
    const whole = await specimenOf('front');
    await give(counter, 'front', whole.subarray(0, whole.length / 2));
    await expect(counter.getByText('This picture cannot be read')).toBeVisible();
    await give(counter, 'front', Buffer.concat([whole, Buffer.alloc(TOO_LARGE - whole.length)]));
    await expect(counter.getByText('A picture has at most 8 MB.')).toBeVisible();
    await expect(counter.getByText('There are no pictures yet.')).toBeVisible();
  });

  await test.step('both pictures arrive, and are shown to whoever took them', async () => {
    await give(counter, 'front', await specimenOf('front'));
    picture = await expectDrawn(counter, FORMS.front.shown);
    await give(counter, 'face', await specimenOf('face'));
    await expectDrawn(counter, FORMS.face.shown);
    await expect(counter.getByText('waits for a look')).toBeVisible();
    await expect(counter.getByRole('button', { name: 'Verify the document' })).toHaveCount(0);
    await expectAccessible(counter);
  });

  await test.step('a picture is kept by nobody on the way, and shown to no stranger', async () => {
    const seen = await fetchedBy(counter, picture);
    expect(seen).toMatchObject({ status: 200, type: 'image/jpeg', sniff: 'nosniff' });
    expect(seen.cache).toContain('no-store');
    const stranger = await visitor();
    await stranger.goto(at(tenant, '/sign-in'));
    expect((await fetchedBy(stranger, picture)).status).toBe(401);
  });

  await test.step('somebody else compares them and says that the document is good', async () => {
    await arrive(office, at, admin, '/agent/kyc');
    await office.getByRole('table').getByRole('link', { name: 'Consolée P.' }).click();
    for (const { shown } of Object.values(FORMS)) await expectDrawn(office, shown);
    await expect(office.getByText('Consolée Pictured').first()).toBeVisible();
    await expectAccessible(office);
    await office.getByRole('button', { name: 'Verify the document' }).click();
    await expect(office.getByText('The document is verified. It counts from now on.')).toBeVisible();
  });

  await test.step('each look is in the audit log', async () => {
    await office.goto(at(tenant, '/admin/audit?command=kyc.picture.show'));
    await expect(office.getByRole('table').getByText(admin.title).first()).toBeVisible();
  });

  await test.step('the picture of a verified document stays', async () => {
    await counter.goto(at(tenant, file));
    await counter.locator('summary').filter({ hasText: 'Add the back' }).click();
    await give(counter, 'face', await specimenOf('face'));
    await expect(counter.getByText('so its picture stays')).toBeVisible();
  });
});

test('an agent asks the registry, and a picture is sent without script', async ({ page, visitor, at }) => {
  const documentId = await aWrittenDocument('Protais', 'Registered');
  await arrive(page, at, agent, `/agent/kyc/${documentId}`);
  await page.getByRole('button', { name: 'Ask the registry' }).click();
  await expect(page.getByText('The registry says yes.')).toBeVisible();

  const plain = await visitor({ javaScriptEnabled: false });
  await arrive(plain, at, agent, `/agent/kyc/${documentId}`);
  await give(plain, 'front', await specimenOf('front'));
  await expect(plain.getByRole('img', { name: FORMS.front.shown })).toBeVisible();
  await expect(plain).toHaveURL(at(tenant, `/agent/kyc/${documentId}`));
});
