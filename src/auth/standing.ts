import type { ServiceAccount } from './claims.ts';
import type { Revocations } from './revocation.ts';

/** What a tenant holds against those whose tokens are genuine, as this node knows it now: asked at every request. */
export interface Standing {
  readonly revocations: Pick<Revocations, 'cover'>;
  /** The service account of this name; undefined where there is none. */
  account(name: string): ServiceAccount | undefined;
  /** Until when (milliseconds since the epoch) a person has broken the glass; 0 for who has not. */
  grantedUntil(person: string): number;
  /** Whether it was compared with the database lately; what is older must not let anybody in. */
  current(): boolean;
  /** Calls `listener` after each change. Returns what forgets it. */
  whenChanged(listener: () => void): () => void;
}
