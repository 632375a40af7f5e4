import { z } from 'zod';
import { givenResponseSettings, responseSettings } from './response-settings';

/** What a tenant sets about trust. */
export const trustSettings = z.object({
  responses: responseSettings.prefault({}),
});

/** As a command takes them: a name that is misspelt is refused. */
export const givenTrustSettings = trustSettings
  .extend({ responses: givenResponseSettings.prefault({}) })
  .strict();
