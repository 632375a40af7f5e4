import { addPicture } from './kyc/add-picture';
import { askRegistry } from './kyc/ask-registry';
import { listDocuments, showDocument } from './kyc/queries';
import { showPicture } from './kyc/show-picture';
import { refuseDocument, verifyDocument } from './kyc/verify';

/** What is done about documents and their pictures. */
export const KYC_COMMANDS = [addPicture, askRegistry, refuseDocument, verifyDocument] as const;

/** And what of it is seen. */
export const KYC_QUERIES = [listDocuments, showDocument, showPicture] as const;
