'use server';

import { toAction } from '@/lib/entry/to-action';
import { askRegistry } from '@/lib/person/kyc/ask-registry';
import { refuseDocument, verifyDocument } from '@/lib/person/kyc/verify';

const back = ({ documentId }: { documentId: string }) => `/agent/kyc/${documentId}`;

export const verifyAction = toAction(verifyDocument, { goTo: (output) => `${back(output)}?said=verified` });
export const refuseAction = toAction(refuseDocument, { goTo: (output) => `${back(output)}?said=refused` });
export const askRegistryAction = toAction(askRegistry, {
  goTo: (output) => `${back(output)}?said=registry-${output.verdict}`,
});
