import { createKeyring } from '../../src/secrets/keyring.ts';

/** The master key that the configurations of tests have. */
export const testMasterKey = 'a key for tests alone';

/** The keyring of a hub with that key. */
export const testKeyring = createKeyring([Buffer.from(testMasterKey)]);
