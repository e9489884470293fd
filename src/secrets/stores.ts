import { environmentStore } from './environment.ts';
import { fileStore } from './file.ts';
import { ownStore } from './own.ts';
import type { SecretStoreModule } from './store.ts';

/** Every place that a credential can refer to. A vault is a file beside this one and a line here. */
export const secretStores: readonly SecretStoreModule[] = [environmentStore, fileStore, ownStore];
